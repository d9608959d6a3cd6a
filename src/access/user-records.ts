// The form of what is kept of users. It knows no file and changes nothing.

import { z } from 'zod';
import { passwordSchema } from './password.js';
import { rightsSchema } from './rights.js';

const linkSchema = z.object({
  hash: z.string(),
  /** Unix milliseconds, as all times here. */
  until: z.number(),
});

const userSchema = rightsSchema.extend({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  /** The id of who made the user. */
  createdBy: z.string(),
  password: passwordSchema.optional(),
  /** By which a password can be set, once. */
  link: linkSchema.optional(),
  /** Who the user is at a provider of identities. */
  oidc: z.object({ issuer: z.string(), subject: z.string() }).optional(),
  /** Rises when all sessions of the user end. */
  generation: z.number().int(),
  /** Kept, as the record of who did what names users by their ids. */
  removedAt: z.number().optional(),
});
export type User = z.infer<typeof userSchema>;

export const USERS_VERSION = 1;

export const usersSchema = z.object({
  version: z.literal(USERS_VERSION),
  users: z.array(userSchema).readonly(),
  /** Links for the first administrator, each of which works while there is no user. */
  first: z.array(linkSchema).readonly(),
});
export type UsersForm = z.infer<typeof usersSchema>;

export function isActive({ removedAt }: Pick<User, 'removedAt'>): boolean {
  return removedAt === undefined;
}

/** The same name in other letters, or typed in another form, is the same user. */
export function sameName(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();
}

export interface NewLink {
  readonly user: User;
  /** It works once; nobody can read it again. */
  readonly secret: string;
}

/**
 * Called with the id of whom it is about once nothing refuses the change any more, and before it is made: so nothing changes
 * that is not on record.
 */
export type OnRecord = (id: string) => Promise<unknown>;
