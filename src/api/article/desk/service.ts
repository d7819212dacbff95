import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { NO_TEXT } from '../../../plugins/desk/server/src/blank-text';
import type { DeskNewsroom, OpenArticle } from '../../../plugins/desk/server/src/newsroom';
import { refuse, staleError } from '../errors';
import type { Problem } from '../outline/types';
import { allNamed, type NamedTable } from '../page/named-plans';
import { earlierSlugs, readersOf } from '../page/plans';
import { pagesOf } from '../page/service';
import { parsePage } from '../paste';
import { readDraftTree } from '../plans';
import { lockArticles, lockFrontDoor } from '../publication/locks';
import { problemsBeforeReaders } from '../publication/readiness';
import { ARTICLE } from '../rules/types';
import { inTransaction, type Transaction } from '../sql';
import { copiedEntries } from '../tree/duplicate';
import * as plans from './plans';
import {
  changedFields,
  dataOf,
  DESK_FIELDS,
  deskPlace,
  deskTextOf,
  pastedOf,
  placeOfField,
} from './text';

const NEWS_FIELD = 'relatedNews';

const opened = (row: plans.OpenRow): OpenArticle => ({
  documentId: row.documentId,
  version: row.version,
  text: deskTextOf({ ...row, coverId: row.cover?.id ?? null }),
  cover: row.cover,
  status: row.status,
  savedAt: row.savedAt,
  liveSlug: row.liveSlug,
});

interface PlacedError {
  path: string[];
  message: string;
}

/** `['outline', '2', 'heading']` → `outline[2].heading` → `sections[2].heading`, and back to a path. */
const deskPath = (path: readonly string[]): string[] => {
  const place = path.reduce(
    (whole, part) => (/^\d+$/.test(part) ? `${whole}[${part}]` : whole ? `${whole}.${part}` : part),
    '',
  );
  return deskPlace(place)
    .split(/[.[\]]+/)
    .filter(Boolean);
};

/** A rule names its own places; the Desk's user sees others. */
const atTheDesk = (error: unknown): unknown => {
  if (!(error instanceof errors.ValidationError)) return error;
  const { errors: list } = (error.details ?? {}) as { errors?: PlacedError[] };
  if (!Array.isArray(list)) return error;
  const placed = list.map(({ path, message, ...rest }) => ({
    ...rest,
    path: deskPath(path),
    message: message.replace(/^[\w[\].]+: /, ''),
  }));
  return new errors.ValidationError(error.message, { errors: placed });
};

/** Somebody may have deleted it while the list of choices was open. */
const missingNamed = async (
  trx: Transaction,
  kind: NamedTable,
  ids: string,
): Promise<Problem[]> => {
  const known = new Set((await allNamed(trx, kind)).map(({ documentId }) => documentId));
  return ids
    .split(',')
    .filter((id) => id !== '' && !known.has(id))
    .map((id) => ({
      place: kind,
      message: `names one that is not there any more (${id}); choose again`,
    }));
};

