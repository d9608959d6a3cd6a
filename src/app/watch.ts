// The watch over what comes back: judges each hour once it is over, keeps what it saw, and tells of anomalies. How an hour is judged
// is told in src/domain/watch.ts.

import { HourCounter } from '../batch/watch/hour-counts.js';
import {
  anomalyProof,
  noteAnomaly,
  readWatch,
  writeWatch,
  type WatchState,
} from '../batch/watch/watch-file.js';
import { tellOnPages } from '../batch/watch/unusual-pages.js';
import { chinaIso } from '../domain/china-time.js';
import { watchHour, type Anomaly, type HourCounts } from '../domain/watch.js';
import { scopeOf, type Account } from '../journal/keys.js';
import type { Log } from '../log.js';
import { providerOf } from '../provider/index.js';
import { announcing } from '../webhooks/announce.js';
import type { WebhookEvent } from '../webhooks/event.js';
import type { App } from './app.js';

const HOUR_MS = 3_600_000;
/** Calls that were begun in an hour have their ends on disk by then. */
const AFTER_MS = 120_000;
const HISTORY_MS = 29 * 86_400_000;
const KEPT_HOURS = 7 * 24;

type Counting = (dataDir: string, account: Account, sinceMs: number) => Promise<readonly HourCounts[]>;

export class Watch {
  readonly #count: Counting;
  readonly #app: Pick<App, 'config'>;
  readonly #log: Log;

  constructor(app: Pick<App, 'config'>, log: Log, count?: Counting) {
    const counter = new HourCounter();
    this.#count = count ?? ((...asked) => counter.count(...asked));
    [this.#app, this.#log] = [app, log];
  }

  /** Judges the last hour that is over, once. Of hours in which nobody looked nothing is told. */
  async look(nowMs: number): Promise<WatchState | undefined> {
    const { config } = this.#app;
    const account = accountOf(this.#app);
    if (account === undefined) return undefined;
    const { dataDir, provider } = config;
    const scope = scopeOf(account);
    const hour = Math.floor((nowMs - AFTER_MS) / HOUR_MS) - 1;
    const before = await readWatch(dataDir, scope);
    if (before !== undefined && before.hour >= hour) return before;
    const counts = await this.#count(dataDir, account, nowMs - HISTORY_MS);
    const { labels, anomalies } = watchHour(hour, counts);
    for (const [label, found] of byLabel(anomalies)) await this.#tell(label, found, scope);
    const kept = (before?.anomalies ?? []).filter((each) => each.hour > hour - KEPT_HOURS);
    const state = { provider, hour, labels, anomalies: [...kept, ...anomalies] };
    await tellOnPages(dataDir, account, { found: anomalies, all: state.anomalies }, (error) => {
      this.#log.warn({ err: error }, 'the page of a batch');
    });
    await writeWatch(dataDir, scope, state);
    return state;
  }

  async #tell(label: string, found: readonly Anomaly[], scope: string): Promise<void> {
    const { dataDir: dataDirectory, provider } = this.#app.config;
    const [first] = found;
    if (first === undefined) return;
    const { hour, cause } = first;
    const key = `anomaly/${scope}/${hour}/${label}`;
    const proof = anomalyProof(scope, hour, key);
    const measures = found.map(({ measure, rows, hits, share, usual }) => {
      return {
        measure,
        rows,
        hits,
        share: rounded(share),
        usual: usual === undefined ? null : bandOf(usual),
      };
    });
    const data = { label, provider, hour: chinaIso(hour * HOUR_MS), cause, measures };
    const event: WebhookEvent = {
      key,
      type: 'anomaly',
      ...(label === '' ? {} : { label }),
      at: Date.now(),
      data,
      proof,
    };
    this.#log.warn(data, 'what comes back is not as usual');
    const onProblem = (error: unknown): void => {
      this.#log.warn({ err: error }, 'webhooks');
    };
    await announcing({ dataDirectory, onProblem }, event, () => noteAnomaly(dataDirectory, proof));
  }
}

function byLabel(anomalies: readonly Anomaly[]): Map<string, Anomaly[]> {
  const found = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) found.set(anomaly.label, [...(found.get(anomaly.label) ?? []), anomaly]);
  return found;
}

function bandOf({ share, least, most }: NonNullable<Anomaly['usual']>) {
  return { share: rounded(share), least: rounded(least), most: rounded(most) };
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

/** Undefined where the settings name no account. */
export function accountOf({ config }: Pick<App, 'config'>): Account | undefined {
  const { provider, authUrl, appid, bucket = '' } = config;
  if (appid === undefined) return undefined;
  return { authUrl, appid, bucket: providerOf(provider).needsBucket ? bucket : '' };
}
