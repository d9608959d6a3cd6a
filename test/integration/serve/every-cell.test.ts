// Who may what, asked of the interface itself: every operation of its document, by every role and by a stranger. The table
// decides, and no operation is without a row.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES, type Role } from '../../../src/access/caller.js';
import { isAnybodys, mayDo, PERMISSIONS } from '../../../src/access/permissions.js';
import { Served, type Person } from './served.js';

/** Those that other work brings, or that the document does not have by themselves. */
const NOT_ROUTES: ReadonlySet<string> = new Set(['openapi', 'revealRows', 'getBatchFileWithRows']);

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

let served: Served;
let close: () => Promise<void>;
let operations: Operation[];
const people = new Map<Role | undefined, Person>();

beforeAll(async () => {
  [served, close] = await Served.startForAll();
  for (const role of ROLES) people.set(role, await served.person(role));
  people.set(undefined, served.stranger);
  const { json } = await served.stranger.get('/openapi.json');
  const paths = json['paths'] as Record<string, Record<string, { operationId?: string }>>;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId = '' }]) => ({ id: operationId, method, path })),
  );
});
afterAll(() => close());

it('has a row in the table for every operation of the document', () => {
  expect(operations.map(({ id }) => id).filter((id) => !Object.hasOwn(PERMISSIONS, id))).toEqual([]);
  expect(operations.filter(({ id }) => NOT_ROUTES.has(id))).toEqual([]);
});

it('lets each role do what the table says, and refuses all else', async () => {
  const wrong: string[] = [];
  for (const { id, method, path } of operations) {
    for (const [role, person] of people) {
      const status = await statusOf(person, method, path);
      const expected = mayDo(role, id) ? 'passes' : role === undefined ? 401 : 403;
      const isRight =
        expected === 'passes' ? ![401, 403].includes(status) && status < 500 : status === expected;
      // Signing in by nothing is refused to whomever.
      const isSignIn = isAnybodys(id) && status === 401;
      if (!isRight && !isSignIn) wrong.push(`${id} by ${role ?? 'a stranger'}: ${status}, not ${expected}`);
    }
  }
  expect(wrong).toEqual([]);
});

async function statusOf(person: Person, method: string, path: string): Promise<number> {
  const url = path.replaceAll(/\{[^}]+\}/g, 'nothing-0');
  const isWrite = !['get', 'head'].includes(method);
  const json = { body: '{}', headers: { 'content-type': 'application/json' } };
  const response = await person.request(method.toUpperCase(), url, isWrite ? json : {});
  // A stream of events has no end.
  await response.body?.cancel();
  return response.status;
}
