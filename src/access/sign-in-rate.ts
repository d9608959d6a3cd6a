// How often somebody may try to sign in, by the name that he gives and by the address that he comes from. It forgets with
// this process: what one try costs is the other half of the guard.

const WINDOW_MS = 15 * 60_000;
const REMEMBERED = 10_000;

interface Limit {
  readonly most: number;
  readonly of: (name: string, from: string) => string;
}

/** Who has forgotten his password, at his desk. */
const AT_DESK: Limit = { most: 10, of: (name, from) => `both ${from} ${name}` };
const LIMITS: readonly Limit[] = [
  AT_DESK,
  // Who tries many names.
  { most: 50, of: (_, from) => `from ${from}` },
  // Many who try one name; it keeps its owner out for a while, too, which is the lesser harm.
  { most: 100, of: (name) => `name ${name}` },
];

export class SignInRate {
  readonly #nowMs: () => number;
  /** When each was tried in the window, the oldest first. */
  readonly #tries = new Map<string, number[]>();

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** @returns undefined where it may be tried, which counts; else in how many seconds it may */
  take(name: string, from: string): number | undefined {
    const nowMs = this.#nowMs();
    const known = LIMITS.map(({ most, of }) => ({ most, what: of(keyOf(name), from) }));
    const waits = known.map(({ most, what }) => {
      const tries = this.#recent(what, nowMs);
      const counted = tries.at(-most);
      return counted === undefined ? 0 : counted + WINDOW_MS - nowMs;
    });
    const waitMs = Math.max(...waits);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    for (const { what } of known) this.#note(what, nowMs);
    return undefined;
  }

  /** Who has signed in has not guessed his own password; other names he may have. */
  succeeded(name: string, from: string): void {
    this.#tries.delete(AT_DESK.of(keyOf(name), from));
  }

  #recent(what: string, nowMs: number): readonly number[] {
    return (this.#tries.get(what) ?? []).filter((at) => nowMs - at < WINDOW_MS);
  }

  #note(what: string, nowMs: number): void {
    const tries = [...this.#recent(what, nowMs), nowMs];
    this.#tries.delete(what);
    this.#tries.set(what, tries);
    if (this.#tries.size <= REMEMBERED) return;
    const [quietest] = this.#tries.keys();
    if (quietest !== undefined) this.#tries.delete(quietest);
  }
}

/** As much of it as tells names apart. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().slice(0, 64);
}
