// Where each data directory on a Redis is, as its batch workers and those who queue for it have said: for people who
// are in the wrong one. It decides nothing.

import { hostname } from 'node:os';
import { z } from 'zod';
import type { Redis } from '../redis/connection.js';
import { DATA_PLACES_KEY } from './keys.js';

const placeSchema = z.object({ host: z.string(), path: z.string() });
export type DataPlace = z.infer<typeof placeSchema>;

/** Says that the data directory is on this machine. */
export async function sayPlace(redis: Redis, dataId: string, path: string): Promise<void> {
  await redis.hset(DATA_PLACES_KEY, dataId, JSON.stringify({ host: hostname(), path } satisfies DataPlace));
}

/** By the directories' ids; what earlier versions run is not among them. */
export async function placesOf(redis: Redis): Promise<ReadonlyMap<string, DataPlace>> {
  const said = Object.entries(await redis.hgetall(DATA_PLACES_KEY));
  return new Map(
    said.flatMap(([dataId, text]) => {
      const place = placeSchema.safeParse(parsed(text));
      return place.success ? [[dataId, place.data] as const] : [];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
