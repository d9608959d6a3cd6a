// Who asks, as the interface shows it. It knows forms alone.

import { z } from '@hono/zod-openapi';
import { ROLES, type Caller } from '../../access/caller.js';

export const roleSchema = z.enum(ROLES).openapi('Role');
export const labelsSchema = z
  .union([z.literal('all'), z.array(z.string()).readonly()])
  .openapi({ description: 'Whose batches are seen: those of all labels, or of these' });

export const callerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    labels: labelsSchema,
    by: z.enum(['key', 'session', 'terminal']),
  })
  .openapi('Caller');

export function shownCaller({
  id,
  name,
  role,
  labels,
  by,
}: Pick<Caller, 'id' | 'name' | 'role' | 'labels' | 'by'>): z.infer<typeof callerSchema> {
  return { id, name, role, labels, by };
}
