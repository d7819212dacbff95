import { awayReason } from '../http/away-reason';

/**
 * Keeps the process alive when the database is lost under a query that nobody waits for, such as those
 * of Strapi's events: Node would end it, and with it a page memory that could go on answering. Any other
 * rejection that nobody hears ends the process, as ever.
 */
export const surviveLostConnections = (log: { warn(message: string): void }): void => {
  process.on('unhandledRejection', (reason) => {
    const away = awayReason(reason);
    if (away?.kind !== 'away') throw reason;
    log.warn(`A query that nobody waited for got no answer: ${away.message}`);
  });
};
