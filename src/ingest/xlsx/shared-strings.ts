// The texts that a workbook's cells share, by their numbers. They are kept in a file, because there may be as many as
// cells, with the last used ones in memory. It knows texts and their offsets, and no cell.

import { closeSync, openSync, readSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { unescaped } from './cell-text.js';
import { parseXml, type XmlHandler } from './xml-parser.js';

/** Texts are read in pages. Programs number texts as they occur in the sheet, so neighbours are used together. */
const PAGE_TEXTS = 64;
/**
 * The page last used is kept in memory whatever its size; further pages are kept while all have fewer UTF-16 units than
 * this.
 */
const UNITS_KEPT = 32 * 2 ** 20;
/** How many units a text counts beyond its own, for the memory that it takes besides. */
const UNITS_A_TEXT = 32;
const MOST_TEXTS = 64 * 2 ** 20;
const WRITE_UNITS = 1 << 20;
/** Longer texts are refused. Excel allows 32,767 units; other programs write more. */
const MOST_UNITS = 256 * 1024;

interface Page {
  readonly texts: readonly string[];
  readonly units: number;
}

/** Made by `read`; the caller has to call `close`. */
export class SharedStrings {
  readonly #path: string;
  readonly #file: number;
  /** The offset of each page, and of the end of the last. */
  readonly #places: readonly number[];
  /** The least recently used page comes first. */
  readonly #pages = new Map<number, Page>();
  #unitsKept = 0;

  private constructor(path: string, places: readonly number[]) {
    this.#path = path;
    this.#places = places;
    this.#file = openSync(path, 'r');
  }

  /**
   * @param source sharedStrings.xml; undefined where the workbook has none
   * @param path of a file to be made for the texts with mode 0600, removed by `close`
   */
  static async read(source: Readable | undefined, path: string): Promise<SharedStrings> {
    const file = await open(path, 'w', 0o600);
    try {
      const places = source === undefined ? [0] : await writePages(source, file);
      return new SharedStrings(path, places);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  /** @returns undefined where there is no such text */
  at(number: number): string | undefined {
    const page = Math.floor(number / PAGE_TEXTS);
    return this.#page(page)?.texts[number % PAGE_TEXTS];
  }

  async close(): Promise<void> {
    closeSync(this.#file);
    await rm(this.#path, { force: true });
  }

  #page(number: number): Page | undefined {
    const known = this.#pages.get(number);
    const page = known ?? this.#load(number);
    if (page === undefined) return undefined;
    this.#pages.delete(number);
    this.#pages.set(number, page);
    if (known === undefined) this.#keep(page);
    return page;
  }

  #keep({ units }: Page): void {
    this.#unitsKept += units;
    for (const [number, oldest] of this.#pages) {
      if (this.#unitsKept <= UNITS_KEPT || this.#pages.size === 1) return;
      this.#pages.delete(number);
      this.#unitsKept -= oldest.units;
    }
  }

  #load(page: number): Page | undefined {
    const start = this.#places[page];
    const end = this.#places[page + 1];
    if (start === undefined || end === undefined) return undefined;
    const bytes = Buffer.alloc(end - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    const texts = JSON.parse(bytes.toString()) as string[];
    return { texts, units: bytes.length + texts.length * UNITS_A_TEXT };
  }
}

async function writePages(source: Readable, file: FileHandle): Promise<number[]> {
  const texts = new Texts();
  const places = [0];
  let end = 0;
  let waiting: string[] = [];
  let units = 0;
  const add = (page: readonly string[]): void => {
    const json = JSON.stringify(page);
    end += Buffer.byteLength(json);
    places.push(end);
    waiting.push(json);
    units += json.length;
  };
  for await (const _ of parseXml(source, texts)) {
    while (texts.complete.length >= PAGE_TEXTS) add(texts.complete.splice(0, PAGE_TEXTS));
    if (units < WRITE_UNITS) continue;
    await file.writeFile(waiting.join(''));
    waiting = [];
    units = 0;
  }
  if (texts.complete.length > 0) add(texts.complete);
  await file.writeFile(waiting.join(''));
  return places;
}

/** A text may consist of runs with fonts of their own. Phonetic hints are not part of it. */
class Texts implements XmlHandler {
  readonly complete: string[] = [];
  #text = '';
  #count = 0;
  #inText = false;
  #inPronunciation = false;

  open(name: string): void {
    if (name === 'si') this.#text = '';
    if (name === 'rPh') this.#inPronunciation = true;
    if (name === 't') this.#inText = !this.#inPronunciation;
  }

  close(name: string): void {
    if (name === 'si') {
      this.complete.push(unescaped(this.#text));
      if (++this.#count > MOST_TEXTS) throw new Error(`it has more than ${MOST_TEXTS} shared texts`);
    }
    if (name === 'rPh') this.#inPronunciation = false;
    if (name === 't') this.#inText = false;
  }

  text(text: string): void {
    if (!this.#inText) return;
    this.#text += text;
    if (this.#text.length > MOST_UNITS)
      throw new Error('it has a text that is longer than any that a list needs');
  }
}
