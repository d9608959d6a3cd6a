// Adds up, compares and stores the provider's figures. Pure.

import { z } from 'zod';
import type { CodeCounts, FigureRow, Figures } from '../domain/provider-counts.js';
import { recordedCode, type ReturnCode } from '../domain/return-codes.js';

export function sumOfList(list: readonly FigureRow[]): Map<ReturnCode, number> {
  const sums = new Map<ReturnCode, number>();
  for (const { counts } of list) {
    for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  }
  return sums;
}

/** A code that is absent counts as zero. */
export function sameCounts(a: CodeCounts, b: CodeCounts): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((code) => (a.get(code) ?? 0) === (b.get(code) ?? 0));
}

const countsJson = z.array(z.tuple([recordedCode, z.number()]));
export const figuresJsonSchema = z.object({
  summary: countsJson,
  list: z.array(z.object({ date: z.string(), counts: countsJson })),
});
/** An answer about one day, in the form in which it is stored between two questions. */
export type FiguresJson = z.infer<typeof figuresJsonSchema>;

export function figuresToJson({ summary, list }: Figures): FiguresJson {
  return { summary: [...summary], list: list.map(({ date, counts }) => ({ date, counts: [...counts] })) };
}

export function figuresFromJson({ summary, list }: FiguresJson): Figures {
  return {
    summary: new Map(summary),
    list: list.map(({ date, counts }) => ({ date, counts: new Map(counts) })),
  };
}
