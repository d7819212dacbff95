import { search, type Found } from '../newsroom/search';
import { words } from '../words';

type Result = Found['data'][number];

const form = document.querySelector<HTMLFormElement>('form.search');
const input = document.querySelector<HTMLInputElement>('#q');
const state = document.querySelector<HTMLElement>('#search-state');
const results = document.querySelector<HTMLOListElement>('#search-results');
const more = document.querySelector<HTMLButtonElement>('#search-more');

/** Typing is followed after a pause, ms. */
const PAUSE = 250;

if (form && input && state && results && more) {
  const language = form.dataset['language'] ?? 'en';
  let asked = new AbortController();
  let page = 1;
  let timer = 0;

  const wanted = () => {
    const values = new FormData(form);
    return { q: String(values.get('q')).trim(), topic: String(values.get('topic') ?? '') };
  };

  const show = async (next: number): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const { q, topic } = wanted();
    if (q === '') {
      results.replaceChildren();
      more.hidden = true;
      state.textContent = '';
      return;
    }
    results.ariaBusy = 'true';
    try {
      const query = { q, page: next, ...(topic && { topic }) };
      const newsroom = form.dataset['newsroom'] ?? '';
      const { data, meta } = await search(newsroom, query, { signal: asked.signal });
      const rows = data.map((result) => row(result, language));
      if (next === 1) results.replaceChildren(...rows);
      else results.append(...rows);
      // Whoever asked for more by keyboard goes on reading at what came.
      if (next > 1) rows[0]?.querySelector('a')?.focus();
      page = next;
      more.hidden = !meta.pagination.more;
      state.textContent = told(results.childElementCount, meta, q);
    } catch (error) {
      if ((error as Error).name === 'AbortError') return;
      state.textContent = words.searchFails;
    } finally {
      results.ariaBusy = 'false';
    }
  };

  const remember = () => {
    const { q, topic } = wanted();
    const parameters = new URLSearchParams({ ...(q && { q }), ...(topic && { topic }) });
    history.replaceState(null, '', parameters.size > 0 ? `?${parameters}` : location.pathname);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember();
    void show(1);
  });
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      remember();
      void show(1);
    }, PAUSE);
  });
  more.addEventListener('click', () => void show(page + 1));

  const given = new URLSearchParams(location.search);
  input.value = given.get('q') ?? '';
  const topics = form.querySelector('select');
  if (topics) topics.value = given.get('topic') ?? '';
  if (topics && topics.selectedIndex < 0) topics.value = '';
  if (input.value) void show(1);
}

function told(count: number, { corrected, pagination }: Found['meta'], q: string): string {
  if (count === 0) return words.nothingFound(q);
  return corrected ? words.similarFound(count, q) : words.found(count, pagination.more, q);
}

function row(result: Result, language: string): HTMLLIElement {
  const item = document.createElement('li');
  const article = document.createElement('article');
  article.className = 'story story-row';
  if (result.language !== language) article.lang = result.language;
  const heading = document.createElement('h2');
  heading.className = 'headline';
  const link = document.createElement('a');
  link.href = `/${encodeURIComponent(result.slug)}`;
  marked(link, result.highlight.title || result.title);
  heading.append(link);
  const body = document.createElement('div');
  body.className = 'story-text';
  body.append(heading);
  if (result.highlight.text) {
    const text = document.createElement('p');
    text.className = 'standfirst';
    marked(text, result.highlight.text);
    body.append(text);
  }
  if (result.firstPublishedAt) {
    const line = document.createElement('p');
    line.className = 'slugline';
    const time = document.createElement('time');
    time.dateTime = result.firstPublishedAt;
    time.textContent = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      dateStyle: 'long',
      timeZone: 'UTC',
    }).format(new Date(result.firstPublishedAt));
    line.append(time);
    body.append(line);
  }
  article.append(body);
  item.append(article);
  return item;
}

/** The answer is escaped already; reading only its marks and texts trusts it with nothing more. */
function marked(target: HTMLElement, html: string): void {
  const read = new DOMParser().parseFromString(html, 'text/html').body;
  for (const node of read.childNodes) {
    const isMark = node instanceof HTMLElement && node.tagName === 'MARK';
    const part = isMark ? document.createElement('mark') : document.createTextNode('');
    part.textContent = node.textContent;
    target.append(part);
  }
}
