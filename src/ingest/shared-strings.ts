// The texts that a workbook's cells share, by their numbers: in a file, because there may be as many as cells, with
// those used last in memory. It knows texts and places, and no cell.

import { closeSync, openSync, readSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { unescaped } from './cell-text.js';
import { parseXml, type XmlHandler } from './xml-parser.js';

/** Texts are read as many at a time. Programs number them as they come in the sheet, so neighbours are used together. */
const PAGE_TEXTS = 64;
const PAGES_KEPT = 4096;
const WRITE_UNITS = 1 << 20;
/** Excel's own limit of a cell, from which on nothing is added. */
const MOST_UNITS = 32_767;

/** Texts of sheets, and `close` them when done. */
export class SharedStrings {
  readonly #path: string;
  readonly #file: number;
  /** Where each page begins, and the last one ends. */
  readonly #places: readonly number[];
  /** In the order of their last use. */
  readonly #pages = new Map<number, readonly string[]>();

  private constructor(path: string, places: readonly number[]) {
    this.#path = path;
    this.#places = places;
    this.#file = openSync(path, 'r');
  }

  /**
   * @param source sharedStrings.xml; undefined where the workbook has none
   * @param path of a file to be made for them, mode 0600, gone after `close`
   */
  static async read(source: Readable | undefined, path: string): Promise<SharedStrings> {
    const file = await open(path, 'w', 0o600);
    try {
      const places = source === undefined ? [0] : await writePages(source, file);
      return new SharedStrings(path, places);
    } finally {
      await file.close();
    }
  }

  /** @returns undefined where there is no such text */
  at(number: number): string | undefined {
    const page = Math.floor(number / PAGE_TEXTS);
    return this.#page(page)?.[number % PAGE_TEXTS];
  }

  async close(): Promise<void> {
    closeSync(this.#file);
    await rm(this.#path, { force: true });
  }

  #page(page: number): readonly string[] | undefined {
    const known = this.#pages.get(page);
    const texts = known ?? this.#load(page);
    if (texts === undefined) return undefined;
    this.#pages.delete(page);
    this.#pages.set(page, texts);
    if (this.#pages.size > PAGES_KEPT) this.#pages.delete(this.#pages.keys().next().value ?? page);
    return texts;
  }

  #load(page: number): readonly string[] | undefined {
    const start = this.#places[page];
    const end = this.#places[page + 1];
    if (start === undefined || end === undefined) return undefined;
    const bytes = Buffer.alloc(end - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    return JSON.parse(bytes.toString()) as string[];
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

/** A text may come in runs, each with its own font. How a word is pronounced is not part of it. */
class Texts implements XmlHandler {
  readonly complete: string[] = [];
  #text = '';
  #inText = false;
  #inPronunciation = false;

  open(name: string): void {
    if (name === 'si') this.#text = '';
    if (name === 'rPh') this.#inPronunciation = true;
    if (name === 't') this.#inText = !this.#inPronunciation;
  }

  close(name: string): void {
    if (name === 'si') this.complete.push(unescaped(this.#text));
    if (name === 'rPh') this.#inPronunciation = false;
    if (name === 't') this.#inText = false;
  }

  text(text: string): void {
    if (this.#inText && this.#text.length <= MOST_UNITS) this.#text += text;
  }
}
