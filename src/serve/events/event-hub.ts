// Tells listeners what becomes of batches and accounts. It looks while somebody listens; whoever comes back is told what he has
// missed, or that he has to ask for everything anew. It knows streams, no request.

import { seesLabel, type Caller } from '../../access/caller.js';
import { mayDo } from '../../access/permissions.js';
import type { App } from '../../app/app.js';
import { chinaIso } from '../../domain/china-time.js';
import type { Log } from '../../log.js';
import { within } from '../../within.js';
import { AccountStates } from './account-states.js';
import { BatchStates } from './batch-states.js';
import { BudgetStates } from './budget-states.js';
import { EventLog, eventBytes, type ServedEvent } from './event-log.js';
import { EventStream } from './event-stream.js';

const LOOK_MS = 1_000;
const ACCOUNTS_MS = 2_000;
/** Keeps proxies from taking the stream for dead, and shows who is gone. */
const SIGN_OF_LIFE_MS = 15_000;
const SIGN_OF_LIFE = Buffer.from(': alive\n\n');
/** How long a browser waits before it comes back. */
const BEGINNING = Buffer.from('retry: 2000\n\n');

interface Listener {
  readonly caller: Caller;
  readonly stream: EventStream;
  /** Whether he is still who he was: keys are revoked, and sessions end. */
  readonly isStill: () => Promise<boolean>;
}

export class EventHub {
  readonly #log = new EventLog();
  readonly #listeners = new Set<Listener>();
  readonly #batches: BatchStates;
  readonly #accounts: AccountStates;
  readonly #budgets: BudgetStates;
  readonly #logger: Log;
  #looking: Promise<void> | undefined;
  #timers: readonly NodeJS.Timeout[] = [];
  #closed = false;

  constructor(app: App, log: Log) {
    this.#batches = new BatchStates(app);
    this.#accounts = new AccountStates(app);
    this.#budgets = new BudgetStates(app.config.dataDir);
    this.#logger = log;
  }

  /** How many listen now; of one key or session alone where that is given. */
  count(credential?: string): number {
    if (credential === undefined) return this.#listeners.size;
    return [...this.#listeners].filter(({ caller }) => caller.credential === credential).length;
  }

  /** @param lastId what the listener saw last, where he was there before */
  async listen(
    caller: Caller,
    lastId: string | undefined,
    isStill: Listener['isStill'],
  ): Promise<EventStream> {
    // What has changed while nobody listened becomes events now, for who goes on.
    await this.#look();
    const missed = lastId === undefined ? undefined : this.#log.after(lastId);
    const stream = new EventStream(() => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    });
    const listener = { caller, stream, isStill };
    stream.push(BEGINNING);
    if (missed === undefined) stream.push(eventBytes('resync', {}, this.#log.lastId));
    else for (const event of missed) tell(listener, event);
    if (stream.hasEnded || this.#closed) {
      stream.close();
      return stream;
    }
    this.#listeners.add(listener);
    if (this.#timers.length === 0) this.#begin();
    return stream;
  }

  /** Lets those go who are not who they were any more, as their key or their session has ended. */
  async checkListeners(): Promise<void> {
    const checks = [...this.#listeners].map(async ({ stream, isStill }) => {
      if (!(await isStill().catch(() => true))) stream.close();
    });
    await Promise.all(checks);
  }

  /** Ends all streams: whoever comes back to another process begins anew. */
  close(): void {
    this.#closed = true;
    for (const { stream } of this.#listeners) stream.close();
    this.#rest();
  }

  #begin(): void {
    this.#timers = [
      setInterval(() => void this.#look(), LOOK_MS),
      setInterval(() => {
        for (const { stream } of this.#listeners) stream.push(SIGN_OF_LIFE);
        void this.checkListeners();
      }, SIGN_OF_LIFE_MS),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  #rest(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** A look that fails, as while Redis is away, is made good by the next one. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookOnce()
      .catch((error: unknown) => {
        this.#logger.debug({ err: error }, 'looking after batches for listeners');
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const { changed, removed } = await this.#batches.look();
    for (const status of changed)
      this.#tellAll(this.#log.add('batch', status, (caller) => sees(caller, status.label)));
    for (const { batch, label, now } of removed) {
      const isFor = (caller: Caller): boolean =>
        sees(caller, label) && (now === undefined || !sees(caller, now));
      this.#tellAll(this.#log.add('removed', { batch }, isFor));
    }
    for (const { at, ...reached } of await this.#budgets.look()) {
      // Money is told to those alone who may ask for it.
      const isFor = (caller: Caller): boolean =>
        mayDo(caller.role, 'listBudgets') && sees(caller, reached.label);
      this.#tellAll(this.#log.add('budget', { ...reached, at: chinaIso(at) }, isFor));
    }
    // While Redis is away nobody knows of accounts, and batches are told of all the same.
    const accounts = await within(ACCOUNTS_MS, this.#accounts.look(this.#batches.open));
    for (const { account, labels } of accounts ?? []) {
      const isFor = (caller: Caller): boolean =>
        labels === undefined || labels.some((label) => sees(caller, label));
      this.#tellAll(this.#log.add('account', account, isFor));
    }
  }

  #tellAll(event: ServedEvent): void {
    for (const listener of this.#listeners) tell(listener, event);
  }
}

function tell({ caller, stream }: Listener, { isFor, bytes }: ServedEvent): void {
  if (isFor(caller)) stream.push(bytes);
}

/** @param label of a batch; empty where it has none */
function sees(caller: Caller, label: string): boolean {
  return seesLabel(caller, label === '' ? undefined : label);
}
