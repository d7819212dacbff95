import { refuse } from '../errors';
import { LIMITS } from '../limits';
import { countNamed, type NamedTable } from '../page/named-plans';
import type { Transaction } from '../sql';
import { partsOf } from './relation-input';

/**
 * Which links a write may add to. A form that leaves them alone, or only takes some away, is let
 * through: an article from before the limit can still be saved.
 */
export const namedToCount = (data: Record<string, unknown>): NamedTable[] =>
  (['topics', 'authors'] as const).filter((kind) => {
    const { set, connect } = partsOf(data[kind]);
    return set !== null || connect.length > 0;
  });

/**
 * Counted once they are written: a relation input may name one twice, or one that is linked already.
 * @throws errors.ValidationError when the article has more topics or authors than any door takes
 */
export const refuseTooManyNamed = async (
  trx: Transaction,
  articleId: number,
  kinds: readonly NamedTable[],
): Promise<void> => {
  if (kinds.length === 0) return;
  const counts = await countNamed(trx, articleId);
  refuse(
    kinds
      .filter((kind) => counts[kind] > LIMITS.named)
      .map((kind) => ({
        place: kind,
        message: `would be ${counts[kind]}; an article may have ${LIMITS.named} at most, so take some away`,
      })),
  );
};
