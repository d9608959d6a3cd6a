// Traces of a run, as a collector for OpenTelemetry on loopback receives them, and a run without one.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { User } from './user.js';

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(attribute),
});
const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});
type Span = z.infer<typeof span>;

class Collector {
  readonly bodies: string[] = [];
  readonly paths = new Set<string>();
  url = '';

  static async open(): Promise<Collector> {
    const collector = new Collector();
    const keep = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
      collector.paths.add(incoming.url ?? '');
      collector.bodies.push(await text(incoming));
      answer.setHeader('content-type', 'application/json').end('{}');
    };
    const server = createServer((incoming, answer) => {
      void keep(incoming, answer);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    collector.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return collector;
  }

  get resources(): Set<string> {
    return new Set(
      this.bodies
        .flatMap((body) => request.parse(JSON.parse(body)).resourceSpans)
        .flatMap(({ resource }) => resource.attributes)
        .map(({ key, value }) => `${key}=${String(value['stringValue'])}`),
    );
  }

  get spans(): Span[] {
    return this.bodies
      .flatMap((body) => request.parse(JSON.parse(body)).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  }
}

const PEOPLE = [
  ['王小明', '11010519491231002X'],
  ['李小红', '440524188001010014'],
];

async function run(user: User, environment: Readonly<Record<string, string>>): Promise<void> {
  const list = user.file(
    'list.csv',
    `姓名,身份证号\n${PEOPLE.map((person) => person.join(',')).join('\n')}\n`,
  );
  expect(await user.rollcall(['run', list, '--batch', 'one'], environment)).toMatchObject({ status: 0 });
}

describe('with a collector', () => {
  it('a slice is followed from the process that adds it to the one that verifies it, and nobody is named', async () => {
    const user = await User.arrive();
    onTestFinished(() => user.leave());
    const collector = await Collector.open();
    await run(user, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'rollcall-test',
    });
    expect([...collector.paths]).toEqual(['/v1/traces']);
    expect([...collector.resources]).toContain('service.name=rollcall-test');
    const { spans } = collector;
    const added = spans.find(({ name }) => name === 'addBulk verify');
    const processed = spans.find(({ name }) => name === 'process verify');
    expect(processed).toBeDefined();
    expect(processed).toMatchObject({ traceId: added?.traceId, parentSpanId: added?.spanId });
    expect(spans.map(({ name }) => name)).toContain('process batches');
    const words = PEOPLE.flat();
    expect(collector.bodies.filter((body) => words.some((word) => body.includes(word)))).toEqual([]);
  });
});

describe('without a collector', () => {
  it('nothing of OpenTelemetry is loaded', () => {
    const worker = new URL('../../dist/workers/verify-worker.js', import.meta.url).href;
    const script = `
      import { createRequire } from 'node:module';
      await import('${worker}');
      const { startTracing } = await import('${new URL('../src/tracing/tracing.js', worker).href}');
      await startTracing(undefined, () => undefined);
      console.log(Object.keys(createRequire('${worker}')('module')._cache).join('\\n'));
    `;
    const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(loaded).toContain('ioredis');
    expect(loaded.split('\n').filter((path) => /opentelemetry|bullmq-otel/.test(path))).toEqual([]);
  });
});
