// Lays out all batches for people, a line each. Pure.

import { basename } from 'node:path';
import type { BatchStatus } from '../app/batch-status.js';
import { isSampleDone } from '../batch/sample.js';
import { listName } from '../ingest/list-source.js';
import type { Words } from '../words/words.js';
import { clipped, columnsOf, padded, visible } from './text-columns.js';

interface Column {
  readonly title: Title;
  readonly cell: (status: BatchStatus, words: Words) => string;
  /** On a terminal. */
  readonly short?: (status: BatchStatus, words: Words) => string;
  readonly isNumber?: true;
  /** To so many columns it may be clipped on a terminal. */
  readonly least?: number;
}

type Title = 'batch' | 'state' | 'rows' | 'calls' | 'cost' | 'begun' | 'label' | 'file';

const BETWEEN = '  ';

/**
 * @param statuses the newest first
 * @param columns of the terminal; Infinity where the text goes to a file or a program, and nothing is clipped
 */
export function statusTable(statuses: readonly BatchStatus[], columns: number, words: Words): string {
  const shown = COLUMNS.map((column) => {
    const cellOf = columns < Infinity ? (column.short ?? column.cell) : column.cell;
    const heading = words.statusTable[column.title];
    return { ...column, heading, cells: statuses.map((status) => visible(cellOf(status, words))) };
  });
  const laid = fitted(shown, columns);
  const lines = [
    laid.map(({ heading }) => heading),
    ...statuses.map((_, row) => laid.map(({ cells }) => cells[row] ?? '')),
  ];
  return lines
    .map((cells) => {
      const parts = cells.map((cell, index) => inColumn(cell, laid[index]));
      return `${parts.join(BETWEEN).trimEnd()}\n`;
    })
    .join('');
}

interface Shown extends Column {
  readonly heading: string;
  readonly cells: readonly string[];
}

interface Laid extends Shown {
  readonly width: number;
}

/** Clips what may be clipped, and leaves out what matters least, until the lines fit the terminal. An id is kept longest. */
function fitted(shown: readonly Shown[], columns: number): Laid[] {
  let laid = shown.map((column) => ({ ...column, width: widthOf(column) }));
  for (const [how, title] of STEPS) {
    const over = widthOfAll(laid) - columns;
    if (over <= 0) break;
    laid =
      how === 'drop'
        ? laid.filter((column) => column.title !== title)
        : laid.map((column) => (column.title === title ? narrower(column, over) : column));
  }
  const left = columns - widthOfAll(laid);
  return laid.map((column) => (column.title === 'file' ? wider(column, left) : column));
}

const STEPS = [
  ['clip', 'label'],
  ['clip', 'file'],
  ['drop', 'calls'],
  ['drop', 'label'],
  ['drop', 'rows'],
  ['drop', 'cost'],
  ['drop', 'begun'],
  ['clip', 'batch'],
  ['drop', 'file'],
] as const;

/** Takes back what leaving others out has freed. */
function wider(column: Laid, left: number): Laid {
  return { ...column, width: Math.min(widthOf(column), column.width + Math.max(0, left)) };
}

function narrower(column: Laid, over: number): Laid {
  const least = Math.min(column.least ?? column.width, column.width);
  return { ...column, width: Math.max(least, column.width - over) };
}

function widthOf({ heading, cells }: Shown): number {
  return cells.reduce((widest, cell) => Math.max(widest, columnsOf(cell)), columnsOf(heading));
}

function widthOfAll(laid: readonly Laid[]): number {
  return laid.reduce((sum, { width }) => sum + width + BETWEEN.length, -BETWEEN.length);
}

function inColumn(cell: string, column: Laid | undefined): string {
  const { width = 0, isNumber = false } = column ?? {};
  const text = clipped(cell, width);
  return isNumber ? ' '.repeat(Math.max(0, width - columnsOf(text))) + text : padded(text, width);
}

const COLUMNS: readonly Column[] = [
  { title: 'batch', cell: ({ batch }) => batch, least: 15 },
  { title: 'state', cell: stateOf },
  { title: 'rows', cell: doneOf, isNumber: true },
  { title: 'calls', cell: ({ calls }) => String(calls), isNumber: true },
  { title: 'cost', cell: ({ cost }) => (cost ? `${cost.amount} ${cost.currency}` : ''), isNumber: true },
  {
    title: 'begun',
    cell: ({ created_at: at }) => at.slice(0, 16).replace('T', ' '),
    short: ({ created_at: at }) => at.slice(5, 16).replace('T', ' '),
  },
  { title: 'label', cell: ({ label }) => label, least: 8 },
  {
    title: 'file',
    cell: ({ file }) => listName(file),
    short: ({ file }) => basename(listName(file)),
    least: 12,
  },
];

export function doneOf({ done, rows, rows_estimated: isAbout }: BatchStatus, { units }: Words): string {
  return isAbout === true ? units.ofAbout({ done, rows }) : `${done}/${rows}`;
}

function stateOf(status: BatchStatus, { states, statusTable: said }: Words): string {
  const { stalled, sample_rows: rows = 0, purged_at: purgedAt } = status;
  const state = states[status.state];
  if (purgedAt !== undefined) return said.purged({ state });
  if (stalled) return said.stalled;
  return isSampleDone(status) ? said.sampleDone({ rows }) : state;
}
