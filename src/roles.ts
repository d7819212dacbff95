/** What a process of the newsroom is there for. All are started from the same build. */
export const ROLES = ['all', 'admin', 'reader', 'worker'] as const;

export type Role = (typeof ROLES)[number];

/** Whether processes of this role work background jobs. All that write send them. */
export const worksJobs = (role: Role): boolean => role === 'all' || role === 'worker';

/**
 * NEWSROOM_JOBS turns the jobs of a process off; it cannot give a role what it is not there for.
 * @param given undefined when nothing is said about jobs
 * @returns a sentence when the two contradict each other, or null
 */
export const jobsProblem = (role: Role, given: 'on' | 'off' | undefined): string | null => {
  if (role === 'worker' && given === 'off')
    return 'NEWSROOM_JOBS "off" contradicts NEWSROOM_ROLE "worker", which works background jobs and does nothing else: leave NEWSROOM_JOBS out, or take the role admin';
  if (given === 'on' && !worksJobs(role))
    return `NEWSROOM_JOBS "on" contradicts NEWSROOM_ROLE "${role}", which works no background jobs: leave NEWSROOM_JOBS out, or take the role all`;
  return null;
};

/** What a worker answers by HTTP: whether it lives. */
export const isOfWorkers = (path: string): boolean => path.startsWith('/_health');

const ANSWERS = {
  reader: 'is a reader: it answers with what is published, and with nothing else',
  worker: 'is a worker: it works background jobs and answers nothing but /_health',
} as const;

/** A sentence for whoever asks a process for something that it is not there for. */
export const refusalOf = (
  role: keyof typeof ANSWERS,
  { method, path }: { method: string; path: string },
): string =>
  `This process ${ANSWERS[role]}. Ask a process with the role all or admin for "${method} ${path}".`;
