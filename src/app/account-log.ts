// Tells in a worker's log what becomes of its accounts, whichever worker it came from: a halt and its cause, an outage,
// a rate that is held down, rows for which nobody calls, and when each is over. It looks every second and says each once.

import { haltReason } from '../batch/run/halt-reason.js';
import { chinaIso } from '../domain/china-time.js';
import { accountState, type AccountState } from '../journal/account-state.js';
import type { Log } from '../log.js';
import type { ProviderCodes } from '../provider/port.js';
import { waitInVain } from '../queue/callers.js';
import type { Redis } from '../redis/connection.js';

export interface AccountLogParts {
  readonly accounts: () => readonly string[];
  readonly stateOf: (account: string) => Promise<AccountState>;
  /** Whether slices wait although no live verify worker calls for the account. */
  readonly waitsInVain: (account: string) => Promise<boolean>;
  readonly codes: ProviderCodes;
  /** Why this process's last call failed, in words. */
  readonly failure: () => string | undefined;
  readonly log: Log;
}

interface Said {
  readonly halted: string | undefined;
  readonly circuit: number | undefined;
  readonly held: string | undefined;
}

const NOTHING: Said = { halted: undefined, circuit: undefined, held: undefined };
const LOOK_MS = 1_000;
/** Who is connected costs the server more to say, and a worker that starts is given the time for it. */
const LOOKS_BETWEEN = 5;
/** So many looks in a row have seen it. */
const IN_VAIN_SAID_AT = 2;

/** @returns a function that stops looking */
export function logAccounts(
  redis: Redis,
  parts: Omit<AccountLogParts, 'stateOf' | 'waitsInVain'>,
): () => void {
  const told = new AccountLog({
    ...parts,
    stateOf: (account) => accountState(redis, account),
    waitsInVain: (account) => waitInVain(redis, account),
  });
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void told
      .look()
      // While Redis is away nothing is known; the next look comes soon.
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

export class AccountLog {
  readonly #parts: AccountLogParts;
  readonly #said = new Map<string, Said>();
  /** For each account, how many looks in a row have seen slices for which nobody calls. */
  readonly #inVain = new Map<string, number>();
  #looks = 0;

  constructor(parts: AccountLogParts) {
    this.#parts = parts;
  }

  async look(): Promise<void> {
    for (const account of new Set(this.#parts.accounts())) {
      const state = await this.#parts.stateOf(account);
      const before = this.#said.get(account) ?? NOTHING;
      this.#tellHalt(account, before, state);
      this.#tellOutage(account, before, state);
      const held = this.#tellRate(account, before, state);
      this.#said.set(account, { halted: state.halted, circuit: state.circuit, held });
      if (this.#looks % LOOKS_BETWEEN === 0) await this.#tellInVain(account);
    }
    this.#looks += 1;
  }

  async #tellInVain(account: string): Promise<void> {
    const { log, waitsInVain } = this.#parts;
    const before = this.#inVain.get(account) ?? 0;
    const now = (await waitsInVain(account)) ? before + 1 : 0;
    this.#inVain.set(account, now);
    if (now === IN_VAIN_SAID_AT) {
      log.warn(
        { account },
        'slices wait and nobody calls: no verify worker is alive with the settings of their account (ROLLCALL_PROVIDER, ROLLCALL_AUTH_URL, ROLLCALL_APPID, ROLLCALL_BUCKET)',
      );
    }
    if (now === 0 && before >= IN_VAIN_SAID_AT)
      log.info({ account }, 'the slices that waited are called for');
  }

  #tellHalt(account: string, before: Said, { halted }: AccountState): void {
    const { log, codes } = this.#parts;
    if (halted === before.halted) return;
    if (halted === undefined) {
      log.info({ account }, 'the halt of the account was lifted: calls leave again');
      return;
    }
    const cause: unknown = JSON.parse(halted);
    log.error({ account, cause }, `the account is halted: ${haltReason(halted, '--all', codes)}`);
  }

  #tellOutage(account: string, before: Said, { circuit }: AccountState): void {
    const { log, failure } = this.#parts;
    if (circuit !== undefined && before.circuit === undefined) {
      const about = { account, since: chinaIso(circuit), cause: failure() };
      log.warn(about, 'outage: the service is away, calls stop and single probes go out');
    }
    if (circuit === undefined && before.circuit !== undefined) {
      const about = { account, since: chinaIso(before.circuit) };
      log.info(about, 'the outage is over: calls leave again');
    }
  }

  #tellRate(account: string, before: Said, { held, rate }: AccountState): string | undefined {
    const { log } = this.#parts;
    const why = held === undefined ? undefined : `${held.by} ${held.by === 'cap' ? held.rate : ''}`;
    if (why === before.held) return why;
    if (held?.by === 'cap') {
      const about = { account, rate_cap: held.rate };
      log.info(about, 'a rate cap (--rate, ROLLCALL_RATE) holds the calls of all workers down');
    } else if (held?.by === 'throttling') {
      log.warn(
        { account, rate: rounded(rate) },
        'the service throttles: the rate of all workers is held down',
      );
    } else log.info({ account, rate: rounded(rate) }, 'the rate is not held down any more');
    return why;
  }
}

function rounded(rate: number | undefined): number | undefined {
  return rate && Math.round(rate * 10) / 10;
}
