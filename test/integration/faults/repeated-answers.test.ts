// A gateway that answers some calls twice: every verdict is the right person's, and both calls of a pair are in doubt.

import { expect, onTestFinished, test } from 'vitest';
import { repeating, startAnomalousService, type Asked } from '../../support/anomalous-service.js';
import { Bench, generatePeople } from './bench.js';

test('answers that come twice give nobody a verdict of somebody else', async () => {
  const people = generatePeople(60);
  const codeOf = (idNumber: string): number =>
    people.findIndex((person) => person.idNumber === idNumber) % 2 === 0 ? 0 : -5803;
  const bodyOf = ({ idNumber, count }: Asked): string =>
    JSON.stringify({ code: codeOf(idNumber), message: '', data: { session_id: `s-${count}` } });
  const service = await startAnomalousService(
    repeating(bodyOf, ({ count }) => (count % 12 === 5 ? 'late' : undefined)),
  );
  onTestFinished(() => service.close());
  const bench = await Bench.start({ authUrl: service.url });
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '2' });
  expect(await bench.run('b', { people })).toMatchObject({ state: 'completed' });

  const outcomes = bench.outcomes('b');
  const wrong = people.filter(
    ({ idNumber }, index) => outcomes[index]?.['verify_code'] !== String(codeOf(idNumber)),
  );
  const doubtful = bench.attempts('b').filter(({ result }) => result === 'in_doubt');
  const ids = new Set(doubtful.map(({ session_id: id }) => id));
  // Each of these ids belonged to two rows, unless the first one's slice was finished by then.
  expect(ids.size).toBeGreaterThan(0);
  expect(doubtful.length).toBeLessThanOrEqual(2 * ids.size);
  expect(wrong).toEqual([]);
  // A first row that was finished by then is named in the summary.
  const finished = outcomes.filter(({ verify_session_id: id }) => ids.has(id ?? ''));
  expect(bench.summary('b').rows_in_question ?? []).toHaveLength(finished.length);
  // A call that waited for a connection which was replaced never left.
  const left = bench.attempts('b').filter(({ result }) => result !== 'refused');
  expect(left).toHaveLength(service.asked.length);
});

test('a service whose session ids are all the same is verified all the same', async () => {
  const service = await startAnomalousService((_asked, response) => {
    response.end('{"code":0,"message":"OK","data":{"session_id":"0"}}');
  });
  onTestFinished(() => service.close());
  const bench = await Bench.start({ authUrl: service.url });
  await bench.verify(1);
  expect(await bench.run('b', { rows: 40 })).toMatchObject({ state: 'completed' });
  expect(bench.summary('b').by_status).toMatchObject({ match: 40 });
  expect(service.asked.length).toBeLessThanOrEqual(42);
});
