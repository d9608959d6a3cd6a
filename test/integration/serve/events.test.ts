// The stream of events: told as things happen, gone on with where it was cut off, bounded, and for those alone who may know.

import { describe, expect, it } from 'vitest';
import { status } from '../../../src/app/status.js';
import { EventStream } from '../../../src/serve/events/event-stream.js';
import { EventLog } from '../../../src/serve/events/event-log.js';
import { label } from '../../../src/app/label.js';
import { DEMO_CREDENTIALS, peopleCsv } from '../../../src/simulator/index.js';
import { Listener, Served } from './served.js';

type Told = NonNullable<Awaited<ReturnType<Listener['next']>>>;

const PEOPLE = [...peopleCsv({ count: 20, seed: 11, mix: 'clean' })].join('');

describe('a listener', () => {
  it('is told of batches until their end, as the command line shows it, and goes on after a cut', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const list = await operator.send(PEOPLE);
    const first = await Listener.listen(operator);
    const begun = await first.next();
    expect(begun).toMatchObject({ event: 'resync' });
    await operator.make({ list, batch: 'one' });
    let told = await first.next();
    while (told?.event !== 'batch') told = await first.next();
    expect(told.data).toMatchObject({ batch: 'one', state: 'draft' });
    await first.leave();
    await operator.post('/batches/one/start');
    await operator.until('one', 'completed');
    await operator.make({ list, batch: 'two' });
    await operator.post('/batches/two/cancel');
    // Nothing happened that is not told of now, though nobody listened.
    const second = await Listener.listen(operator, { 'last-event-id': told.id });
    const ended = await second.next();
    expect(ended?.event).toBe('batch');
    await status(served.app, { batch: 'one' }, ({ statuses: [said] }) => {
      expect(ended?.data).toEqual(JSON.parse(JSON.stringify(said)));
    });
    // Another process has other numbers, and says so.
    const elsewhere = operator.at(await Served.on(served.bench));
    const third = await Listener.listen(elsewhere, { 'last-event-id': told.id });
    expect(await third.next()).toMatchObject({ event: 'resync' });
  });

  it('is told of a draft that is gone, and of no batch that he may not see', async () => {
    const served = await Served.start();
    const [retail, wealth] = [
      await served.person('operator', ['retail']),
      await served.person('operator', ['wealth']),
    ];
    const list = await retail.send(PEOPLE);
    const mine = await Listener.listen(retail);
    const others = await Listener.listen(wealth);
    await retail.make({ list, label: 'retail', batch: 'one' });
    const kinds = async (listener: Listener, until: string): Promise<string[]> => {
      const seen = [];
      for (let event = await listener.next(); event !== undefined; event = await listener.next()) {
        if (event.event === 'account') continue;
        seen.push(`${event.event} ${event.data.batch ?? ''}`.trim());
        if (seen.at(-1) === until) break;
      }
      return seen;
    };
    expect(await kinds(mine, 'batch one')).toEqual(['resync', 'batch one']);
    await retail.post('/batches/one/cancel');
    expect(await kinds(mine, 'removed one')).toEqual(['removed one']);
    const own = await wealth.send(PEOPLE);
    await wealth.make({ list: own, label: 'wealth', batch: 'two' });
    expect(await kinds(others, 'batch two')).toEqual(['resync', 'batch two']);
  });

  it('is told that a batch is his no more, and of no account of others', async () => {
    const served = await Served.start();
    const [retail, wealth] = [
      await served.person('operator', ['retail']),
      await served.person('operator', ['wealth']),
    ];
    const list = await retail.send(PEOPLE);
    await retail.make({ list, label: 'retail', batch: 'one' });
    const [mine, others] = [await Listener.listen(retail), await Listener.listen(wealth)];
    const credentials = { ...DEMO_CREDENTIALS, appid: '20000' };
    await served.bench.create('two', { rows: 2, label: 'retail', credentials });
    const seen = async (listener: Listener, until: (told: Told) => boolean): Promise<Told[]> => {
      const all: Told[] = [];
      for (let told = await listener.next(); told !== undefined; told = await listener.next()) {
        all.push(told);
        if (until(told)) break;
      }
      return all;
    };
    const isTheirAccount = ({ data }: Told): boolean => data['appid'] === '20000';
    await seen(mine, isTheirAccount);
    await label(served.app, 'one', 'wealth');
    await seen(mine, ({ event, data }) => event === 'removed' && data.batch === 'one');
    const told = await seen(others, ({ data }) => data.batch === 'one');
    expect(told.filter(isTheirAccount)).toEqual([]);
    expect(told.at(-1)).toMatchObject({ event: 'batch', data: { batch: 'one', label: 'wealth' } });
  });

  it('is let go when his key ends', async () => {
    const served = await Served.start();
    const viewer = await served.person('viewer');
    const admin = await served.person('admin');
    await Listener.listen(viewer);
    await Listener.listen(admin);
    expect(served.hub.count()).toBe(2);
    await served.access.keys.revoke(viewer.id, () => Promise.resolve());
    await served.hub.checkListeners();
    expect(served.hub.count()).toBe(1);
  });
});

describe('a stream', () => {
  it('whose reader takes nothing is ended after so much, and says so', async () => {
    let ends = 0;
    const stream = new EventStream(() => (ends += 1));
    const reader = stream.readable.getReader();
    stream.push(Buffer.from('first\n\n'));
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('first\n\n');
    const event = Buffer.alloc(10_000, 'x');
    let told = 0;
    while (stream.push(event)) told += 1;
    expect(told).toBeLessThan(100);
    expect(ends).toBe(1);
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe(
      'event: dropped\ndata: {"reason":"too slow"}\n\n',
    );
    expect((await reader.read()).done).toBe(true);
  });

  it('that is closed gives what is pending first', async () => {
    const stream = new EventStream(() => undefined);
    stream.push(Buffer.from('a'));
    stream.close();
    const reader = stream.readable.getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('a');
    expect((await reader.read()).done).toBe(true);
  });
});

describe('the numbers of events', () => {
  it('say what was missed, as long as that is known', () => {
    const log = new EventLog();
    const ids = Array.from({ length: 3_000 }, (_, index) => log.add('batch', { index }, () => true).id);
    expect(log.after(ids.at(-1) ?? '')).toEqual([]);
    expect(log.after(ids.at(-3) ?? '')?.map(({ id }) => id)).toEqual(ids.slice(-2));
    expect(log.after(ids[500] ?? '')).toBeUndefined();
    expect(log.after(new EventLog().lastId)).toBeUndefined();
    expect(log.after('nonsense')).toBeUndefined();
    expect(log.after(`${ids[0]?.split('-')[0]}-99999`)).toBeUndefined();
  });
});
