// One row's life, with a service and a journal that do as they are told.

import { describe, expect, it, vi } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import type { CallEnd, DecisionRules } from '../../../src/domain/decision.js';
import { verifyRow, type CallJournal } from '../../../src/verify/row.js';
import { answered, attempt, LOST, PERSON, REFUSED, RULES, unreadable, World } from './fakes.js';

function verify(world: World, past: readonly Attempt[] = [], rules: DecisionRules = RULES, excusedUpTo = 0) {
  return verifyRow({ row: 7, person: PERSON, past, excusedUpTo }, rules, world.journal, world.context);
}

describe('a row', () => {
  it('is called once, with its line before and its end after', async () => {
    const world = new World(answered(-5803));
    expect(await verify(world)).toMatchObject({
      kind: 'finished',
      last: { row: 7, attempt: 1, code: '-5803' },
    });
    expect(world.events).toEqual(['permit 7.1: permitted', 'call', 'record 7.1']);
    expect(world.recorded[0]?.attempt).toEqual({
      row: 7,
      attempt: 1,
      startedAt: 1_000_000,
      finishedAt: 1_000_010,
      result: 'answered',
      code: '-5803',
      httpStatus: 200,
      sessionId: 'of-5803',
      message: '',
      probe: false,
    });
  });

  it('that has its answer already calls nobody', async () => {
    const world = new World();
    expect(await verify(world, [attempt(7, 1, { code: '0' })])).toMatchObject({ kind: 'finished' });
    expect(world.events).toEqual([]);
  });

  it('goes on with the number after its last attempt', async () => {
    const world = new World();
    await verify(world, [attempt(7, 1), attempt(7, 2, { code: '15' })]);
    expect(world.events).toEqual(['permit 7.3: permitted', 'call', 'record 7.3']);
  });

  it('keeps nothing personal of the provider’s words', async () => {
    const world = new World(answered(-5802, 'failed for 张三, 11010519491231002X'));
    await verify(world);
    expect(world.recorded[0]?.attempt.message).toBe('failed for ***, ***');
  });
});

