import type { Core, Modules } from '@strapi/strapi';
import { refuse } from '../errors';
import { describe } from '../text/text-rules';

/** A rule on the Document Service, as `strapi.documents.use` takes it. */
export type Rule = Modules.Documents.Middleware.Middleware;
export type RuleContext = Modules.Documents.Middleware.Context;

/** Document params as they come from outside: typed by no one, so checked by the rules. */
export interface LooseParams {
  documentId?: unknown;
  data?: Record<string, unknown>;
  status?: unknown;
  fields?: unknown;
  populate?: unknown;
  filters?: unknown;
  sort?: unknown;
  [key: string]: unknown;
}

export { ARTICLE, AUTHOR, BULLET, RELATED, SECTION, SITE, TOPIC } from '../uids';

export type RuleFactory = (strapi: Core.Strapi) => Rule;

/** The params of a call, to read and to change in place. */
export const paramsOf = (context: RuleContext): LooseParams => context.params as LooseParams;

/**
 * The fields that a write brings, as a copy to change and hand on.
 * @throws errors.ValidationError when they are a list or a text, which Strapi takes for "no fields"
 */
export const fieldsOf = ({ data }: LooseParams): Record<string, unknown> => {
  if (data != null && (typeof data !== 'object' || Array.isArray(data))) {
    refuse([
      {
        place: 'data',
        message: `must be an object with the fields to write, but is ${describe(data)}`,
      },
    ]);
  }
  return { ...data };
};

export const documentIdOf = (context: RuleContext): string | undefined => {
  const { documentId } = paramsOf(context);
  return typeof documentId === 'string' ? documentId : undefined;
};

/** A row as the Document Service hands it on: its own columns, and whatever was populated. */
export type StoredDocument = Modules.Documents.AnyDocument & { id: number; documentId: string };
export interface StoredDocuments {
  documentId: string;
  entries: StoredDocument[];
}
