/** SQL that names what an audit finds in words that an editor can look for. */

const quoted = (text: string, most: number): string =>
  `'"' || left(${text}, ${most}) || CASE WHEN length(${text}) > ${most} THEN '…' ELSE '' END || '"'`;

const sideOf = (alias: string): string =>
  `CASE WHEN ${alias}.published_at IS NULL THEN 'draft' ELSE 'published side' END`;

/** `the draft of the article "slug" (documentId)`; `alias` is a row of `articles`. */
const article = (alias: string): string =>
  `'the ' || ${sideOf(alias)} || ' of the article ' || ${quoted(`coalesce(${alias}.slug, ${alias}.title, '')`, 80)} || ' (' || coalesce(${alias}.document_id, 'no documentId') || ')'`;

const section = (alias: string): string =>
  `'the section ' || ${quoted(`coalesce(${alias}.heading, '')`, 80)} || ' (' || coalesce(${alias}.document_id, 'no documentId') || ')'`;

/** The article that a row of `sections` hangs on, or NULL. */
const articleOfSection = (alias: string): string =>
  `(SELECT ' of ' || ${article('la')} FROM sections_article_lnk ll JOIN articles la ON la.id = ll.article_id
     WHERE ll.section_id = ${alias}.id ORDER BY ll.id LIMIT 1)`;

export type ChildTable = 'sections' | 'related_news' | 'bullets';

/** What a row below an article says, whole: all that is lost with it. */
export const textOf = (table: ChildTable, alias: string): string =>
  table === 'sections'
    ? `concat_ws(E'\\n', ${alias}.heading, ${alias}.lead)`
    : table === 'bullets'
      ? `coalesce(${alias}.text, '')`
      : `concat_ws(E'\\n', coalesce(${alias}.headline, ${alias}.asleep->>'headline'), coalesce(${alias}.teaser, ${alias}.asleep->>'teaser'), ${alias}.url)`;

/** `bullets row 7 (documentId), in the section … of the draft of the article …`, as far as it hangs on something. */
export const childLabel = (table: ChildTable, alias: string): string => {
  const row = `'${table} row ' || ${alias}.id || ' (' || coalesce(${alias}.document_id, 'no documentId') || ')'`;
  if (table === 'bullets') {
    return `${row} || coalesce((SELECT ', in ' || ${section('ls')} || coalesce(${articleOfSection('ls')}, '')
       FROM bullets_section_lnk lb JOIN sections ls ON ls.id = lb.section_id
      WHERE lb.bullet_id = ${alias}.id ORDER BY lb.id LIMIT 1), '')`;
  }
  const [link, id] =
    table === 'sections'
      ? ['sections_article_lnk', 'section_id']
      : ['related_news_article_lnk', 'related_news_id'];
  return `${row} || coalesce((SELECT ', in ' || ${article('la')} FROM ${link} ll JOIN articles la ON la.id = ll.article_id
     WHERE ll.${id} = ${alias}.id ORDER BY ll.id LIMIT 1), '')`;
};

/** What children hang on: `id` is an expression that gives the row's id in `parent`. */
export const parentLabel = (parent: 'articles' | 'sections', id: string): string =>
  parent === 'articles'
    ? `(SELECT 'below ' || ${article('lp')} FROM articles lp WHERE lp.id = ${id})`
    : `(SELECT 'below ' || ${section('lp')} || coalesce(${articleOfSection('lp')}, '') FROM sections lp WHERE lp.id = ${id})`;

/** The article of a documentId, as far as anything is known of it. */
export const documentLabel = (documentId: string): string =>
  `'article ' || ${documentId} || coalesce((SELECT ' ("' || coalesce(ld.slug, ld.title) || '")' FROM articles ld
     WHERE ld.document_id = ${documentId} ORDER BY ld.published_at NULLS FIRST, ld.id LIMIT 1), '')`;
