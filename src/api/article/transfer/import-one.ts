import type { Core } from '@strapi/strapi';
import { lockArticles } from '../publication/locks';
import { ARTICLE } from '../rules/types';
import { inTransaction, type Transaction } from '../sql';
import type { ArticleJson } from './article-json';
import { readArticle } from './export';
import { hashOf, slugOf, wantsLive, type ImportOptions } from './import-content';
import { contentData } from './import-data';
import { recall, remember, settleDate } from './import-memory';
import { createNamed } from './named';
import * as plans from './plans';

export type Outcome = 'created' | 'updated' | 'unchanged';

/** The draft as an import left it: at another version, somebody has worked on it since. */
export interface Written {
  documentId: string;
  version: number;
}

interface Imported {
  outcome: Outcome;
  /** Null where its text was left as it stood. */
  written: Written | null;
}

/** The input has changed, but so has the article, by somebody's hand. */
export class EditedError extends Error {
  constructor(slug: string, imported: boolean) {
    const why = imported
      ? 'was edited in the newsroom since it was imported'
      : 'was written in the newsroom, not imported';
    super(`the article "${slug}" ${why}; it is left as it is (--overwrite replaces its draft)`);
    this.name = 'EditedError';
  }
}

/** The article of this slug, locked and as it is from then on. */
const lockKnown = async (
  trx: Transaction,
  slug: string,
): Promise<plans.KnownArticle | undefined> => {
  const [found] = await plans.findBySlugs(trx, [slug]);
  if (!found) return undefined;
  await lockArticles(trx, [found.documentId]);
  const known = await plans.findById(trx, found.documentId);
  // Whoever held the lock may have given it another slug; then it is none of this input's.
  return known?.slug === slug ? known : undefined;
};

/**
 * Imports one article through the Document Service: events fire, and every rule is asked.
 * @throws EditedError when it would replace what people wrote; errors.ValidationError of the rules
 */
export const importOne = async (
  strapi: Core.Strapi,
  article: ArticleJson,
  options: ImportOptions,
): Promise<Imported> => {
  const documents = strapi.documents(ARTICLE);
  await createNamed(strapi, [article]);
  return inTransaction(strapi, async (trx) => {
    const slug = slugOf(article);
    const hash = hashOf(article, article.live);
    const known = await lockKnown(trx, slug);
    const publishes = wantsLive(article, options) && !(known?.everPublished && !known.live);
    const remembered = recall(known?.importHash ?? null);
    const date = settleDate({
      given: article.firstPublishedAt,
      stored: known?.firstPublishedAt ?? null,
      remembered: known ? remembered?.date : null,
      everPublished: known?.everPublished ?? false,
      overwrite: options.overwrite,
    });
    const memory = remember({ hash, date: date.remembers });
    const dated = date.write ? { firstPublishedAt: article.firstPublishedAt } : {};
    const stored = known && (await readArticle(trx, known.documentId));
    if (known && stored) {
      const draftHash = hashOf(stored);
      const wholeHash = hashOf(stored, stored.live);
      const asGiven = hash === (article.live ? wholeHash : draftHash);
      const { documentId } = known;
      if (asGiven || remembered?.hash === hash) {
        if (date.note) options.warn?.(article, date.note);
        if (date.write) await documents.update({ documentId, data: dated as never });
        if (known.importHash !== memory) await plans.setImportHash(trx, documentId, memory);
        // Readers may still see an earlier text; what a person has changed since is theirs to publish.
        const waits = asGiven && !article.live && stored.live !== null;
        const goesLive = publishes && (!known.live || waits);
        if (goesLive) await documents.publish({ documentId });
        return { outcome: date.write || goesLive ? 'updated' : 'unchanged', written: null };
      }
      const asImported = [draftHash, wholeHash].includes(remembered?.hash ?? '');
      if (!asImported && !options.overwrite) throw new EditedError(slug, remembered !== null);
    }
    if (date.note) options.warn?.(article, date.note);
    const shown = article.live;
    const data = {
      ...(await contentData(strapi, trx, shown ?? article, known)),
      ...dated,
      slug: shown?.slug ?? slug,
    };
    // The data's shape was checked by `readArticleJson` and is again by the rules.
    const written = known
      ? await documents.update({ documentId: known.documentId, data: data as never })
      : await documents.create({ data: data as never });
    const documentId = written!.documentId;
    if (publishes) await documents.publish({ documentId });
    if (shown) {
      const draft = { ...(await contentData(strapi, trx, article, known)), slug };
      await documents.update({ documentId, data: draft as never });
    }
    await plans.setImportHash(trx, documentId, memory);
    const { version } = (await plans.findById(trx, documentId))!;
    return { outcome: known ? 'updated' : 'created', written: { documentId, version } };
  });
};
