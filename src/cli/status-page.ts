// Lays out what `rollcall status` shows to people. Pure.

import { z } from 'zod';
import { WAITS, waitingInWords } from '../domain/waiting.js';
import type { BatchStatus, Look } from '../app/batch-status.js';
import { isSampleDone } from '../batch/sample.js';
import { durationOf } from './duration.js';
import { gapsInWords } from './gaps-in-words.js';
import { inQuestionInWords } from './in-question-in-words.js';
import { hanging, spaced, visiblePage } from './text-columns.js';

function inWords(status: BatchStatus): string {
  const { batch, state, stalled, sample_rows: sample, purged_at: purgedAt } = status;
  if (purgedAt !== undefined) return `${state}, purged ${purgedAt.slice(0, 10)}`;
  if (stalled) return `${state}, but nobody alive owns it: rollcall resume ${batch}`;
  if (isSampleDone(status)) return `paused (sample of ${sample}): rollcall resume ${batch}`;
  return state === 'queued' ? `queued; where no worker takes it: rollcall resume ${batch}` : state;
}

function waitInWords({ reason, until }: NonNullable<BatchStatus['waiting']>): string {
  return waitingInWords({ why: z.enum(WAITS).parse(reason), until: Date.parse(until) });
}

/** @param columns of the terminal; Infinity where the text goes to a file or a program */
export function statusPage({ statuses, about }: Look, columns: number): string {
  const foot = about === '' ? '' : `${hanging('', about, columns)}\n`;
  return visiblePage(textOf(statuses, columns) + foot);
}

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
      ...(reason === undefined || isSampleDone(shown) ? [] : [hanging('  ', reason, columns)]),
      ...inQuestionInWords(shown).map((line) => hanging('  ', line, columns)),
      ...(shown.waiting === undefined ? [] : [hanging('  ', waitInWords(shown.waiting), columns)]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
