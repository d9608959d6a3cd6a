// Who does something at this machine, as records and reports name it.

import { hostname, userInfo } from 'node:os';

export function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A container may run as a user whom no file names.
    return `uid ${process.getuid?.() ?? '?'}@${hostname()}`;
  }
}
