// What is on record of a list that somebody has sent and no batch has yet, and where it lies. It knows no batch, and of people
// only what their list is called.

import { join } from 'node:path';
import { z } from 'zod';

/** Raised with a form that earlier versions can't read. */
const LIST_VERSION = 1;
export const LIST_ID = /^[0-9a-f]{32}$/;

export const keptListSchema = z.object({
  version: z.literal(LIST_VERSION),
  list: z.string().regex(LIST_ID),
  /** The file's name as its sender says it, without a path. */
  name: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Of the bytes that were sent. */
  sha256: z.string(),
  /** The id of the caller who sent it. */
  by: z.string(),
  /** Unix milliseconds. */
  sentAt: z.number(),
  expiresAt: z.number(),
});
export type KeptList = z.infer<typeof keptListSchema>;

export function keptList(list: Omit<KeptList, 'version'>): KeptList {
  return { version: LIST_VERSION, ...list };
}

export interface ListPaths {
  readonly directory: string;
  /** The bytes as they were sent. */
  readonly data: string;
  /** Written last: a list without it was never whole. */
  readonly record: string;
}

export function listsDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'lists');
}

/** Where lists are that are still being sent, by the tus protocol. */
export function uploadsDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'uploads');
}

export function listPaths(dataDirectory: string, list: string): ListPaths {
  const directory = join(listsDirectory(dataDirectory), list);
  return { directory, data: join(directory, 'data'), record: join(directory, 'list.json') };
}

const NAME_CHARACTERS = 120;
/** What no file's name has, and what changes how a name looks: control characters, and marks of direction. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The name that a sender gives, as one that can be shown: without its path and without what is not seen. */
export function shownName(given: string): string {
  const name = given.replace(UNSEEN, '').split(/[/\\]/).at(-1)?.trim() ?? '';
  const characters = Array.from(name.normalize('NFC')).slice(0, NAME_CHARACTERS).join('');
  return characters === '' || /^\.+$/.test(characters) ? 'list' : characters;
}
