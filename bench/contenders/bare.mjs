// The limit for Node on this machine: nothing but a loop of undici's `Pool.request` over people who are in memory.

import { Pool } from 'undici';
import { bodyOf, HEADERS, nowMs, peopleOf, readTask, tell } from './task.mjs';

const { list, origin, path, inFlight } = readTask();
const people = await peopleOf(list);
const pool = new Pool(origin, { connections: inFlight, pipelining: 1 });
let next = 0;
let matches = 0;

async function callUntilDone() {
  for (let person = people[next++]; person !== undefined; person = people[next++]) {
    const { body } = await pool.request({ path, method: 'POST', headers: HEADERS, body: bodyOf(person) });
    const answer = /** @type {{ code: number }} */ (await body.json());
    if (answer.code === 0) matches += 1;
  }
}

const firstCallMs = nowMs();
await Promise.all(Array.from({ length: inFlight }, callUntilDone));
const doneMs = nowMs();
if (matches !== people.length) throw new Error('not everybody was answered');
await pool.close();
tell({ firstCallMs, doneMs });
