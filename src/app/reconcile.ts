// Compares the recorded calls with the provider's counts, and writes the report.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runFinishCommand } from '../batch/output/finish-command.js';
import { credentialsOf } from '../config.js';
import { chinaDay } from '../domain/china-time.js';
import { daysOf } from '../domain/days.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import {
  DEFAULT_SEARCH_CALLS,
  DEFAULT_TOLERANCE_MS,
  parseBaseline,
  pauseMs,
  publish,
  reconcile,
  reportDirectory,
  type Published,
  type RecordedBatch,
  type SettlingRules,
} from '../reconcile/index.js';
import type { App } from './app.js';
import { Evidence } from './evidence.js';
import { callsOnRecord } from './recorded-calls.js';
import { serviceSettings } from './service-settings.js';
import { tariffOf } from './tariff.js';
import { plainly, type Publishing } from './told-report.js';

export interface ReconcileRequest {
  /** YYYY-MM-DD in China Standard Time; both days are included. */
  readonly from: string;
  readonly to: string;
  /** Undefined: the report goes under the data directory. */
  readonly out?: string | undefined;
  /** How long to go on asking until two answers agree; by default 0: only one question. */
  readonly settleMs?: number | undefined;
  readonly settleEveryMs?: number | undefined;
  readonly clockToleranceMs?: number | undefined;
  /** Data directories whose calls count, instead of the configuration's alone. */
  readonly data?: readonly string[] | undefined;
  /** Batches that the user leaves out. */
  readonly exclude?: readonly string[] | undefined;
  /** A file with known calls of others. */
  readonly baseline?: string | undefined;
  /** Whether the days are in the query string instead of the body. */
  readonly statQuery?: boolean | undefined;
  /** A file with the bill, or `api`: the provider is asked for it. */
  readonly bill?: string | undefined;
  /** Who asks, as the report names him; undefined: whoever is at this machine. */
  readonly by?: string | undefined;
  /** How many calls may be read to name those behind differences. */
  readonly searchCalls?: number | undefined;
}

export interface ReconcileParts {
  /** The batches whose calls count; by default those of the data directory. */
  readonly batches?: () => AsyncIterable<RecordedBatch>;
  /** Replaces the sleep between questions, for callers that wait otherwise. */
  readonly settling?: Partial<SettlingRules>;
  /** Puts the report on disk, where more is to be done about that. */
  readonly publishing?: Publishing;
}

/** @throws UserError where days, credentials, price or files are wrong, or the figures can't be had */
export async function reconcileDays(
  app: App,
  request: ReconcileRequest,
  { batches, settling, publishing = plainly }: ReconcileParts = {},
): Promise<Published> {
  const { config, tell } = app;
  const { from, to } = request;
  refuseDays(from, to, chinaDay(Date.now()));
  credentialsOf(config);
  const provider = providerOf(config.provider);
  const { fetchCounts } = provider;
  if (fetchCounts === undefined) {
    throw new UserError('invalid-days', ({ useErrors }) => useErrors.noCounts({ title: provider.title }));
  }
  const evidence = new Evidence();
  const { onAnswer, onRead } = evidence;
  const dates = request.statQuery ? 'query' : 'body';
  const settings = { ...serviceSettings(config), dates, onAnswer } as const;
  const settleMs = request.settleMs ?? 0;
  const reconciliation = await reconcile({
    range: { from, to },
    batches: batches ?? (await callsOnRecord(config, request.data, onRead)),
    stat: (range) => fetchCounts(settings, range),
    codes: provider.codes,
    tariff: await tariffOf(config),
    rules: { toleranceMs: request.clockToleranceMs ?? DEFAULT_TOLERANCE_MS, timeoutMs: config.timeoutMs },
    settling: {
      settleMs,
      everyMs: request.settleEveryMs ?? pauseMs(settleMs),
      now: Date.now,
      sleep: (ms) => sleep(ms),
      onWait: ({ asked }) => {
        tell({ kind: 'settling', asked });
      },
      ...settling,
    },
    baseline: await baselineText(request.baseline, parseBaseline),
    exclude: request.exclude ?? [],
    searchCalls: request.searchCalls ?? DEFAULT_SEARCH_CALLS,
    now: Date.now,
  });
  const directory = request.out ?? reportDirectory(config.dataDir, { from, to });
  const proof = await evidence.proof(config, config.statUrl, directory, request.by);
  return publishing(reconciliation.report, directory, () => publish(directory, reconciliation, proof));
}

/** Runs the user's program with the path of report.json. Its result does not change the reconciliation's. */
export async function tellReport({ config, tell }: App, command: string, path: string): Promise<void> {
  const ports = { environment: config.commandEnvironment, stopping: new AbortController().signal };
  const end = await runFinishCommand(command, path, join(dirname(path), 'on-finish.log'), ports);
  if (end !== undefined && end.problem !== null)
    tell({ kind: 'warning', message: `--on-finish: ${end.problem}.` });
}

const DAYS_AT_MOST = 366;

export function refuseDays(from: string, to: string, today: string): void {
  if (from > to) throw new UserError('invalid-days', ({ useErrors }) => useErrors.daysReversed({ from, to }));
  const future = from > today ? from : to > today ? to : undefined;
  if (future !== undefined)
    throw new UserError('invalid-days', ({ useErrors }) => useErrors.dayNotBegun({ from: future, today }));
  const days = daysOf({ from, to }).length;
  if (days > DAYS_AT_MOST)
    throw new UserError('invalid-days', ({ useErrors }) =>
      useErrors.tooManyDays({ from, to, days, most: DAYS_AT_MOST }),
    );
}

/** @throws UserError where the file can't be read */
export async function baselineText<Known>(
  file: string | undefined,
  parse: (text: string, file: string) => Known[],
): Promise<Known[]> {
  if (file === undefined) return [];
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(
      'unreadable-baseline',
      ({ useErrors }) => useErrors.baselineUnread({ file, why: (error as Error).message }),
      { cause: error },
    );
  }
  return parse(text, file);
}
