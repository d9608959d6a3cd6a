// Has it told again and again what ails Redis while batches are waited for: nobody reports progress as long as it does.

import type { RedisState } from '../redis/redis-state.js';
import type { App } from './app.js';

const LOOK_MS = 500;

/** @returns ends the looking */
export function tellRedisTrouble(
  state: Pick<RedisState, 'trouble'>,
  { tell }: Pick<App, 'tell'>,
): () => void {
  let wasInTrouble = false;
  const timer = setInterval(() => {
    const { trouble } = state;
    if (trouble === undefined && !wasInTrouble) return;
    wasInTrouble = trouble !== undefined;
    tell({ kind: 'redis', trouble });
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
