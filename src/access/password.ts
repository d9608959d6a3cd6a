// Passwords: which are taken, and how they are kept and tried, with scrypt. It knows no user.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import pLimit from 'p-limit';
import { z } from 'zod';
import { UserError } from '../domain/user-error.js';

export const passwordSchema = z.object({
  salt: z.string(),
  hash: z.string(),
  /** The costs of scrypt with which it was made, so that later ones may be higher. */
  n: z.number().int(),
  r: z.number().int(),
  p: z.number().int(),
});
export type KeptPassword = z.infer<typeof passwordSchema>;

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** As OWASP has it: 32 MiB of memory each, three times over. */
const COST: ScryptCost = { n: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const LENGTH_LEAST = 12;
const LENGTH_MOST = 256;
/** Each takes a core and memory for a while, and anybody may ask for one. */
const AT_ONCE = pLimit(2);
/** Some seconds' worth: who comes then is asked to come again, rather than to wait behind all others. */
const WAITING_MOST = 40;

/** @throws UserError where it is too easily found, or too long */
export function refuseWeakPassword(password: string, name: string): void {
  const { length } = Array.from(password);
  if (length < LENGTH_LEAST || length > LENGTH_MOST)
    throw new UserError('weak-password', ({ access }) =>
      access.passwordLength({ least: LENGTH_LEAST, most: LENGTH_MOST }),
    );
  const isEasy = new Set(password).size < 5 || password.toLowerCase().includes(name.toLowerCase());
  if (isEasy) throw new UserError('weak-password', ({ access }) => access.passwordEasy);
}

export async function keepPassword(password: string, cost: ScryptCost = COST): Promise<KeptPassword> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derived(password, salt, cost);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), ...cost };
}

/** @param kept undefined: nobody has that name, which takes as long to find out */
export async function isPassword(
  password: string,
  kept: KeptPassword | undefined,
  costOfNobody: ScryptCost = COST,
): Promise<boolean> {
  if (password.length > LENGTH_MOST * 2) return false;
  const { salt, hash, ...cost } = kept ?? { ...NOBODYS, ...costOfNobody };
  const wanted = Buffer.from(hash, 'base64');
  const found = await derived(password, Buffer.from(salt, 'base64'), cost);
  return kept !== undefined && found.length === wanted.length && timingSafeEqual(found, wanted);
}

const NOBODYS = {
  salt: randomBytes(SALT_BYTES).toString('base64'),
  hash: randomBytes(HASH_BYTES).toString('base64'),
};

/**
 * The same characters may be typed in more than one form.
 *
 * @throws UserError where too many wait already
 */
async function derived(password: string, salt: Buffer, { n, r, p }: ScryptCost): Promise<Buffer> {
  if (AT_ONCE.pendingCount >= WAITING_MOST)
    throw new UserError('busy-sign-in', ({ access }) => access.manySignIns);
  const options = { N: n, r, p, maxmem: 2 * 128 * n * r };
  return AT_ONCE(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      }),
  );
}
