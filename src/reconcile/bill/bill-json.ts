// A bill's lines in the form in which they are stored between two questions. Pure.

import { z } from 'zod';
import type { Bill } from '../../domain/bill.js';

const lineSchema = z.object({
  period: z.string(),
  item: z.string(),
  calls: z.number(),
  deducted: z.number().optional(),
  amount: z.string().optional(),
});
export const billJsonSchema = z.object({ lines: z.array(lineSchema) });
export type BillJson = z.infer<typeof billJsonSchema>;

/** What was noticed while it was read is not kept: the next answer has notes of its own. */
export function billToJson({ lines }: Bill): BillJson {
  return { lines: lines.map((line) => ({ ...line })) };
}

export function billFromJson({ lines }: BillJson): Bill {
  return {
    lines: lines.map(({ period, item, calls, deducted, amount }) => {
      return { period, item, calls, deducted, amount };
    }),
    notes: [],
  };
}
