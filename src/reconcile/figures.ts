// The provider's figures: the answer of `/verifyc/stat` (verifyc-stat.md) from text to values. It knows the
// document's shape and no HTTP.

import { z } from 'zod';
import { parseAnswer, wholeNumber, wordsOf } from '../domain/answer-json.js';

export type Counts = ReadonlyMap<number, number>;

export interface FigureRow {
  /** As the provider wrote it. */
  readonly date: string;
  readonly counts: Counts;
}

/** What the provider says for a range of days. */
export interface Figures {
  readonly summary: Counts;
  readonly list: readonly FigureRow[];
  /** Days that were asked for one by one, with what the provider said to each. */
  readonly parts?: readonly { readonly day: string; readonly figures: Figures }[] | undefined;
}

export function sumOfList(list: readonly FigureRow[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { counts } of list) {
    for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  }
  return sums;
}

/** An absent code counts as zero. */
export function sameCounts(a: Counts, b: Counts): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((code) => (a.get(code) ?? 0) === (b.get(code) ?? 0));
}

export type StatAnswer =
  | { readonly kind: 'figures'; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly code: number; readonly message: string };

const CODE_KEY = /^-?\d{1,9}$/;
const count = z
  .union([
    z.number(),
    z.string().trim().regex(/^\d+$/).transform(Number),
    // Where nothing was counted.
    z.null().transform(() => 0),
  ])
  .pipe(z.int().min(0));
/** Some back ends write an empty object as an empty array, or as null. */
const emptyList = z.array(z.never()).transform(() => ({}));
const none = z.null().transform(() => ({}));
const countsSchema = z.union([z.record(z.string(), z.unknown()), emptyList, none]).transform(toCounts);
const rowSchema = z
  .looseObject({ date: z.string() })
  .transform(({ date, ...rest }, context) => ({ date, counts: toCounts(rest, context) }));

const listSchema = z.union([
  z.array(rowSchema),
  z.record(z.string(), rowSchema).transform((rows) => Object.values(rows)),
  z.null().transform(() => []),
]);
const figuresSchema = z.object({
  summary: countsSchema.default(() => new Map()),
  list: listSchema.default([]),
});
const dataSchema = z.union([figuresSchema, emptyList.pipe(figuresSchema), none.pipe(figuresSchema)]);

/** @returns the reason in words where the text is not of the documented shape */
export function readStatAnswer(text: string): StatAnswer | string {
  const fields = parseAnswer(text);
  const code = wholeNumber(fields?.['code']);
  if (fields === undefined || code === undefined) return 'not of the documented shape';
  if (code !== 0) return { kind: 'failed', code, message: wordsOf(fields['message']) };
  const inner = dataSchema.safeParse(fields['data']);
  if (inner.success) return { kind: 'figures', figures: inner.data };
  const issue = inner.error.issues[0];
  return `not of the documented shape: data.${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
}

/** Keys that are numbers are codes; others (`date`) are not ours to judge. */
function toCounts(object: Readonly<Record<string, unknown>>, context: z.RefinementCtx): Counts {
  const counts = new Map<number, number>();
  for (const [key, value] of Object.entries(object)) {
    if (!CODE_KEY.test(key)) continue;
    const parsed = count.safeParse(value);
    if (parsed.success) counts.set(Number(key), parsed.data);
    else context.addIssue({ code: 'custom', message: `code ${key} has no count`, input: value });
  }
  return counts;
}

const countsJson = z.array(z.tuple([z.number(), z.number()]));
export const figuresJsonSchema = z.object({
  summary: countsJson,
  list: z.array(z.object({ date: z.string(), counts: countsJson })),
});
/** An answer about one day, to be kept between two questions. */
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
