// What is recorded of a batch that was made as a draft. It costs nothing, and nobody calls for it, until somebody starts it. It
// knows no file.

import { z } from 'zod';

export const draftSchema = z.object({
  /** Unix milliseconds after which a draft that was not started goes. */
  expiresAt: z.number(),
  /** When it was started. From then on it is a batch like any other, whether or not it is in the queue yet. */
  startedAt: z.number().optional(),
});

interface Drafted {
  readonly draft?: z.infer<typeof draftSchema> | undefined;
}

export function isDraft({ draft }: Drafted): boolean {
  return draft !== undefined && draft.startedAt === undefined;
}
