// Tries the credentials before the first paid call.

import type { Config } from '../config.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { ping } from './ping.js';

/** @throws UserError, exit status 3, where the credentials are refused; warns where nobody answers */
export async function pingFirst(config: Config): Promise<void> {
  const { result, message } = await ping(config);
  if (result === 'refused') throw new UserError(message, { exitStatus: EXIT.halted });
  if (result === 'unreachable') process.stderr.write(`Warning: ${message}\n`);
}