/** Articles as the Desk writes them: one text with one version, whatever documents it is stored in. */
export const createDeskNewsroom = (strapi: Core.Strapi): DeskNewsroom => {
  const documents = () => strapi.documents(ARTICLE);

  const read: DeskNewsroom['read'] = async (db, documentId) => {
    const row = await plans.readOpen(db as Transaction, documentId);
    return row ? opened(row) : null;
  };

  const write = async (
    trx: Transaction,
    documentId: string,
    { baseVersion, text, userId }: Parameters<DeskNewsroom['save']>[1],
  ): Promise<OpenArticle> => {
    // First of all, also for an article that is not there yet: two tabs may make it at once.
    await lockArticles(trx, [documentId]);
    const before = await read(trx, documentId);
    // A delete that this save waited for is a person's word; writing it anew asks for another right.
    if (!before && baseVersion > 0)
      throw new errors.NotFoundError(
        `There is no article with the documentId "${documentId}"; it was deleted while you wrote. Nothing was saved.`,
      );
    if (before && before.version !== baseVersion) throw staleError(baseVersion, before.version);
    const changed = changedFields(before?.text ?? NO_TEXT, text);
    if (before && changed.length === 0) return before;
    for (const kind of ['topics', 'authors'] as const)
      if (changed.includes(kind)) refuse(await missingNamed(trx, kind, text.details[kind]));
    if (changed.includes('cover') && !(await plans.hasPicture(trx, text.details.cover)))
      refuse([
        {
          place: 'cover',
          message: `there is no picture with the number ${text.details.cover} in the media library`,
        },
      ]);
    const data = {
      ...dataOf(text, changed),
      ...(userId === null ? {} : { updatedBy: userId }),
    };
    // Ids of new sections and bullets were made in the editor's browser.
    const params = { adoptIds: true };
    if (before) {
      await documents().update({ documentId, data, ...params } as never);
    } else {
      const made = { documentId, title: text.title, ...data };
      await documents().create({
        data: userId === null ? made : { ...made, createdBy: userId },
        ...params,
      } as never);
    }
    // After the commit somebody else's words might stand there, which the writer never saw.
    const after = await read(trx, documentId);
    if (!after) throw new Error(`Article ${documentId} is not there right after its save.`);
    return after;
  };

  return {
    read,

    async readLive(db, documentId) {
      const row = await plans.readLive(db as Transaction, documentId);
      return row ? deskTextOf({ ...row, coverId: row.cover?.id ?? null }) : null;
    },

    async save(documentId, request) {
      try {
        return await inTransaction(strapi, (trx) => write(trx, documentId, request));
      } catch (error) {
        throw atTheDesk(error);
      }
    },
    stale: staleError,

    async takeNews(documentId, entries, userId) {
      const relatedNews = entries.map(({ headline, teaser, url }) => ({
        headline,
        teaser: teaser || null,
        url: url || null,
      }));
      const data = { relatedNews, ...(userId === null ? {} : { updatedBy: userId }) };
      await documents().update({ documentId, data } as never);
    },
    newsField: NEWS_FIELD,

    changedFields,
    placeOfField,
    fields: DESK_FIELDS,

    async publish(documentId, userId) {
      try {
        await documents().publish({
          documentId,
          ...(userId === null ? {} : { data: { updatedBy: userId } }),
        } as never);
      } catch (error) {
        throw atTheDesk(error);
      }
    },
    unpublish: async (documentId) => void (await documents().unpublish({ documentId })),
    discard: async (documentId) => void (await documents().discardDraft({ documentId })),
    remove: async (documentId) => {
      const { entries } = await documents().delete({ documentId });
      if (entries.length === 0)
        throw new errors.NotFoundError(`There is no article with the documentId "${documentId}".`);
    },
    async duplicate(documentId, title, userId) {
      const creator = userId === null ? {} : { createdBy: userId, updatedBy: userId };
      const copy = await documents().clone({ documentId, data: { title, ...creator } } as never);
      const id = copy?.entries[0]?.documentId;
      if (!id) throw new errors.NotFoundError(`There is no article "${documentId}".`);
      return id;
    },

    async copiedFields(db, documentId) {
      const stored = await plans.readOpen(db as Transaction, documentId);
      const tree = await readDraftTree(db as Transaction, documentId);
      if (!stored || !tree) return [];
      const filled = changedFields(NO_TEXT, opened(stored).text);
      // A copy gets an address of its own, and no date.
      const copied = filled.filter((field) => field !== 'slug' && field !== 'firstPublishedAt');
      return copiedEntries(tree).length > 0 ? [...copied, NEWS_FIELD] : copied;
    },

    list: (db, query) => plans.listArticles(db as Transaction, query),

    shownOn: async (db, documentId) =>
      (await readersOf(db as Transaction, [documentId])).filter((id) => id !== documentId),

    async refusals(db, documentId) {
      const draft = await readDraftTree(db as Transaction, documentId);
      if (!draft) return [];
      return problemsBeforeReaders(draft).map(({ place, message }) => ({
        place: deskPlace(place),
        message,
      }));
    },

    choices: async (db, kind) =>
      (await allNamed(db as Transaction, kind)).map(({ documentId, name, slug }) => ({
        id: documentId,
        name,
        slug,
      })),

    addresses: (db, documentId) => earlierSlugs(db as Transaction, documentId),

    closeAddress: (documentId, slug) =>
      inTransaction(strapi, async (trx) => {
        await lockArticles(trx, [documentId]);
        await lockFrontDoor(trx);
        if (!(await pagesOf(strapi).close(trx, documentId, slug)))
          throw new errors.NotFoundError(`"${slug}" is no earlier address of this article.`);
      }),

    parse: (input, format) => pastedOf(parsePage(input, format)),
  };
};
