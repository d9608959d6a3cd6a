// `rollcall status`: all batches, or one.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { batchPaths } from '../batch/paths.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { readRecord, readState, type BatchRecord } from '../batch/record.js';
import { loadConfig, type Config } from '../config.js';
import { writeOutcomesSoFar } from '../batch/output/partial-outcomes.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { loadRowKey } from '../journal/data-identity.js';
import { openBatchAccess, type BatchAccess } from './batch-access.js';
import { lookAt, lookAtDisk, type Asked, type Look } from './batch-status.js';
import { heedSignals } from './signals.js';
import { statusPage } from './status-page.js';
import { say } from './say.js';

interface StatusFlags {
  readonly json?: true;
  readonly watch?: true;
  readonly outcomes?: string;
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
  const access = await openBatchAccess(config).catch(async (error: unknown) => {
    if (error instanceof UserError) {
      print(batch, flags, await lookAtDisk(await chosen(batch, config)));
    }
    throw error;
  });
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
    const look = await lookAt(await chosen(batch, config), access);
    if (signal.aborted) return;
    if (flags.watch && process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
    print(batch, flags, look);
    if (!flags.watch || (batch !== undefined && LAST_STATES.has(look.statuses[0]?.state ?? ''))) return;
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
  }
}

function print(batch: string | undefined, { json }: StatusFlags, look: Look): void {
  const columns = process.stdout.isTTY ? process.stdout.columns : Infinity;
  const found = batch === undefined ? look.statuses : look.statuses[0];
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : statusPage(look, columns));
}

async function chosen(batch: string | undefined, config: Config): Promise<Asked> {
  const { dataDir } = config;
  if (batch === undefined) {
    const warn = ({ message }: Error): void => {
      say(`Warning: ${message}`);
    };
    return { batches: await knownBatches(dataDir, warn), dataDir, onDamaged: warn };
  }
  const record = await recordOf(batch, config);
  const state = await readState(batchPaths(dataDir, batch), record);
  return { batches: [{ record, state }], dataDir, onDamaged: undefined };
}

function recordOf(batch: string, config: Config): Promise<BatchRecord> {
  return readRecord(batchPaths(config.dataDir, batch), batch);
}
