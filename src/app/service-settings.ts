// Settings for free questions to the provider: its counts, and whether the credentials are accepted.

import { setTimeout as sleep } from 'node:timers/promises';
import { credentialsOf, type Config } from '../config.js';
import type { ServiceSettings } from '../provider/port.js';

/** @throws UserError naming the variables where credentials are not set */
export function serviceSettings(config: Config): ServiceSettings {
  return {
    authUrl: config.authUrl,
    statUrl: config.statUrl,
    credentials: credentialsOf(config),
    timeoutMs: config.timeoutMs,
    backoff: { baseMs: config.backoffBaseMs, maxMs: config.backoffMaxMs },
    maxAttempts: config.maxAttempts,
    proxy: config.proxy,
    now: Date.now,
    sleep: (ms) => sleep(ms),
    random: Math.random,
  };
}
