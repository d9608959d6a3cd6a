// Tries the credentials in a way that costs nothing.

import { providerOf } from '../provider/index.js';
import type { PingResult } from '../provider/port.js';
import type { App } from './app.js';
import { serviceSettings } from './service-settings.js';

const ATTEMPTS = 2;

/**
 * @returns whether the credentials are accepted, also in words
 * @throws UserError naming the variables where credentials are not set
 */
export async function ping({ config }: Pick<App, 'config'>): Promise<PingResult> {
  return providerOf(config.provider).ping({ ...serviceSettings(config), maxAttempts: ATTEMPTS });
}
