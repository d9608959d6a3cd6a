// Parses XML as its bytes come. It knows elements by their local names, and nothing of what they mean.

import type { Readable } from 'node:stream';
import sax, { type QualifiedTag, type Tag } from 'sax';

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** Of an element's text, the next part. */
  text(text: string): void;
}

/** Yields after each chunk that was handled. @throws Error where it is no XML */
export async function* parseXml(source: Readable, handler: XmlHandler): AsyncGenerator<void> {
  const parser = Object.assign(sax.parser(true, { position: false }), {
    onopentag: ({ name, attributes }: Tag | QualifiedTag) => {
      handler.open(localName(name), attributes as Record<string, string>);
    },
    onclosetag: (name: string) => {
      handler.close(localName(name));
    },
    ontext: (text: string) => {
      handler.text(text);
    },
    oncdata: (text: string) => {
      handler.text(text);
    },
    onerror: (error: Error) => {
      throw error;
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of source as AsyncIterable<Buffer>) {
    parser.write(decoder.decode(chunk, { stream: true }));
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
