// The form in which prices stand in records and ledgers of batches.

import { z } from 'zod';

/** What calls cost from an instant on, as records and ledgers have it. */
export const priceListSchema = z.object({
  /** Unix milliseconds; 0: from the batch's beginning. */
  from: z.number(),
  currency: z.string(),
  prices: z.record(z.string(), z.string().regex(/^\d+(\.\d+)?$/)),
  /** The number of the package that has paid the calls. */
  package: z.number().int().optional(),
});
