// Where a list comes from, and how the user wants it read. It opens lists; it does not look into them.

import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import type { Encoding } from './encoding/encodings.js';
import type { Precheck } from './list.js';

/** What the user has said; a field that is undefined is found out from the list. */
export interface ListReading {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  readonly header: boolean;
  /** The row in which a spreadsheet shows the header, from 1; undefined: the header is looked for. */
  readonly headerRow?: number | undefined;
  /** Header text, or the column's 1-based number. */
  readonly nameColumn?: string | undefined;
  readonly idColumn?: string | undefined;
  /** The sheet of an Excel workbook: its name or 1-based number. */
  readonly sheet?: string | undefined;
  readonly precheck: Precheck;
  readonly dedupe: boolean;
}

/** Large pieces are read, because on a busy machine each waits long for a thread. */
const PIECE_BYTES = 1 << 20;

/** @param file a path, or `-` for standard input */
export function openList(file: string): Readable {
  return file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE_BYTES });
}

/** The list's name in messages. */
export function listName(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/**
 * Tells of an unreadable file before anything is made for the batch.
 *
 * @throws UserError naming the file
 */
export async function refuseUnreadable(file: string): Promise<void> {
  if (file === '-') return;
  try {
    await access(file, constants.R_OK);
    if ((await stat(file)).isDirectory())
      throw new UserError('unreadable-list', ({ listErrors }) => listErrors.isDirectory({ file }));
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (isMissing(error))
      throw new UserError('unreadable-list', ({ listErrors }) => listErrors.noFile({ file }), {
        cause: error,
      });
    throw new UserError(
      'unreadable-list',
      ({ listErrors }) => listErrors.unread({ file, why: (error as Error).message }),
      {
        cause: error,
      },
    );
  }
}
