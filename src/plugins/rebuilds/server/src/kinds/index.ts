import { deployHook } from './deploy-hook';
import type { Kind } from './kind';
import { nextRevalidate } from './next-revalidate';
import { standard } from './standard';
import { strapiWebhook } from './strapi';

export const KINDS: readonly Kind[] = [standard, deployHook, strapiWebhook, nextRevalidate];

export const KIND_NAMES = KINDS.map(({ name }) => name);

/** @throws Error naming the kinds there are */
export const kindOf = (name: string): Kind => {
  const kind = KINDS.find((each) => each.name === name);
  if (!kind) {
    throw new Error(
      `There is no kind "${name}" of rebuild target; there are ${KIND_NAMES.join(', ')}.`,
    );
  }
  return kind;
};
