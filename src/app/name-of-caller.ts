// How whoever acted is called, as people know him: a user or a key, also one that is gone. It changes nothing.

import { Keys } from '../access/keys.js';
import { Users } from '../access/users.js';

/** Undefined where the id is nobody's, as that of a terminal's user, or has no name. */
export async function nameOfCaller(dataDirectory: string, id: string): Promise<string | undefined> {
  const found = (await new Users(dataDirectory).named(id)) ?? (await new Keys(dataDirectory).named(id));
  return found?.name === '' ? undefined : found?.name;
}
