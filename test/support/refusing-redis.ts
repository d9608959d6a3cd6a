// A proxy before a real Redis that refuses: it answers chosen commands with an error while a test wants that, and
// passes on all others. A refused command may have been executed all the same, or the connection is cut instead.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Words of a command; the first in capitals. */
export type Words = readonly string[];

export interface Refusal {
  /** The error in the server's words, without the leading sign. Undefined: the connection is cut instead. */
  readonly error: string | undefined;
  readonly of: (words: Words) => boolean;
  /** Whether the command is executed although the answer is an error. */
  readonly done?: boolean;
}

/** The answer in the server's place, or undefined for the server's own; a cut ends the connection. */
interface Answer {
  readonly text: string | undefined;
  readonly swallow: boolean;
  readonly cut: boolean;
}

export class RefusingRedis {
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #refusal: Refusal | undefined;
  #waiting: (() => void)[] = [];
  refusals = 0;
  connections = 0;

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer((client) => {
      this.#serve(client);
    });
  }

  static async before(port: number): Promise<RefusingRedis> {
    const refusing = new RefusingRedis(port);
    refusing.#server.listen(0, '127.0.0.1');
    await once(refusing.#server, 'listening');
    return refusing;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** @returns when this many commands have been refused */
  async refuse(refusal: Refusal, times = 1): Promise<void> {
    this.#refusal = refusal;
    const from = this.refusals;
    while (this.refusals < from + times) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  heal(): void {
    this.#refusal = undefined;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(client: Socket): void {
    this.connections += 1;
    const server = connect(this.#port, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    const answers: Answer[] = [];
    const frames: Buffer[] = [];
    const flush = (): void => {
      for (let next = answers[0]; next !== undefined; next = answers[0]) {
        const fromServer = next.text === undefined || next.swallow;
        if (fromServer && frames.length === 0) return;
        answers.shift();
        const frame = fromServer ? frames.shift() : undefined;
        if (next.cut) client.destroy();
        else client.write(next.text ?? frame ?? '');
      }
    };
    client.on(
      'data',
      framesOf((frame) => {
        const answer = this.#answerTo(wordsOf(frame));
        answers.push(answer);
        if (answer.text === undefined || answer.swallow) server.write(frame);
        flush();
      }),
    );
    server.on(
      'data',
      framesOf((frame) => {
        frames.push(frame);
        flush();
      }),
    );
  }

  #answerTo(words: Words): Answer {
    const refusal = this.#refusal;
    if (refusal === undefined || !refusal.of(words)) return { text: undefined, swallow: false, cut: false };
    this.refusals += 1;
    for (const resolve of this.#waiting.splice(0)) resolve();
    return {
      text: `-${refusal.error ?? 'ERR cut'}\r\n`,
      swallow: refusal.done ?? false,
      cut: refusal.error === undefined,
    };
  }
}

function wordsOf(frame: Buffer): Words {
  const parts = frame.toString('latin1').split('\r\n');
  const words = parts.filter((_, index) => index > 0 && index % 2 === 0);
  return words.map((word, index) => (index === 0 ? word.toUpperCase() : word));
}

/** Cuts a stream of the protocol into whole frames. */
function framesOf(onFrame: (frame: Buffer) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (let end = endOf(rest, 0); end !== undefined; end = endOf(rest, 0)) {
      onFrame(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}

/** Where the frame that begins at `from` ends; undefined where it is not whole. */
function endOf(data: Buffer, from: number): number | undefined {
  const line = data.indexOf('\r\n', from);
  if (line < 0) return undefined;
  const after = line + 2;
  const sign = String.fromCharCode(data[from] ?? 0);
  const count = Number(data.toString('latin1', from + 1, line));
  if ('$=!'.includes(sign)) {
    const end = count < 0 ? after : after + count + 2;
    return end <= data.length ? end : undefined;
  }
  if (!'*~>%'.includes(sign)) return after;
  let end: number | undefined = after;
  for (let left = sign === '%' ? 2 * count : count; left > 0 && end !== undefined; left -= 1) {
    end = endOf(data, end);
  }
  return end;
}
