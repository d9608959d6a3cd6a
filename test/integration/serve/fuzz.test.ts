// Requests that the interface’s document describes, and ones that it doesn’t, by the hundred: none is a fault of Rollcall’s own, none is
// answered with a stack trace or a path of this machine.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { peopleCsv } from '../../../src/simulator/index.js';
import { requestsOf, type FuzzDocument } from '../../support/openapi-requests.js';
import { STACK } from '../../e2e/user.js';
import { Served } from './served.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? 22);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 600);

it(`makes nothing fall over (seed ${SEED})`, async () => {
  const served = await Served.start({ limits: { listBytes: 20_000 } });
  await served.bench.verify(1);
  const [admin, viewer] = [await served.person('admin'), await served.person('viewer', ['retail'])];
  const list = await admin.send([...peopleCsv({ count: 20, seed: 3, mix: 'fixture' })].join(''));
  await admin.make({ list, batch: 'ended', start: true });
  await admin.until('ended', 'completed', 'halted');
  await admin.make({ list, batch: 'draft', label: 'retail' });
  const document = (await admin.get('/openapi.json')).json as unknown as FuzzDocument;
  const { '/events': _, ...paths } = document.paths;
  const known = [list, 'ended', 'draft', 'outcomes.csv', 'retail', 'key', '1'];
  await fc.assert(
    fc.asyncProperty(requestsOf({ ...document, paths }, known), fc.boolean(), async (request, asAdmin) => {
      const { method, path, headers, body } = request;
      const response = await (asAdmin ? admin : viewer).request(method, path, { body, headers });
      const said = await response.text();
      const isProblem = response.headers.get('content-type') === 'application/problem+json';
      const faults = [
        response.status >= 500 && `status ${response.status}`,
        STACK.test(said) && 'a stack trace',
        response.status >= 400 && !isProblem && method !== 'HEAD' && 'no problem',
        response.status >= 400 && said.includes(served.bench.dataDir) && 'a path of this machine',
      ].filter(Boolean);
      expect({ faults, method, path, body, said: faults.length > 0 ? said : '' }).toMatchObject({
        faults: [],
      });
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect((await admin.get('/batches')).status).toBe(200);
});
