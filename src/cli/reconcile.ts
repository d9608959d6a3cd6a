// `rollcall reconcile`: holds the calls on record against the provider's counts and writes the report.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { runFinishCommand } from '../batch/output/finish-command.js';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { chinaDay } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import {
  DEFAULT_SEARCH_CALLS,
  DEFAULT_TOLERANCE_MS,
  parseBaseline,
  pauseMs,
  publish,
  reconcile,
  reconcileStatus,
  reportDirectory,
  reportText,
  type BaselineCalls,
  type Published,
  type RecordedBatch,
  type SettlingRules,
} from '../reconcile/index.js';
import { daysOf } from '../domain/days.js';
import { providerOf } from '../provider/index.js';
import { serviceSettings } from './ping.js';
import { addReconcileOptions, requestOf, type Flags, type ReconcileRequest } from './reconcile-flags.js';
import { visiblePage } from './text-columns.js';
import { say } from './say.js';

/** Whose calls count: those of this endpoint and account alone. */
export interface Account {
  readonly authUrl: string;
  readonly appid: string;
  readonly bucket: string;
}

export type RecordedBatches = (dataDir: string, account: Account) => AsyncIterable<RecordedBatch>;

/** @param recordedBatches all batches of the data directory that called for the account */
export function reconcileCommand(recordedBatches: RecordedBatches): Command {
  const command = new Command('reconcile')
    .summary("hold the calls on record against the provider's counts")
    .description(
      'Asks /verifyc/stat what the provider counted on these days (China Standard Time), compares it with every ' +
        'call on record, and writes report.json, report.csv and report.html. An earlier report of the same days is ' +
        'kept beside it. Exit status 0: balanced or explained; 4: unexplained or unsettled.',
    );
  return addReconcileOptions(command).action(async (flags: Flags) => {
    const config = loadConfig();
    const published = await reconcileDays(config, recordedBatches, requestOf(flags, Date.now()));
    const { report, paths } = published;
    process.stdout.write(
      flags.json
        ? `${JSON.stringify(report)}\n`
        : visiblePage(`${reportText(report)}\n${paths.join('\n')}\n`),
    );
    if (flags.onFinish !== undefined) await tellReport(flags.onFinish, published.path, config);
    process.exitCode = reconcileStatus(report);
  });
}

async function tellReport(command: string, path: string, config: Config): Promise<void> {
  const ports = { environment: config.commandEnvironment, stopping: new AbortController().signal };
  const end = await runFinishCommand(command, path, join(dirname(path), 'on-finish.log'), ports);
  if (end !== undefined && end.problem !== null) say(`Warning: --on-finish: ${end.problem}.`);
}

/**
 * Reconciles and writes the report.
 *
 * @param settling another way of waiting than to sleep
 *
 * @throws UserError where days, credentials, price or files are wrong, or the figures can't be had
 */
export async function reconcileDays(
  config: Config,
  recordedBatches: RecordedBatches,
  request: ReconcileRequest,
  settling: Partial<SettlingRules> = {},
): Promise<Published> {
  const { from, to } = request;
  refuseDays(from, to, chinaDay(Date.now()));
  const { appid, bucket } = credentialsOf(config);
  const provider = providerOf(config.provider);
  const { fetchCounts } = provider;
  if (fetchCounts === undefined) {
    throw new UserError(
      `${provider.title} gives no counts: its calls can't be held against any yet. Nothing was written.`,
    );
  }
  const settings = {
    ...serviceSettings(config),
    dates: request.statQuery === true ? 'query' : 'body',
  } as const;
  const settleMs = request.settleMs ?? 0;
  const reconciliation = await reconcile({
    range: { from, to },
    batches: () => recordedBatches(config.dataDir, { authUrl: config.authUrl, appid, bucket }),
    stat: (range) => fetchCounts(settings, range),
    codes: provider.codes,
    tariff: { price: config.price, currency: config.currency, billableCodes: config.billableCodes },
    rules: { toleranceMs: request.clockToleranceMs ?? DEFAULT_TOLERANCE_MS, timeoutMs: config.timeoutMs },
    settling: {
      settleMs,
      everyMs: request.settleEveryMs ?? pauseMs(settleMs),
      now: Date.now,
      sleep: (ms) => sleep(ms),
      onWait: ({ asked }) =>
        process.stderr.write(
          `Asked ${asked === 1 ? 'once' : `${asked} times`}, waiting for the figures to settle.\n`,
        ),
      ...settling,
    },
    baseline: await readBaseline(request.baseline),
    exclude: request.exclude ?? [],
    searchCalls: request.searchCalls ?? DEFAULT_SEARCH_CALLS,
    now: Date.now,
  });
  return publish(request.out ?? reportDirectory(config.dataDir, { from, to }), reconciliation);
}

const DAYS_AT_MOST = 366;

function refuseDays(from: string, to: string, today: string): void {
  if (from > to) throw new UserError(`--from ${from} is later than --to ${to}. Give the earlier day first.`);
  if (from > today) throw new UserError(`${from} has not begun: in China today is ${today}.`);
  const days = daysOf({ from, to }).length;
  if (days > DAYS_AT_MOST)
    throw new UserError(`${from} to ${to} are ${days} days. Ask for ${DAYS_AT_MOST} at most at a time.`);
}

async function readBaseline(file: string | undefined): Promise<BaselineCalls[]> {
  if (file === undefined) return [];
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(`--baseline: ${file} can't be read: ${(error as Error).message}.`, { cause: error });
  }
  return parseBaseline(text, file);
}