describe('a call that failed', () => {
  it.each([
    ['107', answered(107), { result: 'answered', code: '107', httpStatus: 200 }],
    ['a cut connection', LOST, { result: 'in_doubt', code: undefined, httpStatus: undefined }],
    ['a refused connection', REFUSED, { result: 'refused', code: undefined, httpStatus: undefined }],
    ['HTTP 503', unreadable(503), { result: 'in_doubt', code: undefined, httpStatus: 503 }],
  ])(
    'with %s is made again after growing waits, until the attempts are used up',
    async (_what, end, record) => {
      const world = new World(end, end, end, end);
      expect(await verify(world)).toMatchObject({ kind: 'finished' });
      expect(world.waits.slice(0, 2)).toEqual([50, 100]);
      expect(world.recorded.map(({ attempt: { attempt: number } }) => number)).toEqual([1, 2, 3]);
      expect(world.recorded[2]).toMatchObject({ attempt: record, effect: { kind: 'failed' } });
    },
  );

  it('waits on top of what the service asks for', async () => {
    const world = new World(answered(108, '', 1500));
    await verify(world);
    expect(world.waits).toEqual([1550]);
  });

  it('in doubt ends its row where such rows are held', async () => {
    const world = new World(LOST);
    expect(await verify(world, [], { ...RULES, inDoubt: 'hold' })).toMatchObject({
      kind: 'finished',
      last: { result: 'in_doubt' },
    });
    expect(world.callsOf.get(PERSON.name)).toBe(1);
  });

  it('that was a probe uses no attempt', async () => {
    const world = new World(LOST, LOST, LOST, LOST, LOST).permitting(
      'probe',
      'probe',
      'probe',
      'probe',
      'probe',
    );
    expect(await verify(world)).toMatchObject({
      kind: 'finished',
      last: { code: '0', attempt: 6, probe: false },
    });
    expect(world.recorded.map(({ attempt: { probe } }) => probe)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a throttled call', () => {
  it('uses no attempt, and says so to the account with the wait that was asked for', async () => {
    const world = new World(answered(15, '', 300), unreadable(429), answered(15), answered(15), answered(0));
    expect(await verify(world)).toMatchObject({ kind: 'finished', last: { code: '0', attempt: 5 } });
    expect(world.recorded[0]?.effect).toEqual({ kind: 'throttled', pauseMs: 300, cause: '' });
    expect(world.recorded[1]?.effect).toEqual({ kind: 'throttled', pauseMs: 0, cause: '' });
  });

  it('waits briefly, since the shared rate has come down already', async () => {
    const world = new World(...Array.from({ length: 20 }, () => answered(15)));
    await verify(world);
    expect(world.waits).toHaveLength(20);
    expect(Math.max(...world.waits)).toBe(1000);
  });

  it('ends its row when the throttling lasts longer than it may', async () => {
    const world = new World(...Array.from({ length: 1000 }, () => answered(15)));
    expect(await verify(world)).toMatchObject({ kind: 'finished', last: { code: '15' } });
    expect(world.nowMs - 1_000_000).toBeGreaterThanOrEqual(60_000);
    expect(world.nowMs - 1_000_000).toBeLessThan(62_000);
  });
});

describe('a row that is rejected by HTTP', () => {
  const redirect = (target: string): CallEnd => ({
    kind: 'unreadable',
    httpStatus: 301,
    reason: 'moved',
    target,
  });

  it('is called within its attempts, and ends', async () => {
    const world = new World(unreadable(403), unreadable(403), unreadable(403));
    expect(await verify(world)).toMatchObject({ kind: 'finished', last: { attempt: 3, httpStatus: 403 } });
    expect(world.recorded.map(({ effect }) => effect)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'rejected', pauseMs: 0, cause: '403' })),
    );
  });

  it('is not called again where its attempts are used up', async () => {
    const world = new World();
    const past = [1, 2, 3].map((number) => attempt(7, number, { httpStatus: 403 }));
    expect(await verify(world, past)).toMatchObject({ kind: 'finished' });
    expect(world.callsOf.size).toBe(0);
  });

  it('names the target of a redirect, unless that tells of the person', async () => {
    const world = new World(redirect('https://a.test/x'), redirect(`https://a.test/${PERSON.idNumber}`));
    await verify(world);
    expect(world.recorded.slice(0, 2).map(({ effect }) => effect.cause)).toEqual([
      '301 https://a.test/x',
      '301 ***',
    ]);
  });
});

describe('an account error', () => {
  it('halts the account and leaves the row whole', async () => {
    const world = new World(answered(25)).permitting('permitted', 'stopped');
    expect(await verify(world)).toEqual({ kind: 'stopped', why: 'stopped' });
    const cause = '{"kind":"code","code":"25"}';
    expect(world.recorded[0]?.effect).toEqual({ kind: 'halt', pauseMs: 0, cause });
    expect(world.callsOf.get(PERSON.name)).toBe(1);
  });
});

