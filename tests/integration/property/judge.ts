/** What the model says of an operation, and how it is really done. */
import type { ChildKind, Doors, Outcome } from './doors';
import * as m from './model';
import type { Article, Bullet, Entry, Model, Section, Side } from './model';
import { SLUGS, type EntryWish, type Operation, type SectionWish } from './operations';

/** What the model says of an operation: what it does when allowed, or that it must be refused. */
export interface Verdict {
  run: (doors: Doors) => Promise<Outcome>;
  expect: 'done' | 'refused' | 'nothing';
  apply: () => void;
  why?: string;
}

const pick = <T>(list: readonly T[], at: number): T | undefined =>
  list[at % Math.max(1, list.length)];

const nothing = (why: string): Verdict => ({
  run: async () => ({ status: 200, message: '' }),
  expect: 'nothing',
  apply: () => {},
  why,
});

/** A wished outline as it is sent, and as the newsroom should hold it afterwards. */
const resolveOutline = (stored: Section[], wishes: SectionWish[]) => {
  const usedSections = new Set<string>();
  const usedBullets = new Set<string>();
  const allBullets = stored.flatMap(({ bullets }) => bullets);
  const sent = wishes.map((wish) => {
    const old = wish.from === null ? undefined : pick(stored, wish.from);
    const named = Boolean(old && wish.named && !usedSections.has(old.id!));
    if (named) usedSections.add(old!.id!);
    return {
      ...(named && { documentId: old!.id! }),
      heading: wish.heading ?? old?.heading ?? 'New',
      lead: wish.lead,
      bullets: wish.bullets.map((bulletWish) => {
        const oldBullet = bulletWish.from === null ? undefined : pick(allBullets, bulletWish.from);
        const bulletNamed = Boolean(
          oldBullet && bulletWish.named && !usedBullets.has(oldBullet.id!),
        );
        if (bulletNamed) usedBullets.add(oldBullet!.id!);
        return {
          ...(bulletNamed && { documentId: oldBullet!.id! }),
          text: bulletWish.text ?? oldBullet?.text ?? 'New point',
        };
      }),
    };
  });
  // What comes without an id stays the same thing when a stored one, not named elsewhere, reads the same.
  const freeSections = stored.filter(({ id }) => !usedSections.has(id!));
  const expected = sent.map((section): Section => {
    let id = section.documentId ?? null;
    if (id === null) {
      const at = freeSections.findIndex(({ heading: text }) => text === section.heading);
      if (at >= 0) id = freeSections.splice(at, 1)[0]!.id;
    }
    const freeBullets = (stored.find((old) => old.id === id && id !== null)?.bullets ?? []).filter(
      (old) => !usedBullets.has(old.id!),
    );
    return {
      id,
      heading: section.heading,
      lead: section.lead,
      bullets: section.bullets.map((bullet): Bullet => {
        if (bullet.documentId) return { id: bullet.documentId, text: bullet.text };
        const at = freeBullets.findIndex(({ text }) => text === bullet.text);
        return { id: at >= 0 ? freeBullets.splice(at, 1)[0]!.id : null, text: bullet.text };
      }),
    };
  });
  return { sent, expected };
};

const targetOf = (model: Model, target: number | null): string | null => {
  if (target === null) return null;
  if (target === -1) return model.deleted.at(-1) ?? 'nosuchdocument0000000000';
  return pick(model.articles, target)?.id ?? 'nosuchdocument0000000000';
};

const resolveEntries = (model: Model, stored: Entry[], wishes: EntryWish[]) => {
  const used = new Set<string>();
  const sent = wishes.map((wish) => {
    const old = wish.from === null ? undefined : pick(stored, wish.from);
    const named = Boolean(old && wish.named && !used.has(old.id!));
    if (named) used.add(old!.id!);
    return {
      ...(named && { documentId: old!.id! }),
      headline: wish.headline,
      teaser: wish.teaser,
      url: wish.url,
      target: targetOf(model, wish.target),
    };
  });
  const free = stored.filter(({ id }) => !used.has(id!));
  const expected = sent.map(({ documentId, ...entry }): Entry => {
    if (documentId) return { id: documentId, ...entry };
    const at = free.findIndex(
      (old) => old.target === entry.target && (old.headline ?? '') === (entry.headline ?? ''),
    );
    return { id: at >= 0 ? free.splice(at, 1)[0]!.id : null, ...entry };
  });
  const isGood = sent.every(
    ({ headline, target }) =>
      (headline?.trim() || target) &&
      (target === null || model.articles.some(({ id }) => id === target)),
  );
  return { sent, expected, isGood };
};

