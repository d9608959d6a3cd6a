// The parts of an Excel workbook: its sheets by name and number, the number formats of its styles, its shared texts. It
// knows ZIP and the package's relations (ECMA-376, part 2); rows and cells are read elsewhere.

import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { UserError } from '../../domain/user-error.js';
import { numberStyle, type NumberStyle } from './cell-text.js';
import { refuseOthers } from './package-kind.js';
import { parseWholeXml } from './xml-parser.js';
import { ZipParts } from './zip-parts.js';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

/** Limits on an unpacked part: one that is streamed, and one that is kept in memory. */
const MOST_BYTES_STREAMED = 4 * 2 ** 30;
const MOST_BYTES_KEPT = 16 * 2 ** 20;

export class Workbook {
  readonly #parts: ZipParts;
  readonly #path: string;
  readonly #sheets: readonly Sheet[];
  readonly from1904: boolean;
  /** Whether the workbook says that its formulas are calculated only when it is opened. */
  readonly isUncalculated: boolean;

  private constructor(parts: ZipParts, found: Book) {
    this.#parts = parts;
    this.#path = found.path;
    this.#sheets = found.sheets;
    this.from1904 = found.from1904;
    this.isUncalculated = found.isUncalculated;
  }

  /** @throws Error where the file is no workbook */
  static async open(path: string): Promise<Workbook> {
    const parts = await ZipParts.open(path);
    try {
      refuseOthers(parts.names);
      return new Workbook(parts, await readParts((name) => parts.open(name, MOST_BYTES_KEPT)));
    } catch (error) {
      parts.close();
      throw error;
    }
  }

  get sheets(): readonly Sheet[] {
    return this.#sheets;
  }

  /**
   * @param asked a sheet's name, or its number from 1; undefined: the first that is not hidden
   * @throws UserError naming the workbook's sheets
   */
  sheet(asked: string | undefined): { name: string; path: string } {
    const found =
      asked === undefined
        ? (this.#sheets.find(({ hidden }) => !hidden) ?? this.#sheets[0])
        : (this.#sheets.find(({ name }) => name === asked) ?? this.#sheets[numberOf(asked) - 1]);
    if (found !== undefined) return found;
    const names = this.#sheets.map(({ name }, index) => `${index + 1} "${name}"`).join(', ');
    throw new UserError('unreadable-list', ({ workbookErrors }) =>
      names === ''
        ? workbookErrors.noSheet
        : workbookErrors.otherSheets({ asked: asked ?? '', sheets: names }),
    );
  }

  /** @param path of a sheet's part */
  async read(path: string): Promise<Readable> {
    const part = await this.#parts.open(path, MOST_BYTES_STREAMED);
    if (part === undefined) throw new Error(`it has no part ${path}`);
    return part;
  }

  async readStrings(): Promise<Readable | undefined> {
    return this.#parts.open(await this.#related('sharedStrings', 'sharedStrings.xml'), MOST_BYTES_STREAMED);
  }

  async readStyles(): Promise<NumberStyle[]> {
    const part = await this.#parts.open(await this.#related('styles', 'styles.xml'), MOST_BYTES_KEPT);
    return part === undefined ? [] : stylesOf(part);
  }

  close(): void {
    this.#parts.close();
  }

  /** The path of the only part that a workbook has of this kind. */
  async #related(kind: string, usual: string): Promise<string> {
    const relations = await relationsOf((name) => this.#parts.open(name, MOST_BYTES_KEPT), this.#path);
    const found = relations.find(({ type }) => type.endsWith(`/${kind}`));
    return found?.target ?? posix.join(posix.dirname(this.#path), usual);
  }
}

function numberOf(asked: string): number {
  return /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
}

type ReadPart = (name: string) => Promise<Readable | undefined>;

interface Relation {
  readonly id: string;
  readonly type: string;
  /** The part's path from the package's root. */
  readonly target: string;
}

/** @param owner path of the part that has the relations; empty: the package itself */
async function relationsOf(read: ReadPart, owner: string): Promise<Relation[]> {
  const directory = owner === '' ? '' : posix.dirname(owner);
  const part = await read(posix.join(directory, '_rels', `${posix.basename(owner)}.rels`));
  const relations: Relation[] = [];
  if (part === undefined) return relations;
  await parseWholeXml(part, {
    open: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
      if (name !== 'Relationship') return;
      const written = target.replaceAll('\\', '/');
      const path = written.startsWith('/') ? written.slice(1) : posix.join(directory, written);
      relations.push({ id, type, target: path });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return relations;
}

/** What the workbook's own part says. */
interface Book {
  readonly path: string;
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  readonly isUncalculated: boolean;
}

const isTrue = (written: string | undefined): boolean => /^(1|true)$/.test(written ?? '');

async function readParts(read: ReadPart): Promise<Book> {
  const root = await relationsOf(read, '');
  const path = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const part = await read(path);
  if (part === undefined) throw new Error('it is a ZIP file and no workbook');
  const relations = new Map((await relationsOf(read, path)).map((relation) => [relation.id, relation]));
  const sheets: Sheet[] = [];
  let from1904 = false;
  let isUncalculated = false;
  await parseWholeXml(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (name === 'calcPr') isUncalculated = isTrue(attributes['fullCalcOnLoad']);
      if (name !== 'sheet') return;
      const relation = relations.get(relationId(attributes));
      if (relation?.type.endsWith('/worksheet') !== true) return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', hidden, path: relation.target });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return { path, sheets, from1904, isUncalculated };
}

/** The attribute `r:id`, whatever prefix the file uses. */
function relationId(attributes: Readonly<Record<string, string>>): string {
  const [, id = ''] = Object.entries(attributes).find(([name]) => name.endsWith(':id')) ?? [];
  return id;
}

async function stylesOf(part: Readable): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let inCells = false;
  await parseWholeXml(part, {
    open: (name, attributes) => {
      const format = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') codes.set(format, attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(numberStyle(format, codes.get(format)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
    text: () => undefined,
  });
  return styles;
}
