// Verifies a list from a program: node verify-list.mjs customers.csv
// Settings are those of the environment and of .env. Ctrl-C stops it in good order; started again it goes on where it was,
// as the batch is named after the list. docs/library.md has the rest.

import { basename, extname, join } from 'node:path';
import { openRollcall, UserError } from 'rollcall';

/** Where more of the rows than this can't be sent, a person looks at the list first. */
const UNSENDABLE_SHARE = 0.2;

const rollcall = openRollcall({
  onEvent: (event) => {
    if (event.kind === 'warning') process.stderr.write(`${event.message}\n`);
    if (event.kind === 'progress')
      process.stderr.write(`${event.progress.done} rows of ${event.progress.rows}\n`);
  },
});
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());

/**
 * @param {string} file
 * @returns {Promise<number>} the exit status
 */
async function verify(file) {
  const { rows, calls, by_verdict: verdicts } = await rollcall.check(file);
  const unsendable = verdicts.bad_format + verdicts.invalid_id + verdicts.unreadable;
  process.stdout.write(`${rows} rows, ${calls} calls, ${unsendable} can't be sent\n`);
  if (unsendable > rows * UNSENDABLE_SHARE) return 1;

  const batch = basename(file, extname(file));
  const options = { label: 'example', options: { maxCalls: calls * 2 }, signal: stopping.signal };
  const { results } = await rollcall.run({ file, batch }, options);
  for (const { record, state, reason, summary } of results) {
    process.stdout.write(`${record.batch} is ${state}.${reason === undefined ? '' : ` ${reason}`}\n`);
    for (const [status, count] of Object.entries(summary?.by_status ?? {}))
      if (count > 0) process.stdout.write(`  ${status} ${count}\n`);
    if (state === 'completed') process.stdout.write(`${join(record.outDirectory, 'outcomes.csv')}\n`);
  }
  return results[0]?.exitStatus ?? 1;
}

const [, , file] = process.argv;
if (file === undefined) throw new Error('usage: node verify-list.mjs LIST');
try {
  process.exitCode = await verify(file);
} catch (error) {
  // What a person can mend: told in words. Anything else is a fault.
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message} (${error.code})\n`);
  process.exitCode = error.exitStatus;
}
