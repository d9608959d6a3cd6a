// The file that a browser's form has sent, as it comes: lists may be larger than memory. It knows the form `multipart/form-data`
// (RFC 7578), no list.

import { Problem } from '../../problem.js';

interface SentFile {
  readonly name: string;
  /** Has to be read to its end. */
  readonly content: AsyncGenerator<Uint8Array>;
}

const HEAD_MOST = 16_384;
const HEAD_END = Buffer.from('\r\n\r\n');

/** @throws Problem where the body is no such form, or has no file */
export async function sentFile(body: AsyncIterable<Uint8Array>, contentType: string): Promise<SentFile> {
  const [, quoted, bare] =
    /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new Problem(415, 'unsupported-media-type');
  const reader = new PartReader(body[Symbol.asyncIterator](), Buffer.from(`\r\n--${boundary}`));
  for (;;) {
    const head = await reader.head();
    const name = head === undefined ? undefined : fileName(head);
    if (head === undefined) throw noFile();
    if (name !== undefined && name !== '') return { name, content: reader.content() };
    for await (const _ of reader.content());
  }
}

function noFile(): Problem {
  return new Problem(422, 'invalid-request', { detail: ({ newListPage }) => newListPage.chooseFirst });
}

/** Browsers write a quote in it as %22. */
function fileName(head: string): string | undefined {
  return /^content-disposition:.*;\s*filename="([^"\r\n]*)"/im.exec(head)?.[1]?.replaceAll('%22', '"');
}

class PartReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  /** The first boundary has no line end before it. */
  #kept: Buffer = Buffer.from('\r\n');
  #hasBegun = false;

  constructor(source: AsyncIterator<Uint8Array>, delimiter: Buffer) {
    [this.#source, this.#delimiter] = [source, delimiter];
  }

  /** That of the next part; undefined behind the last. */
  async head(): Promise<string | undefined> {
    if (!this.#hasBegun) for await (const _ of this.content());
    this.#hasBegun = true;
    let end = this.#kept.indexOf(HEAD_END);
    while (end === -1) {
      if (this.#kept.subarray(0, 2).equals(Buffer.from('--'))) return undefined;
      if (this.#kept.length > HEAD_MOST || !(await this.#more())) throw cutOff();
      end = this.#kept.indexOf(HEAD_END);
    }
    const head = this.#kept.toString('utf8', 0, end);
    this.#kept = this.#kept.subarray(end + HEAD_END.length);
    return head;
  }

  /** Up to the next boundary. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#kept.indexOf(this.#delimiter);
      // A boundary may stand across two pieces.
      const sure = at === -1 ? this.#kept.length - this.#delimiter.length + 1 : at;
      if (sure > 0) yield this.#kept.subarray(0, sure);
      if (at !== -1) {
        this.#kept = this.#kept.subarray(at + this.#delimiter.length);
        return;
      }
      this.#kept = this.#kept.subarray(Math.max(0, sure));
      if (!(await this.#more())) throw cutOff();
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#kept = Buffer.concat([this.#kept, next.value]);
    return true;
  }
}

function cutOff(): Problem {
  return new Problem(400, 'invalid-request', { detail: ({ problems }) => problems.cutOff });
}
