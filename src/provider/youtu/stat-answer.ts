// The provider's figures: the answer of `/verifyc/stat`, described in docs/design/provider-youtu.md, from text to values. It
// knows the document's shape and no HTTP.

import { z } from 'zod';
import type { CodeCounts, Figures } from '../../domain/provider-counts.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import type { Say } from '../../words/words.js';
import { parseAnswer, wholeNumber, wordsOf } from '../answer-json.js';

export type StatAnswer =
  | { readonly kind: 'figures'; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly code: ReturnCode; readonly message: string };

const CODE_KEY = /^-?\d{1,9}$/;
const count = z
  .union([
    z.number(),
    z.string().trim().regex(/^\d+$/).transform(Number),
    // The provider writes null where it has counted nothing.
    z.null().transform(() => 0),
  ])
  .pipe(z.int().min(0));
/** Some back ends write an empty object as an empty array or as null. */
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

/** @returns the reason in words where the text does not have the documented form */
export function readStatAnswer(text: string): StatAnswer | Say {
  const fields = parseAnswer(text);
  const code = wholeNumber(fields?.['code']);
  if (fields === undefined || code === undefined) return ({ service }) => service.notAsDocumented;
  if (code !== 0) return { kind: 'failed', code: String(code), message: wordsOf(fields['message']) };
  const inner = dataSchema.safeParse(fields['data']);
  if (inner.success) return { kind: 'figures', figures: inner.data };
  const issue = inner.error.issues[0];
  const [path, said] = [issue?.path.join('.') ?? '', issue?.message ?? ''];
  return ({ service }) => service.notAsDocumentedAt({ path, issue: said });
}

/** Keys that are numbers are codes; other keys, such as `date`, are ignored. */
function toCounts(object: Readonly<Record<string, unknown>>, context: z.RefinementCtx): CodeCounts {
  const counts = new Map<ReturnCode, number>();
  for (const [key, value] of Object.entries(object)) {
    if (!CODE_KEY.test(key)) continue;
    const parsed = count.safeParse(value);
    if (parsed.success) counts.set(String(Number(key)), parsed.data);
    else context.addIssue({ code: 'custom', message: `code ${key} has no count`, input: value });
  }
  return counts;
}
