// What to do while Redis refuses to write because its memory or its disk is full, or replicas that it must have are away: say so, and try again.

import { setTimeout as sleep } from 'node:timers/promises';

const NO_ROOM = /\b(OOM command not allowed|MISCONF|NOREPLICAS)\b/;
const AGAIN_MS = 500;

export function isNoRoom(error: unknown): error is Error {
  return error instanceof Error && NO_ROOM.test(error.message);
}

/** @returns undefined where Redis has no room */
export async function whileRoom<Result>(
  write: () => Promise<Result>,
  onNoRoom: (error: Error) => void,
): Promise<Result | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    onNoRoom(error);
    return undefined;
  }
}

/** Writes what has to be written, as soon as there is room. */
export async function untilRoom<Result>(
  write: () => Promise<Result>,
  onNoRoom: (error: Error) => void,
): Promise<Result> {
  for (;;) {
    const result = await whileRoom(async () => ({ value: await write() }), onNoRoom);
    if (result !== undefined) return result.value;
    await sleep(AGAIN_MS);
  }
}
