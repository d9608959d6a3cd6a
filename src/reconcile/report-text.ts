// The report on a terminal: verdict, codes side by side, batches, checks. Pure.

import { meaningOf } from '../domain/codes.js';
import type { Report } from './report.js';
import type { Verdict } from './verdict.js';

const VERDICT_IN_WORDS: Readonly<Record<Verdict, string>> = {
  balanced: 'balanced: the provider counts exactly the calls that we have on record',
  explained: 'explained: calls in doubt or at the edge of a 5-minute row account for every difference',
  unexplained: 'unexplained: the provider’s figures can’t come from our calls alone',
  unsettled: 'unsettled: calls or figures of these days may still be missing; reconcile again later',
};

export function reportText(report: Report): string {
  const { from, to, verdict, codes, batches, cost, provider_checks: checks } = report;
  const lines = [
    `Reconciliation ${from === to ? from : `${from} to ${to}`} (China Standard Time)`,
    `  ${VERDICT_IN_WORDS[verdict]}`,
    '',
    ...table(
      ['code', 'ours', 'in doubt', 'theirs', 'difference', 'verdict', 'meaning'],
      codes.map((balance) => [
        String(balance.code),
        String(balance.ours),
        String(balance.in_doubt),
        balance.reported ? String(balance.theirs) : '-',
        balance.reported ? String(balance.difference) : '-',
        balance.reported ? balance.verdict : 'not reported',
        meaningOf(balance.code)?.en ?? 'not documented',
      ]),
    ),
    '',
    ...(batches.length === 0 ? ['  no calls of ours on these days'] : batchTable(report)),
  ];
  if (cost.ours !== null) {
    lines.push(
      '',
      `  cost in ${cost.currency}: ours ${cost.ours}, in doubt ${cost.in_doubt ?? ''}, theirs ${cost.theirs ?? ''}`,
    );
  }
  for (const { ok, detail } of checks) if (!ok) lines.push('', `  provider: ${detail}`);
  return `${lines.join('\n')}\n`;
}

function batchTable({ batches }: Report): string[] {
  return table(
    ['batch', 'label', 'calls', 'in doubt', 'cost', ''],
    batches.map(({ batch, label, calls, in_doubt: inDoubt, cost, finished }) => {
      return [batch, label, String(calls), String(inDoubt), cost ?? '-', finished ? '' : 'still runs'];
    }),
  );
}

const NUMBER = /^-?[\d.]*$/;

/** Columns as wide as their widest cell; numbers to the right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  return [header, ...rows].map((row) => {
    const cells = row.map((cell, at) => {
      const numeric = rows.every((other) => NUMBER.test(other[at] ?? ''));
      return numeric ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
