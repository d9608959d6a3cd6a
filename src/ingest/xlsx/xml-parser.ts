// Parses XML while its bytes come. It knows elements by their
// local names, and nothing of their meaning.

import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import sax, { type QualifiedTag, type Tag } from 'sax';

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** Called with the next piece of an element's text. */
  text(text: string): void;
}

/** The parser remembers every open element, so nesting is limited; no sheet needs as much. */
const DEEPEST = 64;
/** No program writes so many bytes of a sheet without an element or a text, so the file is no sheet. */
const LONGEST_SILENCE = 1 << 20;

/**
 * Yields after each chunk.
 *
 * @throws Error where the bytes are no XML
 */
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
  let decoder: TextDecoder | undefined;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    silence += chunk.length;
    decoder ??= decoderOf(chunk);
    parser.write(decoder.decode(chunk, { stream: true }));
    // Without this the parser would gather a long text until its end.
    parser.flush();
    if (silence > LONGEST_SILENCE) throw new Error('it has an element that is too long');
    yield;
  }
  parser.write(decoder?.decode() ?? '').close();
  yield;
}

const DECLARED = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})["']/;

/** Finds the encoding by the byte-order mark, the first characters or the declaration (XML 1.0, appendix F). */
function decoderOf(beginning: Buffer): TextDecoder {
  const bytes = beginning.toString('latin1', 0, 256);
  if (bytes.startsWith('\u00ff\u00fe') || bytes.startsWith('<\0')) return new TextDecoder('utf-16le');
  if (bytes.startsWith('\u00fe\u00ff') || bytes.startsWith('\0<')) return new TextDecoder('utf-16be');
  const [, declared = 'utf-8'] = DECLARED.exec(bytes) ?? [];
  try {
    return new TextDecoder(declared);
  } catch (error) {
    throw new Error(`it has a part in an encoding that is not known (${declared})`, { cause: error });
  }
}

/** @throws Error where the bytes are no XML */
export async function parseWholeXml(source: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(source, handler));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
