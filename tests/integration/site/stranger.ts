/** Somebody without a token, who reads each answer for words that nobody should see. */
import { beginningOf, dudOf, type Planted } from './canaries';

export interface Seen {
  status: number;
  /** Lower case, as it came. */
  text: string;
  headers: string;
}

export interface Stranger {
  ask(path: string): Promise<Seen>;
  /** Asks eight at a time. @returns what is wrong with the answers, a sentence each */
  faultsOf(paths: readonly string[]): Promise<string[]>;
}

/** @param url of the newsroom */
export const createStranger = (url: string, { words: places, draftId }: Planted): Stranger => {
  const words = [...places.values()];

  const ask = async (path: string): Promise<Seen> => {
    const response = await fetch(`${url}/api${path}`, { redirect: 'manual' });
    const text = (await response.text()).toLowerCase();
    return { status: response.status, text, headers: JSON.stringify([...response.headers]) };
  };

  /** What the caller has said may come back in an error or as `meta.query`. */
  const told = (path: string, { status, text, headers }: Seen): string[] => {
    const asked = decodeURIComponent(path).toLowerCase();
    const isEcho = (word: string) =>
      asked.includes(word) &&
      (status >= 400 ||
        !JSON.stringify((JSON.parse(text) as { data: unknown }).data).includes(word));
    const leaked = words.filter((word) => (text + headers).includes(word) && !isEcho(word));
    // An id opens nothing, and is nobody's business all the same. `Cache-Tag` names what it would change.
    return text.includes(draftId) && !asked.includes(draftId) ? [...leaked, draftId] : leaked;
  };

  const hidden = [...words, draftId].map((word) => ({ word, beginning: beginningOf(word) }));

  /** Who asks about a word that is nowhere must hear the same as who asks about a hidden one. */
  const oracleOf = async (path: string, seen: Seen): Promise<string | null> => {
    const asked = hidden.filter(
      ({ word, beginning }) => path.includes(`=${beginning}`) && !path.includes(word),
    );
    if (asked.length === 0) return null;
    const replaced = (text: string) =>
      asked.reduce((left, { beginning }) => left.replaceAll(beginning, dudOf(beginning)), text);
    const other = await ask(replaced(path));
    if (other.status !== seen.status)
      return `${path} answers ${seen.status}, and ${other.status} for a word that is nowhere`;
    if (seen.status < 400 && other.text !== replaced(seen.text))
      return `${path} answers something else than for a word that is nowhere`;
    return null;
  };

  const faultOf = async (path: string): Promise<string | null> => {
    const seen = await ask(path);
    if (seen.status >= 500) return `${seen.status} ${path}`;
    const leaked = told(path, seen);
    return leaked.length > 0 ? `${path} tells ${leaked.join(', ')}` : oracleOf(path, seen);
  };

  return {
    ask,
    async faultsOf(paths) {
      const faults: string[] = [];
      const waiting = [...paths];
      const worker = async () => {
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
          const fault = await faultOf(path);
          if (fault !== null) faults.push(fault);
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      return faults;
    },
  };
};
