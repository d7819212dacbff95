/**
 * Zones as newsrooms write them. An abbreviation that several parts of the world use for different
 * hours (IST, AST …) is left out on purpose: the reader of a date is told instead of misled.
 * CST is read as US Central and BST as British Summer Time, which is what English pages mean.
 */
const FIXED: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  BST: 60,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  HKT: 480,
  SGT: 480,
};

/** Written without saying whether summer time holds: the date decides. */
const SEASONAL: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

export const zoneNames = (): string =>
  `use UTC, an offset such as +02:00, or one of ${Object.keys(SEASONAL).join(', ')}`;

/** Minutes east of UTC at `wall` (the wall clock read as if it were UTC, in ms). */
const offsetOf = (timeZone: string, wall: number): number => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const at = (instant: number): number => {
    const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName');
    const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name?.value ?? '');
    if (!match) return 0;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  };
  // The offset depends on the instant and the instant on the offset; two rounds settle it.
  const first = at(wall);
  return at(wall - first * 60_000);
};

/**
 * Minutes east of UTC that a written zone means.
 * @param name "ET", "CEST", "+02:00", "UTC+2" …
 * @param wall the wall clock read as if it were UTC, in milliseconds
 * @returns null when the zone is unknown or means several hours
 */
export const zoneOffsetMinutes = (name: string, wall: number): number | null => {
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/iu.exec(name);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    // The widest offset on Earth is +14:00.
    if (minutes > 14 * 60) return null;
    return offset[1] === '-' ? -minutes : minutes;
  }
  const key = name.toUpperCase();
  const seasonal = SEASONAL[key];
  if (seasonal) return offsetOf(seasonal, wall);
  return FIXED[key] ?? null;
};
