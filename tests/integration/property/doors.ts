/** The three doors by which everything goes in, each answering in the same form. */
import type { Newsroom } from '../harness';

export type Door = 'code' | 'rest' | 'admin';
export const DOORS: readonly Door[] = ['code', 'rest', 'admin'];

export const ARTICLE = 'api::article.article';
export const SITE = 'api::site.site';
export type ChildKind = 'section' | 'bullet' | 'entry';
export const CHILD = {
  section: { uid: 'api::section.section', rest: 'sections' },
  bullet: { uid: 'api::bullet.bullet', rest: 'bullets' },
  entry: { uid: 'api::related-news.related-news', rest: 'related-news-entries' },
} as const;

export interface Outcome {
  /** As HTTP would say it; a null from the Document Service is a 404. */
  status: number;
  message: string;
}

type Data = Record<string, unknown>;

const statusOf = (error: unknown): number => {
  const { name, status, statusCode } = error as {
    name?: string;
    status?: number;
    statusCode?: number;
  };
  if (name === 'ValidationError' || name === 'ApplicationError') return 400;
  if (name === 'NotFoundError') return 404;
  return status ?? statusCode ?? 500;
};

const fromCode = async (work: () => Promise<unknown>): Promise<Outcome> => {
  try {
    const result = await work();
    return result === null ? { status: 404, message: 'null' } : { status: 200, message: '' };
  } catch (error) {
    const { message, stack } = error as Error;
    const status = statusOf(error);
    return { status, message: status >= 500 ? `${message}\n${stack}` : message };
  }
};

const fromHttp = async (answer: Promise<{ status: number; body: unknown }>): Promise<Outcome> => {
  const { status, body } = await answer;
  const message = (body as { error?: { message?: string } } | null)?.error?.message ?? '';
  return { status, message };
};

/** Everything a person or a program can do to the newsroom. */
export class Doors {
  constructor(private readonly newsroom: Newsroom) {}

  private documents(uid: string) {
    // The type of a uid that is known only while running; results are looked at in the database.
    return this.newsroom.strapi.documents(uid as typeof ARTICLE) as unknown as Record<
      'create' | 'update' | 'delete' | 'publish' | 'unpublish' | 'discardDraft' | 'clone',
      (params: object) => Promise<unknown>
    >;
  }

  private rest(method: string, path: string, data?: unknown): Promise<Outcome> {
    return fromHttp(this.newsroom.api(method, path, data === undefined ? undefined : { data }));
  }

  private manager(method: string, uid: string, rest: string, data?: unknown): Promise<Outcome> {
    return fromHttp(
      this.newsroom.admin(method, `/content-manager/collection-types/${uid}${rest}`, data),
    );
  }

  createArticle(door: Door, data: Data, publish: boolean): Promise<Outcome> {
    const status = publish ? 'published' : 'draft';
    if (door === 'code') return fromCode(() => this.documents(ARTICLE).create({ data, status }));
    if (door === 'rest') return this.rest('POST', `/articles?status=${status}`, data);
    return this.manager('POST', ARTICLE, publish ? '/actions/publish' : '', data);
  }

  updateArticle(door: Door, documentId: string, data: Data, publish: boolean): Promise<Outcome> {
    const status = publish ? 'published' : 'draft';
    if (door === 'code')
      return fromCode(() => this.documents(ARTICLE).update({ documentId, data, status }));
    if (door === 'rest') return this.rest('PUT', `/articles/${documentId}?status=${status}`, data);
    return publish
      ? this.manager('POST', ARTICLE, `/${documentId}/actions/publish`, data)
      : this.manager('PUT', ARTICLE, `/${documentId}`, data);
  }

  /** HTTP's doors save before they publish; the Document Service only publishes. */
  publish(door: Door, documentId: string): Promise<Outcome> {
    if (door === 'code') {
      return fromCode(async () => {
        const { entries } = (await this.documents(ARTICLE).publish({ documentId })) as {
          entries: unknown[];
        };
        return entries[0] ?? null;
      });
    }
    return this.updateArticle(door, documentId, {}, true);
  }

