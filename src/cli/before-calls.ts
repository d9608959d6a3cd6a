// What is looked at before the first paid call: whether the credentials are taken, and who else can read the calls.

import type { Config } from '../config.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { ping } from './ping.js';
import { say } from './say.js';

/**
 * @param tryCredentials false with `--no-ping`
 * @throws UserError, exit status 3, where the credentials are refused; warns where nobody answers
 */
export async function beforeCalls(config: Config, tryCredentials: boolean): Promise<void> {
  if (travelsInTheClear(config.authUrl)) {
    say(
      `Warning: names and numbers travel unencrypted to ${config.authUrl}. Where the provider takes https, set ` +
        'ROLLCALL_AUTH_URL to it.',
    );
  }
  if (!tryCredentials) return;
  const { result, message } = await ping(config);
  if (result === 'refused') throw new UserError(message, { exitStatus: EXIT.halted });
  if (result === 'unreachable') say(`Warning: ${message}`);
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function travelsInTheClear(authUrl: string): boolean {
  const { protocol, hostname } = new URL(authUrl);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