const refusedUnless = (ok: boolean, why: string): Pick<Verdict, 'expect' | 'why'> =>
  ok ? { expect: 'done' } : { expect: 'refused', why };

const create = (model: Model, op: Operation & { kind: 'create' }): Verdict => {
  const { sent: outlineSent, expected: sections } = resolveOutline([], op.outline ?? []);
  const related = resolveEntries(model, [], op.entries ?? []);
  const asked = op.slug;
  const draft: Side = {
    title: op.title,
    slug: asked ?? m.freeSlug(model, SLUGS[op.title]!, null),
    lead: op.lead,
    byline: null,
    sections,
    entries: related.expected,
  };
  const article: Article = {
    id: null,
    draft,
    live: null,
    firstPublishedAt: null,
    everLive: false,
    modified: 'no',
    version: 0,
  };
  const data = {
    title: op.title,
    ...(asked !== null && { slug: asked }),
    ...(op.lead !== null && { lead: op.lead }),
    ...(op.outline && { outline: outlineSent }),
    ...(op.entries?.length && { relatedNews: related.sent }),
  };
  const slugFree = asked === null || !m.slugIsTaken(model, asked, null);
  const live = !op.publish || m.isPublishable(draft);
  return {
    run: (doors) => doors.createArticle(op.door, data, op.publish),
    ...refusedUnless(
      related.isGood && slugFree && live,
      `entries ${related.isGood}, slug ${slugFree}, publishable ${live}`,
    ),
    apply: () => {
      model.articles.push(article);
      if (op.publish) m.publish(model, article);
    },
  };
};

const isDerived = (side: Side): boolean => {
  const base = SLUGS[side.title]!;
  return (
    side.slug === base ||
    (side.slug.startsWith(`${base}-`) && /^\d+$/.test(side.slug.slice(base.length + 1)))
  );
};

const update = (model: Model, op: Operation & { kind: 'update' }): Verdict => {
  const article = pick(model.articles, op.article);
  if (!article) return nothing('no article');
  const { sent: outlineSent, expected: sections } = resolveOutline(
    article.draft.sections,
    op.outline ?? [],
  );
  const related = resolveEntries(model, article.draft.entries, op.entries ?? []);
  const next = m.copy(article.draft);
  if (op.title !== null) next.title = op.title;
  if (op.lead !== null) next.lead = op.lead;
  if (op.outline) next.sections = sections;
  if (op.entries) next.entries = related.expected;
  const asksForSlug = op.slug !== null && op.slug !== article.draft.slug;
  if (asksForSlug) next.slug = op.slug!;
  else if (!article.everLive && isDerived(article.draft) && next.title !== article.draft.title) {
    next.slug = m.freeSlug(model, SLUGS[next.title]!, article);
  }
  const base = {
    none: {},
    current: { baseVersion: article.version },
    old: { baseVersion: article.version - 1 },
  }[op.base];
  const data = {
    ...(op.title !== null && { title: op.title }),
    ...(op.slug !== null && { slug: op.slug }),
    ...(op.lead !== null && { lead: op.lead }),
    ...(op.outline && { outline: outlineSent }),
    ...(op.entries && { relatedNews: related.sent }),
    ...base,
  };
  const stale = op.base === 'old';
  const slugFree = !asksForSlug || !m.slugIsTaken(model, op.slug!, article);
  const live = !op.publish || m.isPublishable(next);
  const good = !op.entries || related.isGood;
  const differs = JSON.stringify(next) !== JSON.stringify(article.draft);
  return {
    run: (doors) => doors.updateArticle(op.door, article.id!, data, op.publish),
    ...refusedUnless(
      good && slugFree && live && !stale,
      `entries ${good}, slug ${slugFree}, publishable ${live}, stale ${stale}`,
    ),
    apply: () => {
      article.draft = next;
      article.modified = differs ? 'yes' : article.modified === 'yes' ? 'yes' : 'maybe';
      if (op.publish) m.publish(model, article);
    },
  };
};

/** A change of one child: the article is "modified" then. */
const childDone = (article: Article, change: () => void) => () => {
  change();
  article.modified = 'yes';
};

const insertAt = <T>(list: T[], item: T, at: number | null): void => {
  list.splice(at === null ? list.length : Math.min(at - 1, list.length), 0, item);
};

