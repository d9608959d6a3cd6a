// The parts of a ZIP file by name, as streams that end either with all bytes of the part or with an error that the
// reader gets. It knows ZIP, and no workbook.

import { PassThrough, Transform, pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';

const MOST_PARTS = 10_000;
const STORED = 0;
const DEFLATED = 8;
const CHUNK_BYTES = 64 * 1024;

export class ZipParts {
  readonly #zip: yauzl.ZipFile;
  readonly #entries: ReadonlyMap<string, yauzl.Entry>;

  private constructor(zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws Error where the file is no ZIP file, or a damaged one */
  static async open(path: string): Promise<ZipParts> {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    // The library may emit an error at any time, also after the last part was read.
    zip.on('error', () => undefined);
    try {
      return new ZipParts(zip, await entriesOf(zip));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** The parts' names in lower case. */
  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /**
   * @param mostBytes of the part when unpacked
   * @returns undefined where there is no such part
   * @throws Error where the part can't be read, or is larger
   */
  async open(name: string, mostBytes: number): Promise<Readable | undefined> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    if (entry.isEncrypted()) throw new Error('it has a password');
    const { compressionMethod: method, uncompressedSize: bytes } = entry;
    if (bytes > mostBytes) throw new Error(tooLarge(name, mostBytes));
    if (method !== STORED && method !== DEFLATED)
      throw new Error(`its part ${name} is packed by a method that is not known (${method})`);
    const packed = await this.#zip.openReadStreamPromise(entry, { decodeFileData: false });
    const unpacked = method === STORED ? new PassThrough() : createInflateRaw({ chunkSize: CHUNK_BYTES });
    // `pipeline` destroys all streams when one fails. With `pipe` the error would be an event, which ends the process
    // where nobody listens.
    return pipeline(packed, unpacked, wholePart(name, bytes, entry.crc32), () => undefined);
  }

  close(): void {
    this.#zip.close();
  }
}

async function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MOST_PARTS) throw new Error(`it has ${zip.entryCount} parts`);
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  return entries;
}

function tooLarge(name: string, mostBytes: number): string {
  const mib = Math.round(mostBytes / 2 ** 20).toLocaleString('en-US');
  return `its part ${name} is larger than ${mib} MiB when unpacked, more than any list needs`;
}

/** Passes a part on and checks its length and checksum, because a changed digit would be another person's number. */
function wholePart(name: string, bytes: number, sum: number): Transform {
  let passed = 0;
  let passedSum = 0;
  const damaged = (): Error => new Error(`its part ${name} is damaged`);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed > bytes) {
        done(damaged());
        return;
      }
      passedSum = crc32(chunk, passedSum);
      done(null, chunk);
    },
    flush(done) {
      done(passed === bytes && passedSum === sum ? null : damaged());
    },
  });
}
