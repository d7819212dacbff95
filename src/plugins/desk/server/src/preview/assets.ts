/**
 * Runs in the preview's frame. The Desk sends the page as it is typed; a frontend of one's own that takes
 * the preview's place may do the same, or just load again at Strapi's `strapiUpdate`.
 */
export const SCRIPT = `'use strict';
addEventListener('message', (event) => {
  if (event.source !== parent || event.origin !== location.origin) return;
  const data = event.data;
  if (!data || data.type !== 'newsroom:draft' || typeof data.html !== 'string') return;
  document.getElementById('page').innerHTML = data.html;
});
// A click on a link would leave the draft.
addEventListener('click', (event) => {
  if (event.target.closest('a')) event.preventDefault();
});
parent.postMessage({ type: 'previewReady' }, location.origin);
`;

export const STYLE = `:root { color-scheme: light dark; --ink: #1d1d1f; --soft: #5c5c66; --paper: #fff; --line: #e3e3e8; --link: #1b4fbf; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --soft: #a5a5b3; --paper: #17171c; --line: #34343f; --link: #9db8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.0625rem/1.6 Georgia, 'Times New Roman', serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3, .meta, .source, figcaption { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; }
h1 { font-size: clamp(1.75rem, 5vw, 2.5rem); line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 0.75rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.25rem 0 0.5rem; }
h3 { font-size: 1rem; line-height: 1.35; margin: 0 0 0.25rem; }
.meta, .source, figcaption { color: var(--soft); font-size: 0.875rem; }
.lead { font-size: 1.25rem; line-height: 1.5; }
ul { padding-left: 1.2rem; } li { margin: 0.4rem 0; } li::marker { color: var(--soft); }
figure { margin: 1.5rem 0; } img { max-width: 100%; height: auto; border-radius: 4px; display: block; }
figcaption { margin-top: 0.5rem; } a { color: var(--link); }
.source { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
aside { margin-top: 3rem; border-top: 2px solid var(--ink); }
aside ul { list-style: none; padding: 0; } aside li { margin: 0 0 1.25rem; } aside p { margin: 0; color: var(--soft); font-size: 1rem; }
`;
