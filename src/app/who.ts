// Who does something at this machine, as records and reports name it.

import { hostname, userInfo } from 'node:os';

/** Whoever is at this terminal, as batches and the record of who did what name him. */
export function terminalUser(): { readonly id: string; readonly by: 'terminal' } {
  return { id: whoAmI(), by: 'terminal' };
}

export function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A container may run as a user whom no file names.
    return `uid ${process.getuid?.() ?? '?'}@${hostname()}`;
  }
}