const moveTo = <T>(list: T[], item: T, at: number | null): void => {
  if (at === null) return;
  list.splice(list.indexOf(item), 1);
  insertAt(list, item, at);
};

const findChild = (
  article: Article,
  at: { child: ChildKind; section: number; bullet: number; entry: number },
) => {
  if (at.child === 'entry') {
    const list = article.draft.entries;
    return { list: list as { id: string | null }[], item: pick(list, at.entry) };
  }
  const section = pick(article.draft.sections, at.section);
  if (at.child === 'section')
    return { list: article.draft.sections as { id: string | null }[], item: section };
  const list = section?.bullets ?? [];
  return { list: list as { id: string | null }[], item: pick(list, at.bullet) };
};

const positioned = (position: number | null) => (position === null ? {} : { position });

/** @returns what the operation should come to, and the way to do it; changes nothing yet */
export const judge = (model: Model, op: Operation): Verdict => {
  if (op.kind === 'create') return create(model, op);
  if (op.kind === 'update') return update(model, op);
  if (op.kind === 'bulk') return bulk(model, op);
  if (op.kind === 'site') {
    const data = { newsletterText: op.text, newsletterUrl: op.url };
    return {
      run: (doors) => doors.writeSite(op.door, data, op.publish),
      expect: 'done',
      apply: () => {
        const live = op.publish ? { ...data } : (model.site?.live ?? null);
        model.site = { draft: data, live: live as m.SiteText };
      },
    };
  }
  if (op.kind === 'gone') {
    const id = model.deleted.at(-1) ?? 'nosuchdocument0000000000';
    return {
      run: (doors) => {
        if (op.act === 'publish') return doors.publish(op.door, id);
        if (op.act === 'unpublish') return doors.unpublish(op.door, id, false);
        if (op.act === 'discard') return doors.discard(op.door, id);
        if (op.act === 'delete') return doors.removeArticle(op.door, id);
        return doors.updateArticle(op.door, id, { title: 'Nobody' }, false);
      },
      expect: 'nothing',
      apply: () => {},
    };
  }
  const article = pick(model.articles, op.article);
  if (!article) return nothing('no article');
  const id = article.id!;
  switch (op.kind) {
    case 'publish':
      return {
        run: (doors) => doors.publish(op.door, id),
        ...refusedUnless(m.isPublishable(article.draft), 'not publishable'),
        apply: () => m.publish(model, article),
      };
    case 'unpublish': {
      const andDiscard = op.andDiscard && op.door === 'admin';
      return {
        run: (doors) => doors.unpublish(op.door, id, op.andDiscard),
        expect: article.live ? 'done' : 'nothing',
        apply: () => {
          if (andDiscard) m.discard(article);
          m.unpublish(article);
        },
      };
    }
    case 'discard':
      return {
        run: (doors) => doors.discard(op.door, id),
        ...refusedUnless(article.live !== null, 'not published'),
        apply: () => m.discard(article),
      };
    case 'delete':
      return {
        run: (doors) => doors.removeArticle(op.door, id),
        expect: 'done',
        apply: () => m.remove(model, article),
      };
    case 'clone': {
      const wanted = op.title ?? article.draft.title;
      const asked = op.slug !== null && op.slug !== article.draft.slug ? op.slug : null;
      const draft = m.copy(article.draft);
      draft.title = wanted;
      draft.slug = m.freeSlug(model, asked ?? SLUGS[wanted]!, null);
      for (const section of draft.sections) {
        section.id = null;
        for (const bullet of section.bullets) bullet.id = null;
      }
      for (const entry of draft.entries) entry.id = null;
      return {
        run: (doors) =>
          doors.clone(op.door, id, {
            ...(op.title && { title: op.title }),
            ...(op.slug && { slug: op.slug }),
          }),
        expect: 'done',
        apply: () => {
          model.articles.push({
            id: null,
            draft,
            live: null,
            firstPublishedAt: null,
            everLive: false,
            modified: 'no',
            version: 0,
          });
        },
      };
    }
    case 'addSection': {
      const { heading: text, lead } = op;
      return {
        run: (doors) =>
          doors.createChild(op.door, 'section', {
            heading: text,
            lead,
            article: id,
            ...positioned(op.position),
          }),
        expect: 'done',
        apply: childDone(article, () =>
          insertAt(
            article.draft.sections,
            { id: null, heading: text, lead, bullets: [] },
            op.position,
          ),
        ),
      };
    }
    case 'addBullet': {
      const section = pick(article.draft.sections, op.section);
      if (!section) return nothing('no section');
      return {
        run: (doors) =>
          doors.createChild(op.door, 'bullet', {
            text: op.text,
            section: section.id,
            ...positioned(op.position),
          }),
        expect: 'done',
        apply: childDone(article, () =>
          insertAt(section.bullets, { id: null, text: op.text }, op.position),
        ),
      };
    }
    case 'addEntry': {
      const { headline, teaser, url } = op.wish;
      const target = targetOf(model, op.wish.target);
      const exists = target === null || model.articles.some((other) => other.id === target);
      return {
        run: (doors) =>
          doors.createChild(op.door, 'entry', {
            headline,
            teaser,
            url,
            article: id,
            ...(target && { target }),
            ...positioned(op.position),
          }),
        ...refusedUnless(exists, 'no such target'),
        apply: childDone(article, () =>
          insertAt(article.draft.entries, { id: null, headline, teaser, url, target }, op.position),
        ),
      };
    }
    case 'changeSection': {
      const section = pick(article.draft.sections, op.section);
      if (!section) return nothing('no section');
      return {
        run: (doors) =>
          doors.updateChild(op.door, 'section', section.id!, {
            ...(op.heading !== null && { heading: op.heading }),
            lead: op.lead,
            ...positioned(op.position),
          }),
        expect: 'done',
        apply: childDone(article, () => {
          if (op.heading !== null) section.heading = op.heading;
          section.lead = op.lead;
          moveTo(article.draft.sections, section, op.position);
        }),
      };
    }
    case 'changeBullet': {
      const section = pick(article.draft.sections, op.section);
      const bullet = section && pick(section.bullets, op.bullet);
      if (!bullet) return nothing('no bullet');
      return {
        run: (doors) =>
          doors.updateChild(op.door, 'bullet', bullet.id!, {
            ...(op.text !== null && { text: op.text }),
            ...positioned(op.position),
          }),
        expect: 'done',
        apply: childDone(article, () => {
          if (op.text !== null) bullet.text = op.text;
          moveTo(section.bullets, bullet, op.position);
        }),
      };
    }
    case 'changeEntry': {
      const entry = pick(article.draft.entries, op.entry);
      if (!entry) return nothing('no entry');
      const target = op.wish.target === undefined ? undefined : targetOf(model, op.wish.target);
      const exists = target == null || model.articles.some((other) => other.id === target);
      return {
        run: (doors) =>
          doors.updateChild(op.door, 'entry', entry.id!, {
            ...('headline' in op.wish && { headline: op.wish.headline }),
            ...(target !== undefined && { target }),
            ...positioned(op.position),
          }),
        ...refusedUnless(exists, 'no such target'),
        apply: childDone(article, () => {
          if (op.wish.headline !== undefined) entry.headline = op.wish.headline;
          if (target !== undefined) entry.target = target;
          moveTo(article.draft.entries, entry, op.position);
        }),
      };
    }
    case 'removeChild': {
      const { list, item } = findChild(article, op);
      if (!item) return nothing('no child');
      return {
        run: (doors) => doors.removeChild(op.door, op.child, item.id!),
        expect: 'done',
        apply: childDone(article, () => list.splice(list.indexOf(item), 1)),
      };
    }
    case 'publishChild': {
      const { item } = findChild(article, op);
      if (!item) return nothing('no child');
      return {
        run: (doors) => doors.publishChild(op.door, op.child, item.id!, op.action),
        expect: 'refused',
        apply: () => {},
        why: 'a child has no life of its own',
      };
    }
  }
};

const bulk = (model: Model, op: Operation & { kind: 'bulk' }): Verdict => {
  const chosen = [...new Set(op.articles.flatMap((at) => pick(model.articles, at) ?? []))];
  if (chosen.length === 0) return nothing('no articles');
  const run = (doors: Doors) =>
    doors.bulk(
      op.action,
      chosen.map(({ id }) => id!),
    );
  if (op.action === 'bulkDelete') {
    return {
      run,
      expect: 'done',
      apply: () => chosen.forEach((article) => m.remove(model, article)),
    };
  }
  if (op.action === 'bulkUnpublish') {
    return { run, expect: 'done', apply: () => chosen.forEach(m.unpublish) };
  }
  return {
    run,
    ...refusedUnless(
      chosen.every(({ draft }) => m.isPublishable(draft)),
      'one of them is not publishable',
    ),
    apply: () => chosen.forEach((article) => m.publish(model, article)),
  };
};