  unpublish(door: Door, documentId: string, andDiscard: boolean): Promise<Outcome> {
    if (door === 'admin') {
      return this.manager('POST', ARTICLE, `/${documentId}/actions/unpublish`, {
        discardDraft: andDiscard,
      });
    }
    return fromCode(() => this.documents(ARTICLE).unpublish({ documentId }));
  }

  discard(door: Door, documentId: string): Promise<Outcome> {
    if (door === 'admin')
      return this.manager('POST', ARTICLE, `/${documentId}/actions/discard`, {});
    return fromCode(() => this.documents(ARTICLE).discardDraft({ documentId }));
  }

  removeArticle(door: Door, documentId: string): Promise<Outcome> {
    if (door === 'code') return fromCode(() => this.documents(ARTICLE).delete({ documentId }));
    if (door === 'rest') return this.rest('DELETE', `/articles/${documentId}`);
    return this.manager('DELETE', ARTICLE, `/${documentId}`);
  }

  clone(door: Door, documentId: string, data: Data): Promise<Outcome> {
    if (door === 'admin') return this.manager('POST', ARTICLE, `/clone/${documentId}`, data);
    return fromCode(() => this.documents(ARTICLE).clone({ documentId, data }));
  }

  bulk(
    action: 'bulkPublish' | 'bulkUnpublish' | 'bulkDelete',
    documentIds: string[],
  ): Promise<Outcome> {
    return this.manager('POST', ARTICLE, `/actions/${action}`, { documentIds });
  }

  createChild(door: Door, kind: ChildKind, data: Data): Promise<Outcome> {
    const { uid, rest } = CHILD[kind];
    if (door === 'code') return fromCode(() => this.documents(uid).create({ data }));
    if (door === 'rest') return this.rest('POST', `/${rest}`, data);
    return this.manager('POST', uid, '', data);
  }

  updateChild(door: Door, kind: ChildKind, documentId: string, data: Data): Promise<Outcome> {
    const { uid, rest } = CHILD[kind];
    if (door === 'code') return fromCode(() => this.documents(uid).update({ documentId, data }));
    // Strapi's default status is "published" here: it must change the draft only, all the same.
    if (door === 'rest') return this.rest('PUT', `/${rest}/${documentId}`, data);
    return this.manager('PUT', uid, `/${documentId}`, data);
  }

  removeChild(door: Door, kind: ChildKind, documentId: string): Promise<Outcome> {
    const { uid, rest } = CHILD[kind];
    if (door === 'code') return fromCode(() => this.documents(uid).delete({ documentId }));
    if (door === 'rest') return this.rest('DELETE', `/${rest}/${documentId}`);
    return this.manager('DELETE', uid, `/${documentId}`);
  }

  /** What must be refused: a child that is to go live, or away, on its own. */
  publishChild(
    door: Door,
    kind: ChildKind,
    documentId: string,
    action: 'publish' | 'unpublish' | 'discard',
  ): Promise<Outcome> {
    const { uid } = CHILD[kind];
    if (door === 'admin') return this.manager('POST', uid, `/${documentId}/actions/${action}`, {});
    const method = action === 'discard' ? 'discardDraft' : action;
    return fromCode(() => this.documents(uid)[method]({ documentId }));
  }

  async writeSite(door: Door, data: Data, publish: boolean): Promise<Outcome> {
    const status = publish ? 'published' : 'draft';
    if (door === 'rest') return this.rest('PUT', `/site?status=${status}`, data);
    if (door === 'admin') {
      const path = `/content-manager/single-types/${SITE}`;
      return fromHttp(
        publish
          ? this.newsroom.admin('POST', `${path}/actions/publish`, data)
          : this.newsroom.admin('PUT', path, data),
      );
    }
    const site = await this.newsroom.strapi.documents(SITE).findFirst({});
    return fromCode(() =>
      site
        ? this.documents(SITE).update({ documentId: site.documentId, data, status })
        : this.documents(SITE).create({ data, status }),
    );
  }
}
