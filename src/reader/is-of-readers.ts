import type { IncomingMessage } from 'node:http';
import type { Reading } from '../reading/reading';
import { readRouter } from './app';

/** It only finds routes; nothing is ever read with it. */
const router = readRouter({} as Reading);

/**
 * Whether a reader may be sent this request. For whatever stands in front of readers and Strapi: all else
 * is Strapi's, and so is whoever brings a token.
 */
export const isOfReaders = ({
  method = '',
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): boolean =>
  headers.authorization === undefined && router.match(url.split('?', 1)[0]!, method).route;
