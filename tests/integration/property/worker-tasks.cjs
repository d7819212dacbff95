'use strict';
/** What a worker process can be told to do. Plain CommonJS, because Node runs it as it stands. */
const { countedArticle } = require('./counted.cjs');

const ARTICLE = 'api::article.article';

/** mulberry32: small, seeded, and good enough to choose among acts. */
const randomOf = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** Refusals that a sentence explains; everything else is a fault. */
const EXPECTED = new Set(['ValidationError', 'ApplicationError', 'NotFoundError', 'StaleError']);

const entry = (target, headline) => ({ headline, teaser: 'Why it matters.', url: null, target });

/** Acts as a person or a program might choose them; `ids` are the articles that stand right now. */
const acts = (strapi, random, n) => {
  const documents = strapi.documents(ARTICLE);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const draftOf = (documentId) =>
    documents.findOne({
      documentId,
      status: 'draft',
      fields: ['title'],
      populate: { sections: { populate: ['bullets'] }, relatedNews: true },
    });
  const childOf = async (documentId, kind) => {
    const draft = await draftOf(documentId);
    if (!draft) return undefined;
    if (kind === 'section') return pick(draft.sections);
    if (kind === 'entry') return pick(draft.relatedNews);
    return pick(draft.sections.flatMap(({ bullets }) => bullets));
  };
  const others = (ids, id) => ids.filter((other) => other !== id);
  const related = (ids, id) =>
    others(ids, id)
      .slice(0, 3)
      .map((target, i) => entry(target, random() < 0.5 ? null : `Headline ${n} ${i}`));
  return {
    publish: (id) => documents.publish({ documentId: id }),
    unpublish: (id) => documents.unpublish({ documentId: id }),
    discard: (id) => documents.discardDraft({ documentId: id }),
    retitle: (id) => documents.update({ documentId: id, data: { title: `Hammered ${n % 7}` } }),
    outline: (id) =>
      documents.update({ documentId: id, data: { outline: countedArticle(n).outline } }),
    outlineAndPublish: (id, ids) =>
      documents.update({
        documentId: id,
        status: 'published',
        data: { ...countedArticle(n), relatedNews: related(ids, id) },
      }),
    related: (id, ids) =>
      documents.update({ documentId: id, data: { relatedNews: related(ids, id) } }),
    /** As the admin's Publish button: a save and a publish in one transaction that begins outside. */
    saveThenPublish: (id, ids) =>
      strapi.db.transaction(async () => {
        await documents.update({
          documentId: id,
          data: { lead: `Saved ${n}`, relatedNews: related(ids, id) },
        });
        await documents.publish({ documentId: id });
      }),
    /** As the admin's "Unpublish and discard": both in one transaction that begins outside. */
    unpublishAndDiscard: (id) =>
      strapi.db.transaction(async () => {
        await documents.discardDraft({ documentId: id });
        await documents.unpublish({ documentId: id });
      }),
    /** Children of several articles at once, from the stock list of Recent News entries. */
    bulkRemoveEntries: async () => {
      const uid = 'api::related-news.related-news';
      const entries = await strapi
        .documents(uid)
        .findMany({ status: 'draft', fields: ['headline'] });
      const chosen = entries.filter(() => random() < 0.4).map(({ documentId }) => documentId);
      if (chosen.length) await manager(strapi).deleteMany(chosen, uid);
    },
    addSection: (id) =>
      strapi
        .documents('api::section.section')
        .create({ data: { heading: `Added ${n}`, article: id, position: 1 } }),
    addBullet: async (id) => {
      const section = await childOf(id, 'section');
      if (section)
        await strapi
          .documents('api::bullet.bullet')
          .create({ data: { text: `Added ${n}`, section: section.documentId } });
    },
    changeBullet: async (id) => {
      const bullet = await childOf(id, 'bullet');
      if (bullet)
        await strapi.documents('api::bullet.bullet').update({
          documentId: bullet.documentId,
          data: { text: `Changed ${n}`, position: 1 + (n % 3) },
        });
    },
    retarget: async (id, ids) => {
      const found = await childOf(id, 'entry');
      const target = pick(others(ids, id));
      if (found && target)
        await strapi
          .documents('api::related-news.related-news')
          .update({ documentId: found.documentId, data: { target } });
    },
    removeChild: async (id) => {
      const kind = pick(['section', 'bullet', 'entry']);
      const uid = {
        section: 'api::section.section',
        bullet: 'api::bullet.bullet',
        entry: 'api::related-news.related-news',
      }[kind];
      const child = await childOf(id, kind);
      if (child) await strapi.documents(uid).delete({ documentId: child.documentId });
    },
    replace: async (id) => {
      const { entries } = await documents.delete({ documentId: id });
      if (!entries.length) return;
      const created = await documents.create({
        data: { ...countedArticle(n), title: `Hammered ${n % 7}` },
      });
      await documents.update({
        documentId: created.documentId,
        status: 'published',
        data: { relatedNews: related(await standing(strapi), created.documentId) },
      });
    },
    bulkPublish: (id, ids) =>
      manager(strapi).publishMany(ARTICLE, random() < 0.5 ? ids : [...ids].reverse()),
    bulkUnpublish: (id, ids) =>
      manager(strapi).unpublishMany(random() < 0.5 ? ids : [...ids].reverse(), ARTICLE),
  };
};