describe('an expired signature', () => {
  it('is renewed once and the call made again at once', async () => {
    const world = new World(answered(9), answered(0));
    expect(await verify(world)).toMatchObject({ kind: 'finished', last: { code: '0', attempt: 2 } });
    expect(new Set(world.carried).size).toBe(2);
    expect(world.waits).toEqual([]);
    expect(world.recorded[0]?.effect.kind).toBe('good');
  });

  it('twice in a row halts', async () => {
    const world = new World(answered(9), answered(9)).permitting('permitted', 'permitted', 'stopped');
    expect(await verify(world)).toEqual({ kind: 'stopped', why: 'stopped' });
    expect(world.recorded[1]?.effect).toEqual({
      kind: 'halt',
      pauseMs: 0,
      cause: '{"kind":"code","code":"9"}',
    });
    expect(new Set(world.carried).size).toBe(2);
  });

  it.each([15, 107])(
    'is not taken for renewed with success by an answer %i, which may come without a look at it',
    async (code) => {
      const world = new World(answered(9), answered(code), answered(9));
      world.permitting('permitted', 'stopped', 'permitted', 'stopped', 'permitted', 'stopped');
      await verify(world);
      await verify(world);
      await verify(world);
      expect(world.recorded.at(-1)?.effect.kind).toBe('halt');
    },
  );

  it('is renewed before another row carries it, and halts when the renewed one is refused for that row', async () => {
    const world = new World(answered(9), answered(9));
    world.permitting('permitted', 'permitted', 'stopped', 'stopped');
    let other: Promise<unknown> | undefined;
    const journal: CallJournal = {
      ...world.journal,
      record: async (ended, effect) => {
        await world.journal.record(ended, effect);
        if (other === undefined) await (other = verify(world));
      },
    };
    const inHand = { row: 8, person: PERSON, past: [], excusedUpTo: 0 };
    await verifyRow(inHand, RULES, journal, world.context);
    expect(new Set(world.carried).size).toBe(2);
    expect(world.recorded.map(({ attempt: { row }, effect }) => [row, effect.kind])).toEqual([
      [8, 'good'],
      [7, 'halt'],
    ]);
  });
});

describe('a permission that is denied', () => {
  it.each(['stale', 'stopped', 'capped'] as const)(
    'as %s ends the row without a call',
    async (permission) => {
      const world = new World().permitting(permission);
      expect(await verify(world)).toEqual({ kind: 'stopped', why: permission });
      expect(world.callsOf.size).toBe(0);
    },
  );

  it('for now is asked for again after its wait, with the same number', async () => {
    const world = new World().permitting(['wait', 50], ['wait', 70]);
    await verify(world);
    expect(world.waits).toEqual([50, 70]);
    expect(world.events).toEqual([
      'permit 7.1: wait',
      'permit 7.1: wait',
      'permit 7.1: permitted',
      'call',
      'record 7.1',
    ]);
  });

  it('for now starts the call’s clock when it was permitted, not when it was first asked for', async () => {
    const world = new World().permitting(['wait', 1500]);
    await verify(world);
    expect(world.recorded[0]?.attempt.startedAt).toBe(1_001_500);
  });
});

describe('a process that is stopping', () => {
  it('calls nobody any more', async () => {
    const world = new World();
    world.stop.abort();
    expect(await verify(world)).toEqual({ kind: 'stopped', why: 'stopping' });
    expect(world.events).toEqual([]);
  });

  it('ends a row’s wait for its retry', async () => {
    const world = new World(LOST);
    world.onWait = () => world.stop.abort();
    expect(await verify(world)).toEqual({ kind: 'stopped', why: 'stopping' });
    expect(world.events).toEqual(['permit 7.1: permitted', 'call', 'record 7.1']);
  });

  it('ends a row’s wait for permission', async () => {
    const world = new World().permitting(['wait', 50], ['wait', 50]);
    world.onWait = () => world.stop.abort();
    expect(await verify(world)).toEqual({ kind: 'stopped', why: 'stopping' });
    expect(world.events).toEqual(['permit 7.1: wait']);
  });

  it('withholds a call that was permitted and has not left', async () => {
    const world = new World();
    const journal: CallJournal = {
      ...world.journal,
      permit: (...asked) => {
        world.stop.abort();
        return world.journal.permit(...asked);
      },
    };
    const row = { row: 7, person: PERSON, past: [], excusedUpTo: 0 };
    expect(await verifyRow(row, RULES, journal, world.context)).toEqual({ kind: 'stopped', why: 'stopping' });
    expect(world.events).toEqual(['permit 7.1: permitted', 'record 7.1']);
    expect(world.recorded[0]?.attempt).toMatchObject({ result: 'refused', probe: true });
  });

  it('records the call that is under way', async () => {
    const world = new World();
    world.endOf = () => {
      world.stop.abort();
      return answered(-5807);
    };
    expect(await verify(world)).toMatchObject({ kind: 'finished', last: { code: '-5807' } });
    expect(world.recorded).toHaveLength(1);
  });
});

