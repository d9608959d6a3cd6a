// Secrets that Rollcall makes and hands out once: keys, links, sessions. It keeps their hashes alone, and compares those in
// a time that says nothing. It knows no file.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
const ID_BYTES = 9;

/** 43 characters that may stand anywhere in a URL. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** @param kind a letter: `u` for users, `k` for keys */
export function newId(kind: string): string {
  return `${kind}_${randomBytes(ID_BYTES).toString('hex')}`;
}

/** A secret of 256 random bits needs no salt and no slow hash: nobody can try them all. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function isSecret(secret: string, hash: string): boolean {
  const given = Buffer.from(secretHash(secret));
  const kept = Buffer.from(hash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** The first whose hash is the secret's. All are compared, so that the time says nothing of which. */
export function ofSecret<Kept extends { readonly hash: string }>(
  secret: string,
  kept: readonly Kept[],
): Kept | undefined {
  let found: Kept | undefined;
  for (const each of kept) if (isSecret(secret, each.hash)) found ??= each;
  return found;
}
