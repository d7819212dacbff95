import type { Core } from '@strapi/strapi';
import { planPageWrites, type WantedPage } from '../page/plan-writes';
import { readSources } from '../page/plans';
import { wantedPage } from '../page/refresh';
import { pagesOf } from '../page/service';
import type { PageData, PageRow } from '../page/types';
import { searchEntry } from '../search/entry';
import { storedHashes } from '../search/plans';
import { touchDraft } from '../plans';
import { lockFrontDoor } from '../publication/locks';
import { inTransaction, rows, type Transaction } from '../sql';
import { readTrees, type StoredTree } from '../tree/plans';
import { ask, nextToCompare, QUESTIONS, unmodified, type Finding } from './plans';

const STEP = 200;

/** A tree's texts and order without ids and row numbers. */
const shape = ({ sections, related }: StoredTree): string =>
  JSON.stringify([
    sections.map(({ documentId, heading, lead, bullets }) => [
      documentId,
      heading,
      lead,
      bullets.map((b) => [b.documentId, b.text]),
    ]),
    related.map(({ documentId, headline, teaser, url, target }) => [
      documentId,
      headline,
      teaser,
      url,
      target,
    ]),
  ]);

interface Fault extends Finding {
  documentId: string;
  kind: 'page' | 'tree' | 'search';
}

/** Compares readers' rows with the trees they are made from, and published trees with drafts that claim to be equal. */
const compareStep = async (trx: Transaction, documentIds: string[]): Promise<Fault[]> => {
  const searched = await storedHashes(trx, documentIds);
  const pageFaults = (await readSources(trx, documentIds)).flatMap((source): Fault[] => {
    const cause = { changed: 'article.updated', gone: 'article.unpublished' } as const;
    const want = wantedPage(source, cause);
    const what = `/${want.page?.slug ?? source.rows[0]?.slug ?? ''} (${want.documentId})`;
    const fault = (kind: 'page' | 'search', rule: string): Fault => ({
      rule,
      what,
      documentId: want.documentId,
      kind,
    });
    return [
      ...(isStale(source.rows, want)
        ? [fault('page', 'pages: what readers get is what is published')]
        : []),
      ...(isFoundBy(want.page, searched.get(want.documentId))
        ? []
        : [fault('search', 'search: what is found is what is published')]),
    ];
  });

  const pairs = await unmodified(trx, documentIds);
  const trees = new Map(
    (
      await readTrees(
        trx,
        pairs.flatMap(({ draft, live }) => [draft, live]),
      )
    ).map((tree) => [tree.id, tree]),
  );
  const treeFaults = pairs.flatMap(({ documentId, slug, draft, live }): Fault[] =>
    shape(trees.get(draft)!) === shape(trees.get(live)!)
      ? []
      : [
          {
            rule: 'articles: "published" means that draft and published trees are equal',
            what: `${slug} (${documentId})`,
            documentId,
            kind: 'tree',
          },
        ],
  );
  return [...pageFaults, ...treeFaults];
};

/** Does the search know a story by its words of now; or nothing of one that readers have not? */
const isFoundBy = (page: PageData | null, hash: string | undefined): boolean =>
  hash === (page ? searchEntry(page).hash : undefined);

/** A slug that two live documents claim makes the planner throw; for an audit that is one more fault. */
const isStale = (existing: readonly PageRow[], want: WantedPage): boolean => {
  try {
    return planPageWrites(existing, [want], '').changes.length > 0;
  } catch {
    return true;
  }
};

/** Goes through all live documents; `mend` is called with the faults of each step, in its transaction. */
const compareAll = async (
  strapi: Core.Strapi,
  mend: ((trx: Transaction, faults: Fault[]) => Promise<void>) | null,
): Promise<Fault[]> => {
  const faults: Fault[] = [];
  for (let last = ''; ;) {
    const documentIds = await inTransaction(strapi, async (trx) => {
      // While an act is at it, its rows and its page may differ for a moment.
      if (mend) await lockFrontDoor(trx);
      else await rows(trx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      const step = await nextToCompare(trx, last, STEP);
      const found = await compareStep(trx, step);
      faults.push(...found);
      if (mend && found.length) await mend(trx, found);
      return step;
    });
    const after = documentIds.at(-1);
    if (after === undefined) return faults;
    last = after;
  }
};

/**
 * Looks at the whole database for what the rules should never have let happen.
 * @returns every fault; none when all is well
 */
export const audit = async (strapi: Core.Strapi): Promise<Finding[]> => {
  const structural = await inTransaction(strapi, async (trx) => {
    await rows(trx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found: Finding[] = [];
    for (const question of QUESTIONS) found.push(...(await ask(trx, question)));
    return found;
  });
  return [...structural, ...(await compareAll(strapi, null))];
};

/**
 * Mends what an audit finds: removes orphans and wrong links, numbers anew, writes readers' rows from
 * what is published, and calls "modified" what differs from what is live.
 * @returns what was found, before it was mended
 */
export const repair = async (strapi: Core.Strapi): Promise<Finding[]> => {
  const structural = await inTransaction(strapi, async (trx) => {
    await lockFrontDoor(trx);
    const found: Finding[] = [];
    for (const question of QUESTIONS) {
      const faults = await ask(trx, question);
      found.push(...faults);
      if (faults.length) for (const statement of question.repair) await rows(trx, statement);
    }
    return found;
  });
  const pages = pagesOf(strapi);
  const compared = await compareAll(strapi, async (trx, faults) => {
    const now = new Date();
    for (const { documentId, kind } of faults)
      if (kind === 'tree') await touchDraft(trx, documentId, now);
    const of = (wanted: Fault['kind']): string[] =>
      faults.filter(({ kind }) => kind === wanted).map(({ documentId }) => documentId);
    const stale = of('page');
    if (stale.length)
      await pages.articles(trx, stale, { changed: 'article.updated', gone: 'article.unpublished' });
    await pages.search(trx, of('search'));
  });
  return [...structural, ...compared];
};
