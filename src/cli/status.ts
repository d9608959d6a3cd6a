// `rollcall status`: all batches, or one.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { batchPaths, outputPaths } from '../batch/paths.js';
import { readPurged } from '../batch/purge.js';
import { knownBatches, type KnownBatch } from '../batch/recorded-batches.js';
import { progressSchema, secondsLeft, type Progress } from '../batch/progress.js';
import { readRecord, readState, type BatchRecord, type StateRecord } from '../batch/record.js';
import type { Summary } from '../collect/summary.js';
import { loadConfig, type Config } from '../config.js';
import { writeOutcomesSoFar } from '../batch/outcomes-so-far.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import { WAITS, waitingInWords } from '../domain/waiting.js';
import { loadRowKey } from '../queue/data-identity.js';
import { openBatchAccess, type BatchAccess } from './batch-access.js';
import { durationOf } from './duration.js';
import { heedSignals } from './signals.js';
import { gapsInWords } from './gaps-in-words.js';
import { hanging, spaced, visiblePage } from './text-columns.js';

interface StatusFlags {
  readonly json?: true;
  readonly watch?: true;
  readonly outcomes?: string;
}

interface BatchStatus {
  readonly batch: string;
  readonly label: string;
  readonly file: string;
  readonly state: string;
  readonly stalled: boolean;
  readonly reason?: string | undefined;
  /** When its personal files were erased. */
  readonly purged_at?: string | undefined;
  readonly rows: number;
  readonly done: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly calls: number;
  /** Rows that may have been called without a line on record: gaps.csv names them. */
  readonly gap_rows?: number | undefined;
  readonly rows_per_second?: number | undefined;
  readonly seconds_left?: number | undefined;
  /** What holds up its calls for more than a moment: `silence`, `outage` or `rate`. */
  readonly waiting?: { readonly reason: string; readonly until: string } | undefined;
}

export function statusCommand(): Command {
  return new Command('status')
    .summary('all batches, or one: state, rows, counts, calls')
    .argument('[batch]', "the batch's id")
    .option('--json', 'as JSON')
    .option('--watch', 'again every second, until the batch has ended or halts; all batches: until Ctrl-C')
    .option('--outcomes <file>', 'write the outcomes so far of the batch to this file')
    .action(async (batch: string | undefined, flags: StatusFlags, command: Command) => {
      if (flags.outcomes !== undefined && batch === undefined) {
        command.error('error: --outcomes needs a batch: rollcall status BATCH --outcomes FILE');
      }
      process.exitCode = await showStatus(batch, flags, loadConfig());
    });
}

const WATCH_MS = 1_000;
/** Nothing more comes without a person's doing. */
const LAST_STATES: ReadonlySet<string> = new Set(['completed', 'cancelled', 'halted']);

/** @returns the exit status: a watch of all batches has no other end than a signal */
async function showStatus(
  batch: string | undefined,
  flags: StatusFlags,
  config: Config,
): Promise<ExitStatus> {
  const leaving = new AbortController();
  if (flags.watch) {
    const leave = (): void => {
      leaving.abort();
    };
    heedSignals(leave);
    // Whoever read along has gone.
    process.stdout.once('error', leave);
  }
  const left = once(leaving.signal, 'abort');
  const access = await openBatchAccess(config);
  try {
    await Promise.race([show(batch, flags, config, access, leaving.signal), left]);
    if (leaving.signal.aborted) {
      if (process.stdout.isTTY) process.stdout.write('\n');
      return batch === undefined ? EXIT.done : EXIT.stopped;
    }
    if (flags.outcomes !== undefined && batch !== undefined) {
      const key = await loadRowKey(config.key, config.dataDir, 'make');
      await writeOutcomesSoFar(await recordOf(batch, config), config.dataDir, access, key, flags.outcomes);
    }
    return EXIT.done;
  } finally {
    await access.close();
  }
}

