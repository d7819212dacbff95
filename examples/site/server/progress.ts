/** A line for each tenth of a large build. */
export function progressOf(log: (line: string) => void, total: number | null): () => void {
  let done = 0;
  const every = Math.max(100, Math.ceil((total ?? 0) / 10));
  return () => {
    done += 1;
    if (done % every === 0) log(`building everything: ${done} of ${total ?? '?'} stories`);
  };
}
