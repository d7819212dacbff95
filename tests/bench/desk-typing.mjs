/** The sample page, typed by somebody at the Desk and by somebody who has Strapi's own forms only. */
import { editorOf, newArticle, saved } from '../e2e/desk-page.mjs';
import { PAGE, asText } from './desk-sample.mjs';
import { typistAt } from './desk-typist.mjs';

/** More presses of Tab than there are fields mean that the one looked for is not there. */
const MOST_TABS = 40;

/** `newArticle` presses N in the list. */
const OPENED_WITH = 1;

/** Beside the text, from where it stands: F6, then Tab from field to field. */
const fillDetails = async (page, typist) => {
  const isAt = (label) =>
    page.evaluate(
      (name) => [...(document.activeElement?.labels ?? [])].some((l) => l.innerText.includes(name)),
      label,
    );
  await typist.press('F6');
  for (const [label, value] of [
    ['Byline', PAGE.byline],
    ['Source', PAGE.sourceTitle],
    ['Source address', PAGE.sourceUrl],
  ]) {
    for (let tabs = 0; !(await isAt(label)); tabs += 1) {
      if (tabs > MOST_TABS) throw new Error(`No field "${label}" is reached with Tab.`);
      await typist.press('Tab');
    }
    await typist.type(value);
    await typist.press('Tab');
  }
};

/** From the list until the status line says "Saved"; the keyboard only. */
export const writeAtDesk = async (page, at, delay) => {
  await newArticle(page, at);
  const typist = typistAt(page, delay);
  await typist.type(PAGE.title);
  await typist.press('Enter');
  await typist.type(PAGE.lead);
  for (const [s, { heading, lead, bullets }] of PAGE.sections.entries()) {
    await typist.press('Enter', s > 0 ? 2 : 1);
    await typist.type(heading);
    await typist.press('Enter');
    await typist.type(lead);
    for (const bullet of bullets) {
      await typist.press('Enter');
      await typist.type(bullet);
    }
  }
  await fillDetails(page, typist);
  await saved(page);
  const { keystrokes, ...rest } = typist.result();
  return { keystrokes: keystrokes + OPENED_WITH, ...rest };
};

/** Somebody has copied the page elsewhere: pasted into a new article, looked at, taken. */
export const pasteAtDesk = async (page, at, delay) => {
  await newArticle(page, at);
  const typist = typistAt(page, delay);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), asText());
  await editorOf(page).focus();
  await typist.press('Control+v');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(PAGE.sections[6].heading).first().waitFor();
  const take = dialog.getByRole('button', { name: /^(Take|Insert|Use|Put)/ });
  await typist.click(take);
  await dialog.waitFor({ state: 'detached' });
  await saved(page);
  const { keystrokes, ...rest } = typist.result();
  return { keystrokes: keystrokes + OPENED_WITH, ...rest };
};

/** A form that is read anew forgets what was opened in it; somebody who looks at it sees that, ms. */
const QUIET = 300;

/** @returns {() => Promise<void>} resolves once the page has asked for nothing for a moment */
const quietOf = (page) => {
  let open = 0;
  let last = 0;
  const count = (by) => () => {
    open += by;
    last = performance.now();
  };
  page.on('request', count(1));
  page.on('requestfinished', count(-1));
  page.on('requestfailed', count(-1));
  return async () => {
    while (open > 0 || performance.now() - last < QUIET) await page.waitForTimeout(20);
  };
};

const ARTICLES = '/admin/content-manager/collection-types/api::article.article';

/**
 * In the content types' own forms, the shortest way found in stock Strapi 5 that works: each section is made
 * from the article's relation field ("Create a relation", a dialog) and then opened as a page, each bullet
 * from the section's relation field in the same way. (Dialogs in dialogs would save the page, but lose
 * their way back after the second bullet.) Fields that follow each other are reached with Tab. No position
 * is filled in: they are made in order. From the list until the last save.
 */
export const writeInForms = async (page, at, delay) => {
  const quiet = quietOf(page);
  await page.goto(at + ARTICLES);
  const create = page.getByRole('link', { name: 'Create new entry' }).first();
  await create.waitFor();
  const typist = typistAt(page, delay, quiet);
  const dialog = page.getByRole('dialog');
  const field = (within, name) => within.locator(`[name="${name}"]`);
  /** The answer to a save is waited for; what the form does afterwards, the next click waits for. */
  const save = async (within) => {
    const answer = page.waitForResponse(
      (response) =>
        ['POST', 'PUT'].includes(response.request().method()) &&
        response.url().includes('/content-manager/collection-types/'),
    );
    await typist.click(within.getByRole('button', { name: 'Save' }));
    const status = (await answer).status();
    if (status >= 400) throw new Error(`Strapi answered ${status} to a save.`);
  };
  const open = async (within, relation) => {
    await typist.click(within.locator(`[name="${relation}"][role="combobox"]`));
    await typist.click(page.getByRole('option', { name: 'Create a relation' }));
  };

  await typist.click(create);
  await typist.click(field(page, 'title'));
  await typist.type(PAGE.title);
  await typist.click(field(page, 'lead'));
  await typist.type(PAGE.lead);
  await typist.click(field(page, 'byline'));
  await typist.type(PAGE.byline);
  await typist.click(field(page, 'sourceTitle'));
  await typist.type(PAGE.sourceTitle);
  await typist.press('Tab');
  await typist.type(PAGE.sourceUrl);
  await save(page);
  for (const { heading, lead, bullets } of PAGE.sections) {
    await open(page, 'sections');
    await typist.click(field(dialog, 'heading'));
    await typist.type(heading);
    await typist.press('Tab');
    await typist.type(lead);
    await save(dialog);
    await typist.click(dialog.getByRole('button', { name: 'Go to entry' }));
    await page.waitForURL(/api::section\.section/);
    for (const bullet of bullets) {
      await open(page, 'bullets');
      await typist.click(field(dialog, 'text'));
      await typist.type(bullet);
      await save(dialog);
      await typist.click(dialog.getByRole('button', { name: 'Close modal' }));
      await dialog.waitFor({ state: 'detached' });
    }
    await typist.click(page.getByRole('link', { name: 'Back' }));
    await page.waitForURL(/api::article\.article/);
  }
  return typist.result();
};
