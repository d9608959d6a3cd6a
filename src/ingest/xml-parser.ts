// Parses XML as its bytes come. It knows elements by their local names, and nothing of what they mean.

import type { Readable } from 'node:stream';
import sax, { type QualifiedTag, type Tag } from 'sax';

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** Of an element's text, the next part. */
  text(text: string): void;
}

/** More than any sheet needs. The parser remembers every element that is open. */
const DEEPEST = 64;
/** Bytes without an element or a text in them, from which on it is no sheet that a program wrote. */
const LONGEST_SILENCE = 1 << 20;

/** Yields after each chunk that was handled. @throws Error where it is no XML */
export async function* parseXml(source: Readable, handler: XmlHandler): AsyncGenerator<void> {
  let depth = 0;
  let silence = 0;
  const parser = Object.assign(sax.parser(true, { position: false }), {
    onopentag: ({ name, attributes }: Tag | QualifiedTag) => {
      silence = 0;
      if (++depth > DEEPEST) throw new Error('its elements are nested too deeply');
      handler.open(localName(name), attributes as Record<string, string>);
    },
    onclosetag: (name: string) => {
      depth--;
      handler.close(localName(name));
    },
    ontext: (text: string) => {
      silence = 0;
      handler.text(text);
    },
    oncdata: (text: string) => {
      silence = 0;
      handler.text(text);
    },
    onerror: (error: Error) => {
      throw error;
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of source as AsyncIterable<Buffer>) {
    silence += chunk.length;
    parser.write(decoder.decode(chunk, { stream: true }));
    // Or it would keep a text until its end, however long.
    parser.flush();
    if (silence > LONGEST_SILENCE) throw new Error('it has an element that is too long');
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

/** @throws Error where it is no XML */
export async function parseWholeXml(source: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(source, handler));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
