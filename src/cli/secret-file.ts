// A secret that a person hands over in a file, as arguments stand in the history of the shell and in the list of processes.

import { readFile } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';

/** @throws UserError where the file can't be read */
export async function secretIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError('invalid-options', ({ webhooks }) => webhooks.refused.unreadSecret({ file, why }), {
      cause: error,
    });
  }
}
