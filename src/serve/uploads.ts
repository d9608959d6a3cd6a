// Lists that are sent in pieces, by the tus protocol: who may go on with which, and what becomes of one that is whole. The protocol
// itself is the library's.

import { readdir } from 'node:fs/promises';
import { Server } from '@tus/server';
import type { Caller } from '../access/caller.js';
import { UserError } from '../domain/user-error.js';
import { makeDirectory } from '../files/durable.js';
import { LIST_ID, shownName, uploadsDirectory, type KeptList } from '../lists/kept-list.js';
import { newListId, type ListStore } from '../lists/list-store.js';
import { notFound, Problem, type ProblemKind } from './problem.js';
import { UploadLocker, UploadStore, type UnderWay } from './upload-store.js';

/** Since it was begun. */
const UNFINISHED_MS = 2 * 86_400_000;

export class Uploads {
  readonly #store: UploadStore;
  readonly #lists: ListStore;
  readonly #server: Server;
  readonly #callers = new WeakMap<object, Caller>();
  readonly #errors = new WeakMap<object, unknown>();

  private constructor(directory: string, lists: ListStore, path: string) {
    this.#lists = lists;
    this.#store = new UploadStore(directory, lists, UNFINISHED_MS);
    this.#server = new Server({
      path,
      datastore: this.#store,
      locker: new UploadLocker(directory),
      relativeLocation: true,
      // Pages of other origins send nothing.
      allowedOrigins: () => false,
      maxSize: lists.limits.listBytes,
      namingFunction: () => newListId(),
      getFileIdFromRequest: (_, last) => (last !== undefined && LIST_ID.test(last) ? last : undefined),
      onIncomingRequest: (request, id) => this.#refuseOthers(request, id),
      onUploadCreate: (request, { metadata = {} }) => {
        const { id: by } = this.#callerOf(request);
        const name = shownName(metadata['name'] ?? metadata['filename'] ?? '');
        return Promise.resolve({ metadata: { by, name } });
      },
      onUploadFinish: async (_, { id }) => {
        await this.finished(id);
        return {};
      },
      onResponseError: (request, error) => {
        this.#errors.set(request, error);
        return undefined;
      },
    });
  }

  /** @param path of the route, below which each upload has its own */
  static async open(dataDirectory: string, lists: ListStore, path: string): Promise<Uploads> {
    const directory = uploadsDirectory(dataDirectory);
    await makeDirectory(directory);
    return new Uploads(directory, lists, path);
  }

  /** @throws Problem, or UserError, where the request can't be done */
  async handle(request: Request, caller: Caller): Promise<Response> {
    this.#callers.set(request, caller);
    const response = await this.#server.handleWeb(request);
    if (response.status < 400) return response;
    const error = this.#errors.get(request);
    if (error instanceof UserError || error instanceof Problem) throw error;
    throw problemOf(response);
  }

  /** What the caller has begun to send and may go on with, the newest first. */
  async underWay({
    id,
  }: Pick<Caller, 'id'>): Promise<(UnderWay & { readonly expiresAt: number | undefined })[]> {
    const found = await this.#store.underWay(id);
    return found
      .toSorted((one, other) => (other.beganAt ?? 0) - (one.beganAt ?? 0))
      .map((upload) => ({
        ...upload,
        expiresAt: upload.beganAt === undefined ? undefined : upload.beganAt + UNFINISHED_MS,
      }));
  }

  /** Makes a list of an upload that is whole, where that has not been done: a crash may have come before it. */
  async finished(id: string): Promise<KeptList | undefined> {
    const known = LIST_ID.test(id) ? await this.#store.configstore.get(id) : undefined;
    if (known === undefined) return undefined;
    const upload = await this.#store.getUpload(id).catch(() => undefined);
    // The file was moved, and a crash came before the list was on record.
    const wasMoved = upload === undefined;
    if (!wasMoved && upload.offset !== upload.size) return undefined;
    const { by, name } = known.metadata ?? {};
    if (typeof by !== 'string') return undefined;
    return this.#lists.adopt(id, this.#pathOf(id), { by, name: name ?? 'list' });
  }

  /** Makes lists of all that are whole, as after a crash. */
  async finishAll(): Promise<void> {
    for (const id of await readdir(this.#store.directory)) {
      if (LIST_ID.test(id)) await this.finished(id).catch(() => undefined);
    }
  }

  #pathOf(id: string): string {
    return `${this.#store.directory}/${id}`;
  }

  async #refuseOthers(request: object, id: string): Promise<void> {
    // A new upload has nobody yet.
    const known = await this.#store.configstore.get(id);
    if (known === undefined) return;
    const caller = this.#callerOf(request);
    if (known.metadata?.['by'] !== caller.id && caller.role !== 'admin') throw notFound();
  }

  #callerOf(request: object): Caller {
    const caller = this.#callers.get(request);
    if (caller === undefined) throw new Error('a request has its caller');
    return caller;
  }
}

const KINDS: Readonly<Record<number, ProblemKind>> = {
  404: 'not-found',
  409: 'conflicting-state',
  410: 'not-found',
  413: 'too-large',
  423: 'conflicting-state',
  500: 'internal',
};

/** What the protocol's server refuses, in the form of all other problems, with its headers. */
function problemOf({ status, headers }: Response): Problem {
  const kind = KINDS[status] ?? 'invalid-request';
  const kept = [...headers].filter(([name]) => /^(tus|upload)-/.test(name));
  const detail = kind === 'invalid-request' ? uploadProtocol : undefined;
  return new Problem(status as Problem['status'], kind, { headers: Object.fromEntries(kept), detail });
}

const uploadProtocol = ({ problems }: { problems: { uploadProtocol: string } }): string =>
  problems.uploadProtocol;
