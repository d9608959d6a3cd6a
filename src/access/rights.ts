// The role and the labels that somebody is given. It knows which go together, and nobody's name.

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import { ROLES, type Caller, type Role } from './caller.js';

export const rightsSchema = z.object({
  role: z.enum(ROLES),
  labels: z.union([z.literal('all'), z.array(z.string()).readonly()]),
});
export type Rights = Pick<Caller, 'role' | 'labels'>;

/** An accountant sees the figures of all labels, an administrator everything. */
export function hasAllLabels(role: Role): boolean {
  return role === 'accountant' || role === 'admin';
}

/** @throws UserError where that role has all labels anyway */
export function rightsOf(role: Role, labels: readonly string[] = []): Rights {
  if (labels.length === 0) return { role, labels: 'all' };
  if (hasAllLabels(role))
    throw new UserError('invalid-options', ({ access }) => access.roleOfAllLabels({ role }));
  return { role, labels: [...new Set(labels)] };
}

/** A label may have a comma in it, or be called `all`. */
export function sameRights(one: Rights, other: Rights): boolean {
  return one.role === other.role && isDeepStrictEqual(one.labels, other.labels);
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
