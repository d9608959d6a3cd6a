// Tells what changed between two reports of the same days. Pure.

import { z } from 'zod';
import { recordedCode } from '../../domain/return-codes.js';
import type { Proof } from './proof.js';
import type { Report } from './report.js';
import { VERDICTS } from '../balance/verdict.js';

const code = z.object({ code: recordedCode, ours: z.number(), in_doubt: z.number(), theirs: z.number() });
const earlierSchema = z.object({ made_at: z.string(), verdict: z.enum(VERDICTS), codes: z.array(code) });
export type Earlier = z.infer<typeof earlierSchema>;

/** The parts of an earlier report.json that are compared; undefined where the text is no report. */
export function readEarlier(text: string | undefined): Earlier | undefined {
  if (text === undefined) return undefined;
  try {
    return earlierSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const COMPARED = ['ours', 'in_doubt', 'theirs'] as const;

export function changesSince(earlier: Earlier, report: Report) {
  const codes = new Set([...earlier.codes, ...report.codes].map((balance) => balance.code));
  const figures = [...codes].flatMap((wanted) => {
    const before = earlier.codes.find((balance) => balance.code === wanted);
    const now = report.codes.find((balance) => balance.code === wanted);
    return COMPARED.map((figure) => {
      return { code: wanted, figure, before: before?.[figure] ?? 0, now: now?.[figure] ?? 0 };
    });
  });
  return {
    earlier_made_at: earlier.made_at,
    earlier_verdict: earlier.verdict,
    figures: figures.filter(({ before, now }) => before !== now),
  };
}
export type Changes = ReturnType<typeof changesSince>;

export type PublishedReport = Report & {
  /** What differs from the report of the same days that was in the directory before; null where there was none. */
  readonly changes: Changes | null;
  /** What the report was made from; null where nobody has said. */
  readonly proof: Proof | null;
};
