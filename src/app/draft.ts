// Makes a batch that nobody calls for before it is started: a draft. It costs nothing, and nothing is sent.

import { createBatch } from '../batch/create.js';
import type { Creator } from '../batch/approval.js';
import type { ListRequest } from '../batch/list-request.js';
import type { BatchRecord } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { batchRequestOf, carryWanted, type ListFile } from './batch-request.js';
import { completeIndex } from './complete-index.js';

export interface DraftRequest {
  /** The batch's id is chosen before, so that whoever makes it again after a crash makes the same. */
  readonly list: ListFile & { readonly batch: string };
  /** What the list is called in place of its path. */
  readonly name: string;
  readonly request: ListRequest;
  /** Tells the batch from one that somebody else has made under the same id. */
  readonly incarnation: string;
  /** Whose batch it is. */
  readonly by: Creator;
  /** Whose outcomes may be taken over, by the label of their batch; absent: everybody's. */
  readonly sees?: ((label: string) => boolean) | undefined;
  /** Unix milliseconds until which it is kept unless it is started. */
  readonly until: number;
}

/**
 * It may be done again after a crash: what it had made is found.
 *
 * @throws UserError where the id is another batch's, or the list can't be read
 */
export async function makeDraft(app: App, draft: DraftRequest): Promise<BatchRecord> {
  const { config } = app;
  const { list, name, request, incarnation, until, by, sees } = draft;
  if (carryWanted(request.carry, config) !== undefined) await completeIndex(app);
  const asked = {
    ...batchRequestOf({ ...list, createdBy: by }, request, config),
    shownAs: name,
    incarnation,
    draftUntil: until,
    sees,
  };
  const { record, existed } = await createBatch(asked, config.dataDir, Date.now()).catch((error: unknown) => {
    throw named(error, list.file, name);
  });
  if (existed && record.incarnation !== incarnation) throw taken(list.batch);
  return record;
}

export function taken(batch: string): UserError {
  return new UserError('existing-batch', ({ batchErrors }) => batchErrors.isThere({ batch }));
}

/** The error with the list's name where it names its path, which is no business of who has sent it. */
export function named(error: unknown, path: string, name: string): unknown {
  if (!(error instanceof UserError)) return error;
  const { code, say, exitStatus, cause } = error;
  return new UserError(code, (words) => say(words).replaceAll(path, name), { exitStatus, cause });
}
