import type { Change } from '../change';

/** What a call has to say. */
export interface Message {
  /** `webhook-id` */
  id: string;
  /** A test call says that it is one and lists no changes. */
  test: boolean;
  /** As many as fit, in the order of commits. */
  changes: readonly Change[];
  /** How many there are. */
  count: number;
  /** Where those that do not fit are found: `GET /api/rebuilds/changes?since=…`; null when all fit. */
  since: string | null;
  /** ISO 8601: when the newest change happened; for a test the time it was made. */
  at: string;
}

export interface Request {
  /** Added to the target's address. */
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body: string;
}

/** How receivers of one kind want to be called. A new kind is a file with one of these. */
export interface Kind {
  name: string;
  /** One sentence for whoever chooses. */
  description: string;
  /** Whether it takes a secret. */
  signed: boolean;
  /** Whether who knows the address may call it: then it is shown to nobody who need not see it. */
  secretAddress: boolean;
  request(message: Message, context: KindContext): Request;
}

export interface KindContext {
  /** The target's address. */
  url: URL;
  /** What Strapi calls the content that changes are about, by the first part of a change's kind. */
  models: Record<string, { model: string; uid: string }>;
}

export const JSON_TYPE = { 'Content-Type': 'application/json' } as const;
