// Reports repeatedly why Redis can't be used while batches are waited for, because no progress comes meanwhile.

import type { RedisState } from '../redis/redis-state.js';
import type { App } from './app.js';

const LOOK_MS = 500;

/** @returns a function that stops looking */
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
