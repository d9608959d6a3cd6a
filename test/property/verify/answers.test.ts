// Answers over the wire, in every manner that servers write them, and cut short: a clear code is never lost and never paid
// for twice, and what is cut off says nothing that the whole did not say.
//
// FUZZ_MINUTES=10 SEED=1 npx vitest run test/property/verify/answers.test.ts

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decision.js';
import { ProviderClient } from '../../../src/provider/client.js';
import { youtu } from '../../../src/provider/youtu/index.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { answerForms, isClear, VERDICTS, type AnswerForm } from '../../support/answer-forms.js';

const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0);
const RUNS = MINUTES > 0 ? Number.MAX_SAFE_INTEGER : 3_000;
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const RULES = {
  codes: youtu.codes,
  retryCodes: new Set(youtu.codes.retried),
  maxAttempts: 6,
  inDoubt: 'retry' as const,
};

const PERSON = { idNumber: '11010519491231002X', name: '王小明' };
const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const HEAD_END = '\r\n\r\n';

interface Sent {
  readonly wire: Buffer;
  readonly ends: boolean;
}

/** Reads a request to its end, then writes bytes as they are. */
class RawService {
  readonly #server = createServer((socket) => {
    this.#serve(socket);
  });
  readonly #sockets = new Set<Socket>();
  sent: Sent = { wire: Buffer.alloc(0), ends: true };
  requests = 0;

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    let asked = '';
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setNoDelay(true).on('data', (data) => {
      asked += data.toString('latin1');
      const end = asked.indexOf(HEAD_END);
      const length = Number(/content-length: (\d+)/i.exec(asked)?.[1]);
      if (end < 0 || asked.length < end + HEAD_END.length + length) return;
      asked = '';
      this.requests += 1;
      if (this.sent.ends) socket.end(this.sent.wire);
      else socket.write(this.sent.wire);
    });
  }
}

const service = new RawService();
let client: ProviderClient;

beforeAll(async () => {
  client = new ProviderClient({
    authUrl: await service.listen(),
    protocol: youtu.callsFor(ACCOUNT, Date.now),
    timeoutMs: 20_000,
    connections: 1,
    proxy: {},
    meter: new CallMeter(youtu.codes.monitored),
  });
});
afterAll(async () => {
  await client.close();
  service.close();
});

async function endOf(sent: Sent) {
  service.sent = sent;
  service.requests = 0;
  const { end } = await client.call(PERSON);
  assert.equal(service.requests, 1);
  return end;
}

async function expectRead(form: AnswerForm): Promise<void> {
  const end = await endOf(form);
  if (!isClear(form)) {
    assert.equal(
      end.kind === 'unreadable' ? end.httpStatus : end.kind,
      form.wellFramed ? form.status : 'lost',
    );
    return;
  }
  assert(end.kind === 'answered');
  assert.equal(end.code, String(form.code));
  assert.equal(end.httpStatus, form.status);
  if (!VERDICTS.includes(form.code)) return;
  const decision = decide(end, { attemptsUsed: 1, signatureRenewed: false }, RULES);
  assert.equal(decision.kind, 'done');
}

async function expectNothingElse({ wire, ...form }: AnswerForm, part: number): Promise<void> {
  const end = await endOf({ wire: wire.subarray(0, Math.floor(wire.length * part)), ends: true });
  if (end.kind !== 'answered') return;
  assert(isClear({ wire, ...form }));
  assert.equal(end.code, String(form.code));
}

const parts = fc.double({ min: 0, max: 0.999, noNaN: true });
let count = 0;
const forms = fc.constant(0).chain(() => answerForms((count += 1)));

test(
  'a clear code is read once, however it is written, and what is cut says nothing else',
  async () => {
    process.stdout.write(`answers: SEED=${SEED}\n`);
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(forms, fc.option(parts, { freq: 3 }), async (form, part) => {
        tried += 1;
        await (part === null ? expectRead(form) : expectNothingElse(form, part));
      }),
      {
        seed: SEED,
        numRuns: RUNS,
        endOnFailure: true,
        ...(MINUTES > 0 ? { interruptAfterTimeLimit: MINUTES * 60_000 } : {}),
      },
    );
    process.stdout.write(`answers: ${tried} tried\n`);
    expect(tried).toBeGreaterThan(0);
  },
  (MINUTES + 2) * 60_000,
);
