// The report of a reconciliation with a bill on a terminal: verdict, periods, batches, cost, checks. Pure.

import { wordsIn } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';
import { batchTable, labelTable, priceLines, verdictName } from '../report/report-text.js';
import { bridgeTable, table } from '../report/text-table.js';
import { FIGURE_NAMES, VERDICT_NAMES, VERDICT_SENTENCES } from '../report/words.js';
import type { BillChanges, PublishedBillReport } from './bill-changes.js';
import { LIMITS } from './bill-report.js';

export function billText(report: PublishedBillReport, words: Words = wordsIn('en')): string {
  const { from, to, verdict, open, changes } = report;
  const { language, reports } = words;
  const sentence = VERDICT_SENTENCES[verdict][language];
  const lines = [
    from === to ? reports.billTitle({ day: from }) : reports.billTitleOfDays({ from, to }),
    `  ${reports.verdict({ verdict: verdictName(verdict, words, open), sentence })}`,
    ...report.findings.map((finding) => `  - ${finding[language]}`),
    '',
    ...periodTable(report, words),
    '',
    ...(report.batches.length === 0 ? [`  ${reports.noCalls}`] : batchTable(report, words)),
    ...(report.labels.length < 2 ? [] : ['', ...labelTable(report.labels, words)]),
    '',
    ...bridgeTable(report.bridge, words),
    '',
    ...costLines(report, words),
    ...checkLines(report, words),
  ];
  if (changes !== null) lines.push('', ...changeLines(changes, words));
  lines.push('', ...LIMITS.map((limit) => `  ${limit[language]}`));
  return `${lines.join('\n')}\n`;
}

function periodTable({ periods }: PublishedBillReport, { language, reports }: Words): string[] {
  const {
    period: title,
    ours,
    inDoubt,
    known,
    theirs,
    difference,
    byPackage,
    amount,
    verdictColumn,
  } = reports;
  return table(
    [title, ours, inDoubt, known, theirs, difference, byPackage, amount, verdictColumn, ''],
    periods.map((period) => [
      period.period,
      String(period.ours),
      String(period.in_doubt),
      String(period.known),
      String(period.theirs ?? '-'),
      String(period.difference ?? '-'),
      String(period.deducted_calls ?? '-'),
      period.amount ?? '-',
      VERDICT_NAMES[period.verdict][language],
      period.open ? reports.notOver : '',
    ]),
  );
}

function costLines({ cost, items }: PublishedBillReport, words: Words): string[] {
  const { reports } = words;
  const { currency, deducted_calls: deducted } = cost;
  const lines = [
    reports.billAllCosts({
      currency,
      ours: cost.ours ?? reports.noPrice,
      inDoubt: cost.in_doubt ?? '-',
      theirs: cost.theirs ?? reports.notSaid,
      atOurs: cost.theirs_at_our_price ?? '-',
    }),
  ];
  if (cost.ours !== null) lines.push(...priceLines(cost, words));
  if (deducted !== null && deducted !== 0) lines.push(reports.billDeducted({ calls: deducted }));
  if (items.length > 1)
    lines.push(
      ...items.map(({ item, calls }) => reports.billItem({ item: item === '' ? '-' : item, calls })),
    );
  return lines.map((line) => `  ${line}`);
}

function checkLines(
  { provider_checks: checks }: PublishedBillReport,
  { language, reports }: Words,
): string[] {
  return checks
    .filter(({ ok }) => !ok)
    .flatMap(({ detail, detail_zh: detailZh }) => {
      return ['', `  ${reports.billSays({ detail: language === 'zh' ? detailZh : detail })}`];
    });
}

function changeLines(changes: BillChanges, words: Words): string[] {
  const { language, reports } = words;
  const { earlier_made_at: at, earlier_verdict: verdict, figures } = changes;
  const changed = figures.map(({ period, figure, before, now }) => {
    const name = figure === 'amount' ? reports.amount : FIGURE_NAMES[figure][language];
    const values = { before: String(before ?? reports.none), now: String(now ?? reports.none) };
    return `  ${reports.billChanged({ period, figure: name, ...values })}`;
  });
  const since = reports.since({ at, verdict: verdictName(verdict, words) });
  return [`  ${since}`, ...(changed.length === 0 ? [`  ${reports.unchanged}`] : changed)];
}
