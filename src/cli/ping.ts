// `rollcall ping`: tries the credentials where that costs nothing.

import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import type { PingResult, ServiceSettings } from '../provider/port.js';

const ATTEMPTS = 2;

export function pingCommand(): Command {
  return new Command('ping')
    .summary('try the credentials, at no cost')
    .description(
      'Says whether the service answers and takes the credentials. Asks /verifyc/stat for the figures of today, or, with ' +
        'ROLLCALL_PROVIDER=faceid, about a number that can’t be anybody’s. Neither costs anything.',
    )
    .action(async () => {
      const { result, message } = await ping(loadConfig());
      if (result === 'refused') throw new UserError(message, { exitStatus: EXIT.halted });
      if (result === 'unreachable') throw new UserError(message);
      process.stdout.write(`${message}\n`);
    });
}

/** @throws UserError naming the variables where credentials are not set */
export async function ping(config: Config): Promise<PingResult> {
  return providerOf(config.provider).ping({ ...serviceSettings(config), maxAttempts: ATTEMPTS });
}

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
