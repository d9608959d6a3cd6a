// How much may be sent: by one sender altogether, and of what the disk has left. It knows no list.

import { statfs } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';

export interface ListLimits {
  /** The most bytes of one list. */
  readonly listBytes: number;
  /** The most bytes that one sender may have lying here. */
  readonly senderBytes: number;
  /** What is left on the disk whatever is sent: batches need it. */
  readonly spareBytes: number;
  /** For how long a list is kept, in milliseconds. */
  readonly keptMs: number;
}

/**
 * @param used bytes that the sender has lying here
 * @throws UserError where these don't fit
 */
export function refuseOverQuota(used: number, bytes: number, limits: ListLimits): void {
  const left = Math.max(0, Math.min(limits.listBytes, limits.senderBytes - used));
  if (bytes > limits.listBytes)
    throw new UserError('too-large-list', ({ listErrors }) => listErrors.tooLarge);
  if (bytes > left || left === 0) throw new UserError('lists-full', ({ listErrors }) => listErrors.overQuota);
}

/** @throws UserError where the disk would be too full for batches to work */
export async function refuseLittleSpace(directory: string, bytes: number, limits: ListLimits): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize - bytes < limits.spareBytes)
    throw new UserError('full-disk', ({ listErrors }) => listErrors.littleSpace);
}
