// Tells what changed between two reports with a bill of the same days. Pure.

import { z } from 'zod';
import { minus, parseAmount } from '../../domain/money.js';
import { VERDICTS } from '../balance/verdict.js';
import type { Proof } from '../report/proof.js';
import type { BillReport } from './bill-report.js';

const period = z.object({
  period: z.string(),
  ours: z.number(),
  in_doubt: z.number(),
  theirs: z.number().nullable(),
  amount: z.string().nullish(),
});
const earlierSchema = z.object({ made_at: z.string(), verdict: z.enum(VERDICTS), periods: z.array(period) });
type EarlierBill = z.infer<typeof earlierSchema>;

/** The parts of an earlier report.json that are compared; undefined where the text is no such report. */
export function readEarlierBill(text: string | undefined): EarlierBill | undefined {
  if (text === undefined) return undefined;
  try {
    return earlierSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const COMPARED = ['ours', 'in_doubt', 'theirs', 'amount'] as const;

/** A figure that was not there, or is not there any more, is null. */
export function billChanges(earlier: EarlierBill, report: BillReport) {
  const periods = [...new Set([...earlier.periods, ...report.periods].map((each) => each.period))].toSorted();
  const figures = periods.flatMap((wanted) => {
    const before = earlier.periods.find((each) => each.period === wanted);
    const now = report.periods.find((each) => each.period === wanted);
    return COMPARED.map((figure) => {
      return { period: wanted, figure, before: before?.[figure] ?? null, now: now?.[figure] ?? null };
    });
  });
  return {
    earlier_made_at: earlier.made_at,
    earlier_verdict: earlier.verdict,
    figures: figures.filter(({ before, now }) => !same(before, now)),
  };
}

/** An amount may be written with other decimals. */
function same(before: number | string | null, now: number | string | null): boolean {
  const [one, other] = [parseAmount(String(before)), parseAmount(String(now))];
  return one === undefined || other === undefined ? before === now : minus(one, other).units === 0n;
}

export type BillChanges = ReturnType<typeof billChanges>;

export type PublishedBillReport = BillReport & {
  /** What differs from the report of the same days that was in the directory before; null where there was none. */
  readonly changes: BillChanges | null;
  /** What the report was made from; null where nobody has said. */
  readonly proof: Proof | null;
};
