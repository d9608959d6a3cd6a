// Tables and the bridge for a terminal, where a Chinese character takes two places. Pure.

import type { Bridge } from '../bridge.js';
import type { Words as Catalogue } from '../../words/words.js';
import { BRIDGE_NAMES } from './words.js';

const NUMBER = /^-?[\d.]*$/;

/** Each column is as wide as its widest cell; numbers are aligned right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, at) =>
    Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(widthOf)),
  );
  return [header, ...rows].map((row) => {
    const cells = row.map((cell, at) => {
      const padding = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
      const numeric = rows.every((other) => NUMBER.test(other[at] ?? ''));
      return numeric ? padding + cell : cell + padding;
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

const WIDE = /[\u2E80-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFF}]/u;

/** The width on a terminal, where a Chinese character takes two places. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

/** From our calls to the provider's; a line of nothing is left out. */
export function bridgeTable(bridge: Bridge, { language, reports }: Catalogue): string[] {
  const ends = new Set(['ours', 'theirs']);
  return table(
    [reports.billedCalls, reports.calls, reports.amount],
    bridge
      .filter(({ line, calls }) => ends.has(line) || calls !== 0)
      .map(({ line, calls, amount }) => [BRIDGE_NAMES[line][language], String(calls), amount ?? '-']),
  );
}
