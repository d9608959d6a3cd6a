// Lists as exports write them: titles above the header, last cells missing or too many, quotes doubled, behind backslashes
// or bare, blanks around them. With each list comes what its records mean.

import * as fc from 'fast-check';
import { generatePeople } from '../../../src/simulator/index.js';

export interface Export {
  readonly text: string;
  /** The cells of each record, as many as the header has. */
  readonly records: readonly (readonly string[])[];
  readonly header: readonly string[];
  readonly people: readonly { readonly name: string; readonly idNumber: string }[];
}

const PEOPLE = [...generatePeople({ seed: 28, count: 30, mix: 'clean' })];
const STYLES = ['standard', 'backslash', 'none', 'blanks'] as const;
type Style = (typeof STYLES)[number];

const CELLS = [
  '',
  '无',
  '5寸屏',
  'a b',
  '他说"好"',
  '5寸"屏',
  '两\n行',
  '老"客"户',
  'C:\\d\\',
  '\\N',
  "'q'",
  '12,5;6|7',
];

const plans = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  style: fc.constantFrom(...STYLES),
  isAllQuoted: fc.boolean(),
  title: fc.constantFrom('none', 'alone', 'filled up', 'separator', 'with a quote'),
  isRagged: fc.boolean(),
  /** How many columns stand before the name, between name and number, and behind both. */
  own: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 }), fc.integer({ min: 1, max: 3 })),
  rows: fc.array(
    fc.record({
      cells: fc.array(fc.constantFrom(...CELLS), { minLength: 6, maxLength: 6 }),
      missing: fc.nat({ max: 3 }),
      surplus: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: PEOPLE.length },
  ),
});
type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;

export const exports: fc.Arbitrary<Export> = plans.map(exportOf);

function exportOf(plan: Plan): Export {
  const { delimiter, lineEnd, own } = plan;
  const style = delimiter === '\t' && plan.style === 'blanks' ? 'standard' : plan.style;
  const [before, between, behind] = own;
  const people = PEOPLE.slice(0, plan.rows.length);
  const columns = before + between + behind + 2;
  const inOrder = (name: string, number: string, others: readonly string[]): string[] => [
    ...others.slice(0, before),
    name,
    ...others.slice(before, before + between),
    number,
    ...others.slice(before + between, before + between + behind),
  ];
  const header = inOrder('姓名', '身份证号', ['甲', '乙', '丙', '丁', '戊', '己']);
  const write = (cells: readonly string[]): string =>
    cells.map((cell) => written(cell, delimiter, style, plan.isAllQuoted)).join(delimiter);
  const records: string[][] = [];
  const lines = plan.rows.map(({ cells, missing, surplus }, index) => {
    const person = people[index] ?? { name: '', idNumber: '' };
    const others = cells.map((cell) => (style === 'none' && !isPlain(cell, delimiter) ? '无' : cell));
    // This cell makes sure that backslashes are recognised as escapes.
    if (style === 'backslash' && index === 0) others.splice(before + between, 1, `他说"好"${delimiter}的`);
    const record = inOrder(person.name, person.idNumber, others);
    // A lone quote may have been meant to enclose a delimiter, so such a record needs exactly the header's columns.
    const hasLoneQuote = style === 'none' && others.some((cell) => cell.split('"').length % 2 === 0);
    if (!plan.isRagged || index === 0 || hasLoneQuote) {
      records.push(record);
      return write(record);
    }
    const kept = record.slice(0, columns - Math.min(missing, behind));
    records.push([...kept, ...Array<string>(columns - kept.length).fill('')]);
    return write(kept) + (kept.length === columns ? delimiter.repeat(surplus) : '');
  });
  const text = titleOf(plan) + [write(header), ...lines].join(lineEnd) + lineEnd;
  return { text, records, header, people };
}

function isPlain(cell: string, delimiter: string): boolean {
  return !cell.includes(delimiter) && !cell.includes('\n') && !cell.startsWith('"');
}

function written(cell: string, delimiter: string, style: Style, isAllQuoted: boolean): string {
  if (style === 'none') return cell;
  const isInNeed =
    cell.includes(delimiter) || /["\n]/.test(cell) || (style === 'backslash' && cell.includes('\\'));
  if (!isInNeed && !isAllQuoted) return cell;
  const inside = style === 'backslash' ? cell.replace(/["\\]/g, '\\$&') : cell.replaceAll('"', '""');
  return style === 'blanks' ? ` "${inside}"  ` : `"${inside}"`;
}

function titleOf({ title, delimiter, lineEnd }: Plan): string {
  switch (title) {
    case 'none':
      return '';
    case 'alone':
      return `客户名单${lineEnd}${lineEnd}`;
    case 'filled up':
      return `客户名单${delimiter}${delimiter}${lineEnd}导出日期：2026-11-24${lineEnd}`;
    case 'separator':
      return `sep=${delimiter}${lineEnd}`;
    case 'with a quote':
      return `名单 5" 屏${lineEnd}`;
  }
}
