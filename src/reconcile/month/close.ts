// close.json: a month as it was closed, by whom, and what of its differences was accepted why. Pure.

import { z } from 'zod';
import { chinaIso } from '../../domain/china-time.js';
import type { Print } from '../report/proof.js';
import { DIFFERENCE_KINDS, type OpenDifference } from './differences.js';
import type { MonthView } from './view.js';

/** Somebody who stands for it. */
interface Signer {
  /** Null where nobody has shown who he is. */
  readonly id: string | null;
  readonly name: string;
  /** How he was known; `stated`: somebody else says that it was he. */
  readonly how: 'terminal' | 'key' | 'session' | 'stated';
  readonly at: string;
}

export interface SignOff {
  readonly by: Signer;
  /** Who else has looked at it; undefined: nobody. */
  readonly reviewed: Signer | undefined;
  /** Whether the month was not over. */
  readonly early: boolean;
  readonly atMs: number;
}

/** @param files of the evidence, each with its sum */
export function closeOf(
  view: MonthView,
  acceptedById: ReadonlyMap<string, string>,
  { by, reviewed, early, atMs }: SignOff,
  files: readonly Print[],
) {
  const differences = view.differences.map((each): OpenDifference => {
    return { ...each, accepted: each.accepted ?? acceptedById.get(each.id) ?? null };
  });
  return {
    ...view,
    differences,
    closed_at: chinaIso(atMs),
    closed_by: by.name,
    reviewed_by: reviewed === undefined ? null : { name: reviewed.name, how: reviewed.how },
    signatures: [
      { as: 'closed' as const, ...by },
      ...(reviewed === undefined ? [] : [{ as: 'reviewed' as const, ...reviewed }]),
    ],
    early,
    files,
  };
}
export type ClosedMonth = ReturnType<typeof closeOf>;

const figures = z.object({
  date: z.string(),
  code: z.string(),
  ours: z.number(),
  theirs: z.number().nullable(),
});
/** What later months need to know of a closed one. */
export const closedSchema = z.object({
  version: z.number(),
  month: z.string(),
  provider: z.string(),
  verdict: z.string(),
  closed_at: z.string(),
  closed_by: z.string(),
  reviewed_by: z.object({ name: z.string(), how: z.string() }).nullable().default(null),
  early: z.boolean().default(false),
  differences: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(DIFFERENCE_KINDS),
      date: z.string(),
      code: z.string().nullable(),
      calls: z.number(),
      amount: z.string().optional(),
      age_days: z.number(),
      carried_from: z.string().nullable(),
      accepted: z.string().nullable(),
    }),
  ),
  batches: z.array(z.object({ batch: z.string() })),
  figures: z.array(figures),
  earlier: z.array(z.object({ month: z.string(), figures: z.array(figures) })),
});
export type ClosedBefore = z.infer<typeof closedSchema>;