/** Once, or again and again until nothing more is to come. */
async function show(
  batch: string | undefined,
  flags: StatusFlags,
  config: Config,
  access: BatchAccess,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const batches = await chosen(batch, config);
    const statuses = await Promise.all(batches.map((known) => statusOf(known, access, config.dataDir)));
    if (signal.aborted) return;
    if (flags.watch && process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
    const one = batch === undefined ? undefined : statuses[0];
    const columns = process.stdout.isTTY ? process.stdout.columns : Infinity;
    process.stdout.write(
      flags.json ? `${JSON.stringify(one ?? statuses)}\n` : visiblePage(textOf(statuses, columns)),
    );
    if (!flags.watch || LAST_STATES.has(one?.state ?? '')) return;
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function chosen(batch: string | undefined, config: Config): Promise<KnownBatch[]> {
  if (batch === undefined) {
    return knownBatches(config.dataDir, ({ message }) => process.stderr.write(`Warning: ${message}\n`));
  }
  const record = await recordOf(batch, config);
  return [{ record, state: await readState(batchPaths(config.dataDir, batch), record) }];
}

function recordOf(batch: string, config: Config): Promise<BatchRecord> {
  return readRecord(batchPaths(config.dataDir, batch), batch);
}

async function statusOf(
  { record, state }: KnownBatch,
  access: BatchAccess,
  dataDir: string,
): Promise<BatchStatus> {
  const { batch, label, file } = record;
  const ended = state.state === 'completed' || state.state === 'cancelled';
  const held = !ended && (await access.queue.isHeld(batch));
  const wish = ended ? undefined : await access.controlOf(record).wished();
  const atRest = state.state === 'queued' || (state.state === 'running' && !held);
  const shown = wish === 'paused' && atRest ? 'paused' : state.state;
  return {
    batch,
    label,
    file,
    state: shown,
    stalled: shown === 'running' && !held,
    reason: state.reason,
    purged_at: ended ? await readPurged(batchPaths(dataDir, batch)) : undefined,
    ...(await figuresOf(record, state, access)),
  };
}

type Figures = Omit<BatchStatus, 'batch' | 'label' | 'file' | 'state' | 'stalled' | 'reason' | 'purged_at'>;

/** Of a batch in hand, or left by a signal or a crash, what its owner last said; of any other its summary. */
async function figuresOf(record: BatchRecord, state: StateRecord, access: BatchAccess): Promise<Figures> {
  if (state.state === 'running' || state.state === 'queued') {
    const said = progressSchema.safeParse(await access.queue.progressOf(record.batch));
    const progress = said.success ? said.data : state.progress;
    if (progress !== undefined) return figuresFrom(progress, state.state === 'running');
  }
  try {
    const text = await readFile(outputPaths(record.outDirectory).summary, 'utf8');
    const { rows, by_status: byStatus, calls, gap_rows: gaps } = JSON.parse(text) as Summary;
    return { rows, done: rows - (byStatus['not_sent'] ?? 0), by_status: byStatus, calls, gap_rows: gaps };
  } catch (error) {
    // ENOTDIR: something else stands where the output directory was.
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return { rows: record.recordEstimate, done: 0, by_status: {}, calls: 0 };
  }
}

/** @param moving whether the rate is one of now */
function figuresFrom(progress: Progress, moving: boolean): Figures {
  const { rows, done, byStatus, calls, gapRows, rowsPerSecond } = progress;
  const figures = { rows, done, by_status: byStatus, calls, gap_rows: gapRows };
  if (!moving) return figures;
  const { waiting } = progress;
  return {
    ...figures,
    rows_per_second: rowsPerSecond,
    seconds_left: secondsLeft(progress),
    waiting: waiting && { reason: waiting.why, until: new Date(waiting.until).toISOString() },
  };
}

function inWords({ batch, state, stalled, purged_at: purgedAt }: BatchStatus): string {
  if (purgedAt !== undefined) return `${state}, purged ${purgedAt.slice(0, 10)}`;
  if (stalled) return `${state}, but nobody alive owns it: rollcall resume ${batch}`;
  return state === 'queued' ? `queued; where no worker takes it: rollcall resume ${batch}` : state;
}

function waitInWords({ reason, until }: NonNullable<BatchStatus['waiting']>): string {
  return waitingInWords({ why: z.enum(WAITS).parse(reason), until: Date.parse(until) });
}

/** @param columns of the terminal; Infinity where it goes to a file or a program */
function textOf(statuses: readonly BatchStatus[], columns: number): string {
  if (statuses.length === 0) return 'No batches.\n';
  const width = Math.max(5, ...statuses.map(({ batch }) => batch.length));
  const lines = statuses.flatMap((shown) => {
    const { batch, rows, done, calls, by_status: byStatus, reason } = shown;
    const counts = Object.entries(byStatus).filter(([, count]) => count > 0);
    const words = counts.map(([status, count]) => `${status} ${count}`);
    if (shown.gap_rows !== undefined) words.push(gapsInWords(shown.gap_rows));
    const { rows_per_second: perSecond, seconds_left: left } = shown;
    const parts = [
      batch.padEnd(width),
      `${`${done}/${rows}`.padStart(15)} rows`,
      `${String(calls).padStart(9)} calls`,
      inWords(shown),
      ...(perSecond === undefined ? [] : [`${perSecond} rows/s`]),
      ...(left === undefined ? [] : [`${durationOf(left)} left`]),
    ];
    return [
      spaced(parts, columns),
      ...(words.length === 0 ? [] : [spaced(['', ...words], columns)]),
      ...(reason === undefined ? [] : [hanging('  ', reason, columns)]),
      ...(shown.waiting === undefined ? [] : [hanging('  ', waitInWords(shown.waiting), columns)]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
