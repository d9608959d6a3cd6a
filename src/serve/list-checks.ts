// Checks lists for whoever asks, each once: a long list is read on while its beginning is told already. It knows lists, no request.

import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { App } from '../app/app.js';
import { check, type CheckRequest } from '../app/check.js';
import type { CheckReport } from '../app/check-report.js';
import { listColumns, type ListColumns } from '../app/look-at-list.js';
import { named } from '../app/draft.js';
import { withTemporaryDirectory } from '../app/temporary-directory.js';
import { parseDuration } from '../domain/duration.js';
import { UserError } from '../domain/user-error.js';
import type { KeptList } from '../lists/kept-list.js';
import type { ListStore } from '../lists/list-store.js';
import { within } from '../within.js';
import type { Language } from '../words/language.js';
import type { CheckQuery, ShownCheck } from './schemas/list-check.js';
import { readingOf, type ReadingAsked } from './schemas/list-reading.js';
import { previousOf } from './schemas/new-batch.js';

export interface CheckAsked {
  readonly query: CheckQuery;
  readonly language: Language;
  /** The labels whose batches may be told of. */
  readonly sees: 'all' | readonly string[];
}

interface Entry {
  readonly whole: Promise<CheckReport>;
  beginning: Promise<CheckReport | undefined> | undefined;
  readonly at: number;
}

/** Of longer lists the beginning alone is looked at, but of workbooks. */
const LOOKED_AT_BYTES = 4 << 20;

/** A short list is checked within this time, so that nobody has to ask twice. */
const PATIENCE_MS = 2_000;
/** So much of the beginning is told of a list that takes longer. */
const BEGINNING_BYTES = 1 << 18;
/** What a check says of earlier batches may have changed after this long. */
const KEPT_MS = 600_000;
const KEPT_MOST = 200;
/** Reading lists takes a core. */
const AT_ONCE = 2;

export class ListChecks {
  readonly #app: App;
  readonly #lists: ListStore;
  readonly #entries = new Map<string, Entry>();
  readonly #looks = new Map<string, Promise<ListColumns>>();
  readonly #turn = pLimit(AT_ONCE);

  constructor(app: App, lists: ListStore) {
    [this.#app, this.#lists] = [app, lists];
  }

  /**
   * @param waitMs how long whoever asks waits for the whole
   * @throws UserError where the list can't be read
   */
  async of(list: KeptList, asked: CheckAsked, waitMs = PATIENCE_MS): Promise<ShownCheck> {
    const key = JSON.stringify([list.list, asked]);
    const entry = this.#known(key) ?? this.#begin(key, list, asked);
    const whole = await within(waitMs, entry.whole);
    if (whole !== undefined) return shown(whole, list, true);
    entry.beginning ??= this.#checkBeginning(list, asked);
    const beginning = await entry.beginning;
    return beginning === undefined ? unknownYet(list) : shown(beginning, list, false);
  }

  /**
   * How the list is read, column by column; undefined while that takes longer than anybody waits.
   *
   * @throws UserError where there is nothing that can be looked at
   */
  async columns(list: KeptList, asked: ReadingAsked): Promise<ListColumns | undefined> {
    const key = JSON.stringify([list.list, asked]);
    const looked = this.#looks.get(key) ?? this.#look(list, asked);
    this.#looks.set(key, looked);
    looked.catch(() => this.#looks.delete(key));
    if (this.#looks.size > KEPT_MOST) this.#looks.delete([...this.#looks.keys()][0] ?? '');
    return within(PATIENCE_MS, looked);
  }

  async #look(list: KeptList, asked: ReadingAsked): Promise<ListColumns> {
    const path = this.#lists.pathOf(list.list);
    const bytes = list.bytes > LOOKED_AT_BYTES ? await beginningOf(path) : undefined;
    try {
      if (bytes === undefined) return await this.#turn(() => listColumns(path, readingOf(asked)));
      return await withBeginning(bytes, (beginning) => listColumns(beginning, readingOf(asked)));
    } catch (error) {
      throw named(error, path, list.name);
    }
  }

  #known(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || performance.now() - entry.at > KEPT_MS ? undefined : entry;
  }

  #begin(key: string, list: KeptList, asked: CheckAsked): Entry {
    const path = this.#lists.pathOf(list.list);
    const whole = this.#turn(() => check(this.#app, requestOf(path, asked))).catch((error: unknown) => {
      this.#entries.delete(key);
      throw named(error, path, list.name);
    });
    // Whoever asks is told of it.
    whole.catch(() => undefined);
    const entry = { whole, beginning: undefined, at: performance.now() };
    this.#entries.set(key, entry);
    if (this.#entries.size > KEPT_MOST) this.#entries.delete([...this.#entries.keys()][0] ?? '');
    return entry;
  }

  /** Undefined where the beginning alone says nothing, as that of a workbook. */
  async #checkBeginning(list: KeptList, asked: CheckAsked): Promise<CheckReport | undefined> {
    const bytes = await beginningOf(this.#lists.pathOf(list.list));
    if (bytes === undefined) return undefined;
    try {
      return await withBeginning(bytes, async (path) => {
        // What is known of earlier calls is known of the whole list alone.
        const { previous: _, carry: __, ...query } = asked.query;
        return await check(this.#app, requestOf(path, { ...asked, query }));
      });
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}

function requestOf(file: string, { query, language, sees }: CheckAsked): CheckRequest {
  const { carry, carry_label: carryLabel, label = '', rate, previous } = query;
  return {
    file,
    reading: readingOf(query),
    rate,
    language,
    label,
    previous: previousOf(previous),
    carry:
      carry === undefined && carryLabel === undefined
        ? undefined
        : { withinMs: carry === undefined ? undefined : parseDuration(carry), label: carryLabel ?? 'same' },
    sees: sees === 'all' ? undefined : (each) => sees.includes(each),
  };
}

function withBeginning<Result>(bytes: Buffer, use: (path: string) => Promise<Result>): Promise<Result> {
  return withTemporaryDirectory(async (directory) => {
    const path = join(directory, 'beginning');
    await writeFile(path, bytes, { mode: 0o600 });
    return use(path);
  });
}

const LINE_END = 0x0a;
const ZIP = Buffer.from('PK');

async function beginningOf(path: string): Promise<Buffer | undefined> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(LINE_END) + 1;
    if (end === 0 || bytes.subarray(0, ZIP.length).equals(ZIP)) return undefined;
    // In UTF-16 with its lower byte first a line end has a second one.
    return bytes.subarray(0, bytes[end] === 0 && end % 2 === 1 ? end + 1 : end);
  } finally {
    await file.close();
  }
}

function shown(report: CheckReport, { name, bytes, sha256 }: KeptList, complete: boolean): ShownCheck {
  return { ...report, file: name, bytes, sha256, complete, sample: report.samples };
}

function unknownYet({ name, bytes, sha256 }: KeptList): ShownCheck {
  return { file: name, bytes, sha256, complete: false, sample: [] };
}
