#!/usr/bin/env node
// A program for --on-finish: tells a chat (a webhook that takes {"text": "…"}) what became of a batch, a night or a
// reconciliation. Its one argument is the path of summary.json, of a night's record or of report.json. Only counts are
// sent: neither a name nor a number is in these files. It gets no environment of Rollcall's, so that the webhook's
// address stands in a file beside it: tell-chat.url, mode 0600.

import { readFile } from 'node:fs/promises';

const WITHIN_MS = 30_000;

/**
 * @typedef {{ verdict: string, from: string, to: string }} Report
 * @typedef {{ state: string, batch?: string, reason?: string, rows?: number, calls?: number,
 *   by_status?: Record<string, number>, changes?: { changed: number, new: number } }} Summary
 */

/** @param {Report | Summary} file */
function inWords(file) {
  if ('verdict' in file) return `Reconciliation ${file.from} to ${file.to}: ${file.verdict}.`;
  const what = file.batch === undefined ? 'A night without a batch' : `Batch ${file.batch}`;
  const reason = file.reason === undefined ? '' : ` ${file.reason}`;
  const counts = Object.entries(file.by_status ?? {})
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${status} ${count}`);
  const changed =
    file.changes === undefined ? '' : ` Changed: ${file.changes.changed}, new: ${file.changes.new}.`;
  const rows = counts.length === 0 ? '' : ` ${file.rows} rows: ${counts.join(', ')}; ${file.calls} calls.`;
  return `${what} is ${file.state}.${reason}${rows}${changed}`;
}

const [, , path = ''] = process.argv;
const address = (await readFile(new URL('tell-chat.url', import.meta.url), 'utf8')).trim();
const text = inWords(/** @type {Report | Summary} */ (JSON.parse(await readFile(path, 'utf8'))));
const answer = await fetch(address, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ text }),
  signal: AbortSignal.timeout(WITHIN_MS),
});
// Kept in the batch's work/on-finish.log; the exit status is logged.
process.stdout.write(`${text}\n${answer.status}\n`);
process.exitCode = answer.ok ? 0 : 1;
