/** What the page memory says of itself, for metrics and health. */
export interface FrontStats {
  entries: number;
  /** What is held, bytes in all encodings. */
  bytes: number;
  maxBytes: number;
  /** Requests since the start; `passed` went on to Koa. */
  answers: { hit: number; notModified: number; passed: number };
  /** Entries that had to go for want of room, since the start. */
  evicted: number;
  /** Entries that were dropped because what they show has changed, since the start. */
  dropped: number;
  /** Seconds since the record of changes was last read to its end; null before the first time. */
  lag: number | null;
  /** So far behind that answers say so. */
  stale: boolean;
  /** May everybody read published articles? */
  open: boolean;
  /** `deaf`: LISTEN succeeds and hears nothing, as through a pool in transaction mode. */
  listener: 'off' | 'connecting' | 'listening' | 'deaf';
}
