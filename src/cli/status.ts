// `rollcall status`: shows all batches, or one.

import { Command } from 'commander';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import { heedSignals } from './signals.js';

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
      process.exitCode = await showStatus(batch, flags);
    });
}

/** @returns the exit status; a watch of all batches ends only by a signal */
async function showStatus(batch: string | undefined, flags: StatusFlags): Promise<ExitStatus> {
  const { watch, outcomes, json } = flags;
  const { Screen } = await import('./screen.js');
  const { status } = await import('../app/status.js');
  const { statusPage } = await import('./status-page.js');
  const watching = watch ? untilLeft() : undefined;
  await status(new Screen().app(), { batch, watching, outcomes }, (look) => {
    if (watch && process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
    const columns = process.stdout.isTTY ? process.stdout.columns : Infinity;
    const found = batch === undefined ? look.statuses : look.statuses[0];
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : statusPage(look, columns));
  });
  if (!watching?.aborted) return EXIT.done;
  if (process.stdout.isTTY) process.stdout.write('\n');
  return batch === undefined ? EXIT.done : EXIT.stopped;
}

/** The signal is aborted on a process signal, or when the reader of the output has gone. */
function untilLeft(): AbortSignal {
  const leaving = new AbortController();
  const leave = (): void => {
    leaving.abort();
  };
  heedSignals(leave);
  process.stdout.once('error', leave);
  return leaving.signal;
}
