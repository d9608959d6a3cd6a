// Takes a call from the last byte of its request to its answer and its line in the log, for any interface. Of a call
// that has ended it keeps only counts.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { clockHeaders, plainAnswer, send, unreadableAnswer, type Answer } from './answers.js';
import type { Dialect, ReadCall } from './dialect.js';
import type { Ground } from './ground.js';
import { readBytes } from './request-body.js';
import type { Settings } from './settings.js';
import { TokenBucket } from './token-bucket.js';
import { Totals } from './totals.js';
import { decideCall, type Verdict } from './verdict.js';

interface World extends Ground {
  readonly dialect: Dialect;
}

interface Call {
  readonly seq: number;
  readonly from: string;
  readonly receivedAt: number;
  readonly read: ReadCall;
  readonly response: ServerResponse;
  readonly verdict: Verdict;
  counted: boolean;
}

export class CallEndpoint {
  readonly totals = new Totals();
  readonly #world: World;
  readonly #rate = new TokenBucket();
  readonly #sessionPrefix: string;
  /** Calls that are decided and wait for their latency, or for the end of `hold`. */
  readonly #waiting = new Map<Call, NodeJS.Timeout>();
  readonly #held = new Set<Call>();
  #seq = 0;

  constructor(world: World) {
    this.#world = world;
    this.#sessionPrefix = `sim-${world.now().toString(36)}`;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    readBytes(request, (bytes) => {
      this.arrive(request, response, bytes);
    });
  }

  /** Lets the calls go on that `hold` keeps back. */
  release(): void {
    for (const call of this.#held) this.#wait(call);
    this.#held.clear();
  }

  /** Drops the calls that still wait: they get no answer. */
  close(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const call of [...this.#held, ...this.#waiting.keys()]) this.#end(call, null);
    this.#held.clear();
    this.#waiting.clear();
  }

  /** @param bytes of the request's body; undefined where it was over the limit */
  arrive(request: IncomingMessage, response: ServerResponse, bytes: Buffer | undefined): void {
    const { now, settings: current, faults, dialect } = this.#world;
    const read = dialect.read(request, bytes);
    const [receivedAt, settings] = [now(), current()];
    const grounds = { settings, faults, rate: this.#rate, dialect, nowMs: receivedAt };
    const verdict = decideCall(request, read, grounds);
    this.#seq += 1;
    const from = request.socket.remoteAddress ?? '';
    const call: Call = { seq: this.#seq, from, receivedAt, read, response, verdict, counted: false };
    if (settings.countAt === 'arrival') this.#count(call, receivedAt);
    this.totals.arrived();
    if (settings.hold) this.#held.add(call);
    else this.#wait(call);
  }

  #wait(call: Call): void {
    const latencyMs = this.#world.faults.latencyMs(this.#world.settings());
    if (latencyMs === 0) return this.#deliver(call);
    const timer = setTimeout(() => {
      this.#waiting.delete(call);
      this.#deliver(call);
    }, latencyMs);
    this.#waiting.set(call, timer);
    return undefined;
  }

  #deliver(call: Call): void {
    if (this.#world.settings().countAt === 'answer') this.#count(call, this.#world.now());
    const { response, verdict } = call;
    const http = response.destroyed ? null : this.#respond(call);
    if (http !== null || response.destroyed) return this.#end(call, http);
    if (verdict.delivery === 'hang') {
      this.#log(call, null);
      response.once('close', () => this.totals.ended());
      return undefined;
    }
    response.destroy();
    return this.#end(call, null);
  }

  #count(call: Call, instantMs: number): void {
    const { code } = call.verdict;
    if (call.counted || code === null) return;
    this.totals.decided(code);
    if (!this.#world.settings().countedCodes.includes(code)) return;
    call.counted = true;
    this.#world.tally.add(instantMs, code);
    this.totals.counted += 1;
  }

  /** The HTTP status that was sent, or null where the call gets no answer. */
  #respond(call: Call): number | null {
    const { delivery } = call.verdict;
    const settings = this.#world.settings();
    switch (delivery) {
      case 'cut':
      case 'drop':
      case 'hang':
        return null;
      case 'http':
        return this.#sendAs(
          call,
          plainAnswer(settings.httpStatus, 'gateway fault'),
          redirect(settings.httpStatus),
        );
      case 'throttled':
        return this.#sendAs(call, plainAnswer(429, 'Too Many Requests'), retryAfter(settings));
      case 'unreadable':
        return this.#sendAs(call, unreadableAnswer(settings.unreadableAs, this.#answer(call, settings)));
      case 'answer':
        return this.#sendAs(
          call,
          this.#answer(call, settings),
          call.verdict.code === this.#world.dialect.throttled ? retryAfter(settings) : [],
        );
    }
  }

  #answer({ seq, verdict }: Call, settings: Settings): Answer {
    const sessionId = `${this.#sessionPrefix}-${seq}`;
    const { dialect } = this.#world;
    const { code, message } = verdict;
    return dialect.answer({ code: code ?? dialect.match, message }, sessionId, settings);
  }

  #sendAs(call: Call, answer: Answer, headers: readonly string[] = []): number {
    const clock = clockHeaders(this.#world.now(), this.#world.settings().clockOffsetMs);
    send(call.response, answer, [...clock, ...headers]);
    return answer.http;
  }

  #end(call: Call, http: number | null): void {
    this.#log(call, http);
    this.totals.ended();
  }

  #log({ seq, from, receivedAt, read, verdict, counted }: Call, http: number | null): void {
    if (http === null) this.totals.dropped += 1;
    const asked = read.ok ? read.asked : undefined;
    this.#world.log.add({
      seq,
      from,
      receivedAt,
      answeredAt: http === null ? null : this.#world.now(),
      idNumber: asked?.idNumber ?? '',
      name: asked?.name ?? '',
      code: verdict.code,
      counted,
      dropped: http === null,
      http,
    });
  }
}

function retryAfter({ retryAfterSeconds }: Settings): readonly string[] {
  return retryAfterSeconds === null ? [] : ['Retry-After', String(retryAfterSeconds)];
}

function redirect(httpStatus: number): readonly string[] {
  return httpStatus < 400 ? ['Location', '/elsewhere'] : [];
}
