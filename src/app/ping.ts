// Tries the credentials where that costs nothing.

import { providerOf } from '../provider/index.js';
import type { PingResult } from '../provider/port.js';
import type { App } from './app.js';
import { serviceSettings } from './service-settings.js';

const ATTEMPTS = 2;

/**
 * @returns whether they are taken, in words too
 * @throws UserError naming the variables where credentials are not set
 */
export async function ping({ config }: Pick<App, 'config'>): Promise<PingResult> {
  return providerOf(config.provider).ping({ ...serviceSettings(config), maxAttempts: ATTEMPTS });
}
