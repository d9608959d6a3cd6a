// Lays out what `rollcall status` shows to people. Pure.

import { z } from 'zod';
import { WAITS, waitingInWords } from '../domain/waiting.js';
import type { BatchStatus, Look } from '../app/batch-status.js';
import { isSampleDone } from '../batch/sample.js';
import { unusualInWords } from '../batch/watch/batch-anomalies.js';
import { listName } from '../ingest/list-source.js';
import { costInWords } from './cost-in-words.js';
import { durationOf } from './duration.js';
import { inQuestionInWords } from './in-question-in-words.js';
import { statusCounts } from './status-counts.js';
import { doneOf, statusTable } from './status-table.js';
import { hanging, spaced, visible, visiblePage } from './text-columns.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

function inWords(status: BatchStatus, words: Words): string {
  const { batch, state: code, stalled, sample_rows: sample, purged_at: purgedAt } = status;
  const { batches, states } = words;
  const state = states[code];
  if (purgedAt !== undefined) return batches.purgedOn({ state, day: purgedAt.slice(0, 10) });
  if (stalled) return batches.stalled({ state, batch });
  if (isSampleDone(status)) return batches.sampleDone({ rows: sample ?? 0, batch });
  return code === 'queued' ? batches.queuedAlone({ batch }) : state;
}

function waitInWords({ reason, until }: NonNullable<BatchStatus['waiting']>, words: Words): string {
  return waitingInWords({ why: z.enum(WAITS).parse(reason), until: Date.parse(until) }, words);
}

interface Shown {
  /** Of the terminal; Infinity where the text goes to a file or a program. */
  readonly columns: number;
  /** Whether one batch was asked for. */
  readonly isOne: boolean;
}

export function statusPage(look: Look, { columns, isOne }: Shown, words: Words): string {
  const { dataDir, statuses, about } = look;
  const { looking } = words;
  const none = statuses.length === 0;
  const where = none ? looking.noBatches({ dataDir }) : looking.dataDirectory({ dataDir });
  const foot = [where, retold(about, words)].filter((text) => text !== '');
  const page = none ? '' : (isOne ? textOf : tableOf)(statuses, columns, words);
  return visiblePage(page + foot.map((text) => `${hanging('', text, columns)}\n`).join(''));
}

function tableOf(statuses: readonly BatchStatus[], columns: number, words: Words): string {
  return `${statusTable(statuses, columns, words)}${hanging('', words.statusTable.more, columns)}\n`;
}

/** Whose batch it is, of which list, since when, at what cost, and where its files are. */
function originOf(shown: BatchStatus, columns: number, words: Words): string[] {
  const { file, label, created_at: at, cost, directory } = shown;
  const said = words.statusTable;
  const of = [visible(listName(file)), said.begunAt({ time: at.slice(0, 16).replace('T', ' ') })];
  if (label !== '') of.push(said.labelled({ label: visible(label) }));
  if (cost) of.push(costInWords(cost, words));
  const place = said.filesIn({ directory: visible(directory) });
  return [spaced(['', ...of], columns), hanging('  ', place, columns)];
}

function textOf(statuses: readonly BatchStatus[], columns: number, words: Words): string {
  const width = Math.max(5, ...statuses.map(({ batch }) => batch.length));
  return `${statuses.flatMap((shown) => linesOf(shown, width, columns, words)).join('\n')}\n`;
}

function linesOf(shown: BatchStatus, width: number, columns: number, words: Words): string[] {
  const { results, units } = words;
  const { batch, calls, by_status: byStatus, reason } = shown;
  const counts = statusCounts(byStatus, words).map(([status, count]) => `${status} ${count}`);
  if (shown.erased !== undefined) counts.push(`${words.statuses.erased}: ${shown.erased}`);
  if (shown.gap_rows !== undefined) counts.push(results.inGaps({ rows: shown.gap_rows }));
  const { rows_per_second: perSecond, seconds_left: left } = shown;
  const parts = [
    batch.padEnd(width),
    units.rows({ rows: doneOf(shown, words).padStart(15) }),
    units.calls({ calls: String(calls).padStart(9) }),
    inWords(shown, words),
    ...(perSecond === undefined ? [] : [units.rowsPerSecond({ rate: perSecond })]),
    ...(left === undefined ? [] : [units.left({ time: durationOf(left, words) })]),
  ];
  return [
    spaced(parts, columns),
    ...(counts.length === 0 ? [] : [spaced(['', ...counts], columns)]),
    ...originOf(shown, columns, words),
    ...(reason === undefined || isSampleDone(shown) ? [] : [hanging('  ', retold(reason, words), columns)]),
    ...inQuestionInWords(shown, words).map((line) => hanging('  ', line, columns)),
    ...(shown.no_verify_worker === undefined
      ? []
      : [hanging('  ', words.progress.noVerifyWorker({ provider: shown.provider }), columns)]),
    ...(shown.anomalies ?? []).map((each) => hanging('  ', unusualInWords(each, words), columns)),
    ...(shown.waiting === undefined ? [] : [hanging('  ', waitInWords(shown.waiting, words), columns)]),
  ];
}
