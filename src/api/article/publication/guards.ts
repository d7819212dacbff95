import type { Problem } from '../outline/types';
import type { Transaction } from '../sql';

type Guard = (trx: Transaction, documentId: string) => Promise<Problem[]>;

/**
 * What others ask for before a draft goes live, beyond the newsroom's own rules. Asked in the publish's
 * transaction, before anything is written. The bulk import is not asked: what it brings was live already.
 */
export const createGuards = () => {
  const guards: Guard[] = [];
  return {
    add(guard: Guard): void {
      guards.push(guard);
    },
    async problems(trx: Transaction, documentId: string): Promise<Problem[]> {
      const problems: Problem[] = [];
      for (const guard of guards) problems.push(...(await guard(trx, documentId)));
      return problems;
    },
  };
};

export type Guards = ReturnType<typeof createGuards>;
