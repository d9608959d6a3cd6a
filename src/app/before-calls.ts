// Checks before the first paid call whether the credentials are accepted, and who else can read the calls.

import { EXIT, UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { ping } from './ping.js';
import { wordsIn } from '../words/catalogue.js';

/**
 * @param tryCredentials false where the caller has tried them, or wants no trial
 * @throws UserError, exit status 3, where the credentials are refused; warns where the service does not answer
 */
export async function beforeCalls({ config, tell }: App, tryCredentials: boolean): Promise<void> {
  const { authUrl } = config;
  if (travelsInTheClear(authUrl)) {
    const message = wordsIn('en').warnings.unencrypted({ url: authUrl });
    tell({ kind: 'warning', message });
  }
  if (!tryCredentials) return;
  const { result, message, say } = await ping({ config });
  if (result === 'refused') throw new UserError('refused-credentials', say, { exitStatus: EXIT.halted });
  if (result === 'unreachable') tell({ kind: 'warning', message });
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function travelsInTheClear(authUrl: string): boolean {
  const { protocol, hostname } = new URL(authUrl);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
