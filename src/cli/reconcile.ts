// `rollcall reconcile`: holds the calls on record against the provider's counts and writes the report.

import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { chinaDayStart } from '../domain/china-time.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import {
  DEFAULT_TOLERANCE_MS,
  fetchStat,
  reconcile,
  reportDirectory,
  reportText,
  writeReport,
  type RecordedBatch,
  type Report,
} from '../reconcile/index.js';
import { statSettings } from './ping.js';

/** Whose calls count: those of this endpoint and account alone. */
export interface Account {
  readonly authUrl: string;
  readonly appid: string;
  readonly bucket: string;
}

export type RecordedBatches = (dataDir: string, account: Account) => AsyncIterable<RecordedBatch>;

export interface ReconcileRequest {
  readonly from: string;
  readonly to: string;
  /** Undefined: under the data directory. */
  readonly out?: string | undefined;
}

interface Flags extends ReconcileRequest {
  readonly json?: true;
}

/** @param recordedBatches all batches of the data directory that called for the account */
export function reconcileCommand(recordedBatches: RecordedBatches): Command {
  return new Command('reconcile')
    .summary("hold the calls on record against the provider's counts")
    .description(
      'Asks /verifyc/stat what the provider counted on these days (China Standard Time), compares it with every\n' +
        'call on record, and writes report.json. Exit status 0: balanced or explained; 4: unexplained or unsettled.',
    )
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD', day)
    .requiredOption('--to <day>', 'last day, YYYY-MM-DD', day)
    .option('--out <dir>', 'where the report goes (default: <data>/reconciliations/<from>_<to>)')
    .option('--json', 'print the report on standard output as JSON')
    .action(async (flags: Flags) => {
      const { report, path } = await reconcileDays(loadConfig(), recordedBatches, flags);
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${reportText(report)}\n${path}\n`);
      process.exitCode = reconcileStatus(report);
    });
}

/**
 * Reconciles and writes the report.
 *
 * @throws UserError where days, credentials or price are wrong, or the figures can't be had
 */
export async function reconcileDays(
  config: Config,
  recordedBatches: RecordedBatches,
  { from, to, out }: ReconcileRequest,
): Promise<{ readonly report: Report; readonly path: string }> {
  if (from > to) throw new UserError(`--from ${from} is later than --to ${to}. Give the earlier day first.`);
  const { appid, bucket } = credentialsOf(config);
  const settings = statSettings(config);
  const report = await reconcile({
    range: { from, to },
    batches: recordedBatches(config.dataDir, { authUrl: config.authUrl, appid, bucket }),
    stat: (range) => fetchStat(settings, range),
    tariff: { price: config.price, currency: config.currency, billableCodes: config.billableCodes },
    rules: { toleranceMs: DEFAULT_TOLERANCE_MS, timeoutMs: config.timeoutMs },
    now: Date.now,
  });
  const directory = out ?? reportDirectory(config.dataDir, { from, to });
  await writeReport(directory, new Map([['report.json', `${JSON.stringify(report, undefined, 2)}\n`]]));
  return { report, path: join(directory, 'report.json') };
}

export function reconcileStatus({ verdict }: Report): ExitStatus {
  return verdict === 'balanced' || verdict === 'explained' ? EXIT.done : EXIT.unbalanced;
}

function day(text: string): string {
  if (chinaDayStart(text) === undefined)
    throw new InvalidArgumentError('It must be a day such as 2026-11-24.');
  return text;
}