describe('a long wait', () => {
  it('is spent outside the worker', async () => {
    const world = new World(answered(107, '', 2001));
    const end = await verify(world);
    expect(end).toEqual({ kind: 'later', at: world.nowMs + 2051, after: world.recorded[0]?.attempt });
    expect(world.waits).toEqual([]);
  });

  it.each([
    ['a code that is tried again', answered(107, '', 300_000)],
    ['a 503', unreadable(503, 300_000)],
    ['a 403', unreadable(403, 300_000)],
  ])('that is asked for beside %s is no longer than any failure’s', async (_what, end) => {
    const world = new World(end);
    expect(await verify(world)).toMatchObject({ kind: 'later', at: world.nowMs + 10_050 });
  });

  it('that a throttled call asks for is kept in full', async () => {
    const world = new World(answered(15, '', 300_000));
    expect(await verify(world)).toMatchObject({ kind: 'later', at: world.nowMs + 300_050 });
  });

  it('that is just short enough is spent here', async () => {
    const world = new World(answered(107, '', 1950));
    expect(await verify(world)).toMatchObject({ kind: 'finished' });
    expect(world.waits).toEqual([2000]);
  });
});

describe('an anomalous answer', () => {
  it('is the account’s business, with its code', async () => {
    const world = new World(answered(213));
    expect(await verify(world)).toMatchObject({ kind: 'finished', last: { code: '213' } });
    expect(world.recorded[0]?.effect).toEqual({ kind: 'anomalous', pauseMs: 0, cause: '213' });
  });

  it('that was made void is followed by another call', async () => {
    const world = new World(answered(0));
    expect(await verify(world, [attempt(7, 1, { code: '3' })], RULES, 1)).toMatchObject({
      kind: 'finished',
      last: { attempt: 2, code: '0' },
    });
  });

  it('after one that was made void is final', async () => {
    const world = new World(answered(3));
    expect(await verify(world, [attempt(7, 1, { code: '3' })], RULES, 1)).toMatchObject({
      kind: 'finished',
      last: { attempt: 2, code: '3' },
    });
    expect(world.callsOf.get(PERSON.name)).toBe(1);
  });
});

it('a row that has to wait for long asks again every few seconds, as a batch may be stopped meanwhile', async () => {
  const world = new World().permitting(['wait', 300_000], ['wait', 298_000], 'stopped');
  expect(await verify(world)).toEqual({ kind: 'stopped', why: 'stopped' });
  expect(world.waits).toEqual([2000, 2000]);
});

describe('an answer that may be another person’s', () => {
  it('is put in doubt as soon as it is on record, and not before', async () => {
    const world = new World(answered(0));
    let write: () => void = () => undefined;
    const journal: CallJournal = {
      ...world.journal,
      record: async (ended) => {
        await new Promise<void>((resolve) => (write = resolve));
        world.events.push(`record ${ended.row}.${ended.attempt}`);
      },
    };
    const row = { row: 7, person: PERSON, past: [], excusedUpTo: 0 };
    const verified = verifyRow(row, RULES, journal, {
      ...world.context,
      call: async (person, notAfter, onQuestioned) => {
        const called = await world.context.call(person, notAfter, onQuestioned);
        onQuestioned();
        return called;
      },
    });
    await vi.waitUntil(() => world.events.includes('call'), { interval: 1 });
    write();
    await verified;
    expect(world.events.slice(-2)).toEqual(['record 7.1', 'question 7.1']);
  });

  it('is put in doubt however late that comes', async () => {
    const world = new World(answered(0));
    await verify(world);
    world.questions[0]?.();
    await vi.waitFor(() => {
      expect(world.events.at(-1)).toBe('question 7.1');
    });
  });

  it('keeps its session id on record, as that shows why it is in doubt', async () => {
    const world = new World({ kind: 'lost', reason: 'of another', sessionId: 's-1' }, answered(0));
    await verify(world);
    expect(world.recorded[0]?.attempt).toMatchObject({
      result: 'in_doubt',
      code: undefined,
      sessionId: 's-1',
    });
  });
});
