import type { Ground } from '../../server/src/contracts';
import type { Text } from './text';

const age = (text: Text, days: number): string => {
  if (days === 0) return text('ground.sameDay');
  const span = Math.abs(days);
  return days > 0 ? text('ground.older', { days: span }) : text('ground.newer', { days: span });
};

/** Why an entry stands in its list: one ground as a sentence in the editor's language. */
export const groundInWords = (text: Text, ground: Ground): string => {
  if ('likeness' in ground) return machinesChoice(text, ground);
  if (ground.kind !== 'displaced') return text(`ground.${ground.kind}`);
  return ground.title === null
    ? text('ground.displacedGone')
    : text('ground.displaced', { title: ground.title });
};

type Choice = Extract<Ground, { likeness: number }>;

const machinesChoice = (text: Text, { kind, likeness, days, words }: Choice): string => {
  const when = age(text, days);
  const quoted = words.map((word) => text('ground.word', { word })).join(', ');
  const sentence = {
    related: () => text('ground.related', { likeness, age: when }),
    topic: () => text('ground.topic', { age: when }),
    recent: () => text('ground.recent', { age: when }),
  }[kind]();
  return quoted ? `${sentence} ${text('ground.shared', { words: quoted })}` : sentence;
};
