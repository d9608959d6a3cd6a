// Keeps lists that people send until batches are made of them: whole or not at all, for their owner's eyes, within a quota, and
// not for long. It knows bytes, not rows.

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../domain/user-error.js';
import { makeDirectory, readFormIfThere, syncDirectory, syncFile, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { openNew } from '../files/temporary-file.js';
import {
  keptList,
  keptListSchema,
  LIST_ID,
  listPaths,
  listsDirectory,
  type KeptList,
  type ListPaths,
} from './kept-list.js';
import { IncomingLists, type Incoming } from './incoming-lists.js';
import type { ListLimits } from './list-limits.js';

const ID_BYTES = 16;

export function newListId(): string {
  return randomBytes(ID_BYTES).toString('hex');
}

export interface Sender {
  /** The caller's id. */
  readonly by: string;
  /** The name that the file is to have. */
  readonly name: string;
}

export class ListStore {
  readonly #dataDirectory: string;
  readonly #incoming: IncomingLists;
  #inPieces: (by: string) => Promise<number> = () => Promise.resolve(0);
  readonly limits: ListLimits;

  constructor(dataDirectory: string, limits: ListLimits) {
    this.#dataDirectory = dataDirectory;
    this.limits = limits;
    const keptOf = (by: string): Promise<number> => this.#keptOf(by);
    this.#incoming = new IncomingLists(listsDirectory(dataDirectory), limits, keptOf);
  }

  /**
   * Takes a list as it comes. What was not whole when its sender went leaves nothing behind.
   *
   * @param announced how many bytes will come, where that was said
   * @throws UserError where the quota or the disk is full
   */
  async receive(
    source: AsyncIterable<Uint8Array>,
    { by, name }: Sender,
    announced: number | undefined,
  ): Promise<KeptList> {
    const incoming = await this.#incoming.begin(by, announced ?? 0);
    const list = newListId();
    const paths = listPaths(this.#dataDirectory, list);
    try {
      await makeDirectory(paths.directory);
      const { bytes, sha256 } = await this.#write(source, paths.data, incoming);
      return await this.#record({ list, by, name, bytes, sha256 }, paths);
    } catch (error) {
      await rm(paths.directory, { recursive: true, force: true });
      throw error;
    } finally {
      this.#incoming.end(incoming);
    }
  }

  /**
   * Makes a list of a file that was sent in pieces. It may be done again after a crash, by any process.
   *
   * @param list the id that the list gets
   * @returns undefined where the file is gone, as when the list was removed since
   */
  async adopt(list: string, file: string, { by, name }: Sender): Promise<KeptList | undefined> {
    const known = await this.find(list);
    if (known !== undefined) return known;
    const paths = listPaths(this.#dataDirectory, list);
    const sent = await stat(file).catch(undefinedIfMissing);
    // While it is read it is neither an upload nor a list.
    const incoming = this.#incoming.beginAnyway(by, sent?.size ?? 0);
    try {
      if (sent !== undefined) await this.#takeIn(file, paths);
      // Where a crash came after the file was moved, it is there already.
      const moved = await stat(paths.data).catch(undefinedIfMissing);
      if (moved === undefined) return undefined;
      const { size } = moved;
      return await this.#record({ list, by, name, bytes: size, sha256: await sha256Of(paths.data) }, paths);
    } finally {
      this.#incoming.end(incoming);
    }
  }

  /** Undefined where there is none of that id, or its time is over. */
  async find(list: string): Promise<KeptList | undefined> {
    if (!LIST_ID.test(list)) return undefined;
    const found = await readFormIfThere(listPaths(this.#dataDirectory, list).record, keptListSchema);
    return found === undefined || found.expiresAt <= Date.now() ? undefined : found;
  }

  pathOf(list: string): string {
    return listPaths(this.#dataDirectory, list).data;
  }

  async all(): Promise<KeptList[]> {
    const names = (await readdir(listsDirectory(this.#dataDirectory)).catch(undefinedIfMissing)) ?? [];
    const found = await Promise.all(
      // One that can't be read is an error for whoever asks for it, and for nobody else.
      names.filter((name) => LIST_ID.test(name)).map((name) => this.find(name).catch(undefinedIfUsers)),
    );
    return found.filter((list) => list !== undefined);
  }

  async remove(list: string): Promise<void> {
    if (!LIST_ID.test(list)) return;
    const { directory, record } = listPaths(this.#dataDirectory, list);
    // Without its record it is no list any more, whatever a crash leaves of it.
    await rm(record, { force: true });
    await rm(directory, { recursive: true, force: true });
  }

  /**
   * @param inPieces how many bytes a sender has announced of lists that he sends in pieces, elsewhere than here
   */
  countToo(inPieces: (by: string) => Promise<number>): void {
    this.#inPieces = inPieces;
  }

  /**
   * Begins what is sent in pieces, in turn with all that are sent.
   *
   * @param act after which it is counted
   * @throws UserError where so much doesn't fit the sender's quota, or the disk
   */
  async whereItFits<Done>(by: string, bytes: number, act: () => Promise<Done>): Promise<Done> {
    return this.#incoming.whereItFits(by, bytes, act);
  }

  async #keptOf(by: string): Promise<number> {
    const kept = (await this.all()).reduce((sum, list) => sum + (list.by === by ? list.bytes : 0), 0);
    return kept + (await this.#inPieces(by));
  }

  async #takeIn(file: string, { directory, data }: ListPaths): Promise<void> {
    await makeDirectory(directory);
    await syncFile(file).catch(undefinedIfMissing);
    await rename(file, data).catch(undefinedIfMissing);
    await syncDirectory(directory);
  }

  async #write(source: AsyncIterable<Uint8Array>, path: string, incoming: Incoming) {
    const file = await openNew(path);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const piece of source) {
        bytes += piece.length;
        await this.#incoming.came(incoming, bytes);
        hash.update(piece);
        await file.writeFile(piece);
      }
      await this.#incoming.came(incoming, bytes, true);
      await file.sync();
    } finally {
      await file.close();
    }
    return { bytes, sha256: hash.digest('hex') };
  }

  async #record(
    about: Pick<KeptList, 'list' | 'by' | 'name' | 'bytes' | 'sha256'>,
    { record, directory }: ListPaths,
  ): Promise<KeptList> {
    const sentAt = Date.now();
    const kept = keptList({ ...about, sentAt, expiresAt: sentAt + this.limits.keptMs });
    await writeJson(record, String(process.pid), kept);
    await syncDirectory(dirname(directory));
    return kept;
  }
}

function undefinedIfUsers(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
