// `rollcall status`: shows all batches, or one.

import { Command } from 'commander';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { heedSignals } from './signals.js';
import type { Words } from '../words/words.js';

interface StatusFlags {
  readonly json?: true;
  readonly watch?: true;
  readonly outcomes?: string;
}

export function statusCommand(words: Words): Command {
  const { help } = words;
  return new Command('status')
    .summary(help.status.summary)
    .argument('[batch]', help.batch)
    .option('--json', help.asJson)
    .option('--watch', help.status.watch)
    .option('--outcomes <file>', help.status.outcomes)
    .action(async (batch: string | undefined, flags: StatusFlags) => {
      if (flags.outcomes !== undefined && batch === undefined)
        throw new UserError('invalid-options', (said) => said.help.status.outcomesNeedBatch);
      process.exitCode = await showStatus(batch, flags, words);
    });
}

/** @returns the exit status; a watch of all batches ends only by a signal */
async function showStatus(batch: string | undefined, flags: StatusFlags, words: Words): Promise<ExitStatus> {
  const { watch, outcomes, json } = flags;
  const { Screen } = await import('./screen.js');
  const { status } = await import('../app/status.js');
  const { statusPage } = await import('./status-page.js');
  const watching = watch ? untilLeft() : undefined;
  await status(new Screen({ words }).app(), { batch, watching, outcomes }, (look) => {
    if (watch && process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
    const columns = process.stdout.isTTY ? process.stdout.columns : Infinity;
    const found = batch === undefined ? look.statuses : look.statuses[0];
    const isOne = batch !== undefined;
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : statusPage(look, { columns, isOne }, words));
    if (json && look.statuses.length === 0)
      process.stderr.write(statusPage(look, { columns: Infinity, isOne }, words));
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
