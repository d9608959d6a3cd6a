// The form in which a record has who gave its batch another label, and when.

import { z } from 'zod';

export const relabelledSchema = z.object({
  at: z.string(),
  by: z.string(),
  was: z.string(),
  label: z.string(),
});
