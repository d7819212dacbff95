/** Failures of a whole build before it goes on without the pages that fail. */
const PATIENT = 3;

/**
 * Pages that fail. At first they stop a build; when they go on failing, it does without them. Later
 * builds try them again and wait for none of them: else one bad page would hold up every retraction.
 */
export class Failures {
  readonly #errors = new Map<string, Error>();

  constructor(
    /** How often this build has failed already. */
    private readonly attempt: number,
    /** Paths that the builds before went without. */
    private readonly known: readonly string[],
  ) {}

  /** @returns null when it failed */
  async watch<T>(path: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.#errors.set(path, error as Error);
      return null;
    }
  }

  /** @throws the first new failure, while there is hope that the next attempt has none */
  judge(): void {
    if (this.attempt >= PATIENT) return;
    for (const [path, error] of this.#errors) if (!this.known.includes(path)) throw error;
  }

  get paths(): string[] {
    return [...this.#errors.keys()];
  }

  get problems(): string[] {
    return [...this.#errors].map(([path, { message }]) => `${path} stays as it was: ${message}`);
  }
}
