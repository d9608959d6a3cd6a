// The role and the labels that somebody is given. It knows which go together, and nobody's name.

import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import { ROLES, type Caller, type Role } from './caller.js';

export const rightsSchema = z.object({
  role: z.enum(ROLES),
  labels: z.union([z.literal('all'), z.array(z.string()).readonly()]),
});
export type Rights = Pick<Caller, 'role' | 'labels'>;

/** These see the figures of all labels, or everything. */
const OF_ALL_LABELS: ReadonlySet<Role> = new Set(['accountant', 'admin']);

/** @throws UserError where that role has all labels anyway */
export function rightsOf(role: Role, labels: readonly string[] = []): Rights {
  if (labels.length === 0) return { role, labels: 'all' };
  if (OF_ALL_LABELS.has(role))
    throw new UserError('invalid-options', ({ access }) => access.roleOfAllLabels({ role }));
  return { role, labels: [...new Set(labels)] };
}

/** What both allow: a key is worth no more than the user who made it. */
export function withinRights(own: Rights, makers: Rights | undefined): Rights | undefined {
  if (makers === undefined || makers.role === 'admin') return own;
  if (own.role !== makers.role) return undefined;
  const { labels } = makers;
  if (labels === 'all') return own;
  return {
    role: own.role,
    labels: own.labels === 'all' ? labels : own.labels.filter((label) => labels.includes(label)),
  };
}
