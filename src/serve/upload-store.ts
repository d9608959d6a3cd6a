// Where the tus protocol's server keeps what comes: files for their owner's eyes, and, once an upload is whole, the list that it has
// become. It knows the protocol's server, no request.

import { chmod, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Upload, type Locker, type RequestRelease } from '@tus/server';
import { UserError } from '../domain/user-error.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { FILE_MODE } from '../files/temporary-file.js';
import { LIST_ID } from '../lists/kept-list.js';
import type { ListStore } from '../lists/list-store.js';
import { withLock } from '../redis/process-lock.js';

/** An upload that goes on where it was. */
export interface UnderWay {
  readonly upload: string;
  readonly name: string;
  /** How many it is to have, and how many are here. */
  readonly bytes: number;
  readonly received: number;
  /** Unix milliseconds; undefined where that is not on record. */
  readonly beganAt: number | undefined;
}

const UNFINISHED_MOST = 100;

export class UploadStore extends FileStore {
  readonly #lists: ListStore;

  /** @param directory is there */
  constructor(directory: string, lists: ListStore, expiryMs: number) {
    super({ directory, expirationPeriodInMilliseconds: expiryMs });
    this.#lists = lists;
    lists.countToo(async (by) => bytesOf(await this.underWay(by)));
    // The length has to be said first, as it is held against the quota.
    this.extensions = this.extensions.filter((name) => name !== 'creation-defer-length');
  }

  /** @throws UserError where its sender has sent too much, or the disk is full */
  override async create(upload: Upload): Promise<Upload> {
    const by = upload.metadata?.['by'] ?? '';
    return this.#lists.whereItFits(by, upload.size ?? 0, async () => {
      if ((await this.underWay(by)).length >= UNFINISHED_MOST)
        throw new UserError('lists-full', ({ listErrors }) => listErrors.overQuota);
      return this.#create(upload);
    });
  }

  async #create(upload: Upload): Promise<Upload> {
    // Made before the library makes them, which gives them whatever mode there is.
    for (const name of [upload.id, `${upload.id}.json`]) await makePrivate(join(this.directory, name));
    return super.create(upload);
  }

  /** An upload that has become a list is known as whole, as its sender may have missed the answer. */
  override async getUpload(id: string): Promise<Upload> {
    const known = await this.configstore.get(id);
    const list = known === undefined ? undefined : await this.#lists.find(id);
    if (known === undefined || list === undefined) return super.getUpload(id);
    const { metadata = {} } = known;
    return new Upload({ id, metadata, size: list.bytes, offset: list.bytes });
  }

  /** What a sender has that is no list yet. */
  async underWay(by: string): Promise<UnderWay[]> {
    const names = (await readdir(this.directory).catch(undefinedIfMissing)) ?? [];
    const found: UnderWay[] = [];
    for (const id of names.filter((name) => LIST_ID.test(name))) {
      const known = await this.configstore.get(id);
      if (known?.metadata?.['by'] !== by) continue;
      const file = await stat(join(this.directory, id)).catch(undefinedIfMissing);
      const name = known.metadata['name'] ?? '';
      const began = known.creation_date === undefined ? undefined : Date.parse(known.creation_date);
      found.push({ upload: id, name, bytes: known.size ?? 0, received: file?.size ?? 0, beganAt: began });
    }
    return found;
  }
}

function bytesOf(uploads: readonly UnderWay[]): number {
  return uploads.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function makePrivate(path: string): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  await file.close();
  await chmod(path, FILE_MODE);
}

/** After this long a sender who is still there keeps the next one out. */
const WAIT_MS = 20_000;

/**
 * One request at a time writes to an upload, of all processes at the data directory. Who comes next cuts off who is before him: that
 * is most often himself, whose connection broke without a word.
 */
export class UploadLocker implements Locker {
  readonly #directory: string;
  readonly #holders = new Map<string, RequestRelease>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  newLock(id: string) {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    return {
      lock: async (signal: AbortSignal, cancel: RequestRelease): Promise<void> => {
        await this.#holders.get(id)?.();
        await this.#acquire(id, released, signal);
        this.#holders.set(id, cancel);
      },
      unlock: (): Promise<void> => {
        this.#holders.delete(id);
        release();
        return Promise.resolve();
      },
    };
  }

  async #acquire(id: string, released: Promise<void>, signal: AbortSignal): Promise<void> {
    const given = new AbortController();
    const path = join(this.#directory, `.lock-${id}`);
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        given.abort();
        reject(new LockTimeout());
      };
      const timer = setTimeout(giveUp, WAIT_MS);
      signal.addEventListener('abort', giveUp, { once: true });
      withLock(path, async () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        if (given.signal.aborted) return;
        resolve();
        await released;
      }).catch(reject);
    });
  }
}

/** In the form that the protocol's server answers. */
class LockTimeout extends Error {
  readonly status_code = 423;
  readonly body = '';
}
