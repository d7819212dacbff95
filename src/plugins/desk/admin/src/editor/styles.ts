import { css, styled } from 'styled-components';

/** Left of the text: room for handles, so that title, lead and outline share one edge. */
const GUTTER = '4rem';

const note = css`
  font-size: 1.3rem;
  line-height: 1.5;
  user-select: none;
`;

const handles = css`
  .desk-handle {
    height: 0;
    margin: 0;
    position: relative;
    user-select: none;
    z-index: 1;
  }
  .desk-grip,
  .desk-arrow {
    align-items: center;
    border-radius: ${({ theme }) => theme.borderRadius};
    color: ${({ theme }) => theme.colors.neutral600};
    cursor: grab;
    display: inline-flex;
    height: 2.4rem;
    justify-content: center;
    left: -${GUTTER};
    position: absolute;
    touch-action: none;
    width: 2.4rem;
  }
  [contenteditable='false'] > .desk-handle {
    display: none;
  }
  .desk-grip {
    fill: currentColor;
    opacity: 0;
    transition: opacity 0.1s;
  }
  &:hover .desk-grip {
    opacity: 0.45;
  }
  .desk-grip:hover,
  .desk-open .desk-grip {
    background: ${({ theme }) => theme.colors.neutral150};
    opacity: 1;
  }
  .desk-handle-heading .desk-grip,
  .desk-handle-heading .desk-arrow {
    top: 3.4rem;
  }
  .desk-handle-bullet .desk-grip,
  .desk-handle-bullet .desk-arrow {
    top: 0.8rem;
  }
  .desk-arrow {
    background: ${({ theme }) => theme.colors.neutral0};
    border: 1px solid ${({ theme }) => theme.colors.neutral500};
    cursor: pointer;
    display: none;
    font-size: 1.4rem;
  }
  .desk-open .desk-arrow {
    display: inline-flex;
  }
  .desk-arrow:nth-child(2) {
    margin-top: -2.6rem;
  }
  .desk-arrow:nth-child(3) {
    margin-top: 2.6rem;
  }
  .desk-drop {
    background: ${({ theme }) => theme.colors.primary600};
    border-radius: 2px;
    height: 3px;
    left: ${GUTTER};
    pointer-events: none;
    position: absolute;
    right: 0;
  }
`;

const notes = css`
  .desk-note {
    ${note}
    color: ${({ theme }) => theme.colors.neutral600};
  }
  .desk-over,
  .desk-problem {
    ${note}
    color: ${({ theme }) => theme.colors.danger600};
    font-weight: 600;
  }
  .desk-over::before,
  .desk-problem::before {
    content: '⚠ ';
    content: '⚠ ' / '';
  }
`;

/** The writing surface. What a block is shows in size and place, not in boxes. */
export const Surface = styled.div`
  max-width: calc(67.2rem + ${GUTTER});
  position: relative;
  width: 100%;
  ${handles}

  .ProseMirror {
    caret-color: ${({ theme }) => theme.colors.primary600};
    color: ${({ theme }) => theme.colors.neutral800};
    font-size: 1.7rem;
    line-height: 1.6;
    min-height: 40rem;
    outline: none;
    overflow-wrap: break-word;
    padding: 0 0 20vh ${GUTTER};
    position: relative;
    white-space: break-spaces;
    font-variant-ligatures: none;
  }
  .ProseMirror[contenteditable='false']:focus-visible {
    /* There is no caret to show the focus; a frame around a page would shout. */
    box-shadow: inset 2px 0 0 ${({ theme }) => theme.colors.primary600};
  }
  .ProseMirror ::selection {
    background: ${({ theme }) => theme.colors.primary200};
  }

  .desk-title {
    font-size: 3.6rem;
    font-weight: 700;
    letter-spacing: -0.01em;
    line-height: 1.2;
    margin: 0 0 1.2rem;
  }
  .desk-standfirst {
    color: ${({ theme }) => theme.colors.neutral700};
    font-size: 2rem;
    line-height: 1.5;
    margin: 0;
  }
  .desk-heading {
    font-size: 2.2rem;
    font-weight: 600;
    line-height: 1.3;
    margin: 0;
    padding-top: 3.2rem;
    --above: 3.2rem;
  }
  .desk-lead {
    margin: 0;
    padding-top: 0.6rem;
    --above: 0.6rem;
  }
  .desk-bullet {
    margin: 0;
    padding: 0.6rem 0 0 2rem;
    position: relative;
    --above: 0.6rem;
    --indent: 2rem;
  }
  .desk-bullet::before {
    background: ${({ theme }) => theme.colors.neutral500};
    border-radius: 50%;
    content: '';
    height: 0.6rem;
    left: 0.2rem;
    position: absolute;
    top: 1.7rem;
    width: 0.6rem;
  }

  .desk-empty {
    position: relative;
  }
  .desk-empty::after {
    color: ${({ theme }) => theme.colors.neutral600};
    content: attr(data-placeholder);
    font-weight: 400;
    left: var(--indent, 0);
    pointer-events: none;
    position: absolute;
    top: var(--above, 0);
  }
  ${notes}
`;