const manager = (strapi) => strapi.plugin('content-manager').service('document-manager');

const standing = async (strapi) => {
  const rows = await strapi.db
    .connection('articles')
    .whereNull('published_at')
    .orderBy('document_id')
    .select('document_id');
  return rows.map((row) => row.document_id);
};

/**
 * Does `operations` random acts, `parallel` of them at a time.
 * @returns counts by act, refusals by name, and faults with their stacks
 */
const hammer = async (strapi, { seed, operations, parallel, only }, { tell }) => {
  const random = randomOf(seed);
  const counts = {};
  const refusals = {};
  const faults = [];
  let started = 0;
  const lane = async () => {
    while (started < operations) {
      started += 1;
      const n = seed * 100_000 + started;
      const choices = acts(strapi, random, n);
      const names = only ?? Object.keys(choices);
      const name = names[Math.floor(random() * names.length)];
      const ids = await standing(strapi);
      if (ids.length === 0) {
        // The other process is between a delete and a create.
        await new Promise((resolve) => setTimeout(resolve, 5));
        started -= 1;
        continue;
      }
      const id = ids[Math.floor(random() * ids.length)];
      counts[name] = (counts[name] ?? 0) + 1;
      try {
        await choices[name](id, ids);
      } catch (error) {
        if (EXPECTED.has(error.name) && !/^[0-9A-Z]{5}$/.test(error.code ?? '')) {
          const key = `${error.name}: ${error.message
            .replace(/[a-z0-9]{24}/g, '…')
            .replace(/\d+/g, 'n')
            .slice(0, 70)}`;
          refusals[key] = (refusals[key] ?? 0) + 1;
        } else {
          faults.push(
            `${name}: ${error.stack}`.split('\n    at ').slice(0, 3).join(' < ').slice(0, 800),
          );
        }
      }
      if (started % 50 === 0) tell({ started });
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return { counts, refusals, faults };
};

/**
 * Writes and publishes one complete version after the other, until it is told to stop or killed.
 * Says each version that it knows to be committed, as `{ wrote }` (draft) or `{ published }`.
 */
const publishVersions = async (
  strapi,
  { documentId, from, to = Infinity, manner },
  { isStopping, tell },
) => {
  const documents = strapi.documents(ARTICLE);
  let n = from;
  for (; n <= to && !isStopping(); n += 1) {
    const data = countedArticle(n);
    tell({ begins: n });
    const atOnce = manner === 'at once' || (manner === 'both' && n % 2 === 0);
    if (atOnce) {
      await documents.update({ documentId, data, status: 'published' });
    } else {
      await documents.update({ documentId, data });
      tell({ wrote: n });
      await documents.publish({ documentId });
    }
    tell({ published: n });
  }
  return { last: n - 1 };
};

exports.works = { hammer, publishVersions };
exports.acts = acts;
