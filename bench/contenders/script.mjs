// The script that people write: csv-parse, p-limit, undici, csv-stringify. No queue, no record of calls; a crash loses it all.

import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import pLimit from 'p-limit';
import { request } from 'undici';
import { bodyOf, HEADERS, nowMs, readTask, tell } from './task.mjs';

const { list, origin, path, inFlight, directory } = readTask();
/** @type {Record<string, string>[]} */
const records = parse(await readFile(list), { columns: true });
const limit = pLimit(inFlight);
const firstCallMs = nowMs();
const outcomes = await Promise.all(
  records.map((record) =>
    limit(async () => {
      const { body } = await request(origin + path, {
        method: 'POST',
        headers: HEADERS,
        body: bodyOf({ name: record['姓名'] ?? '', idNumber: record['身份证号'] ?? '' }),
      });
      const { code, message } = /** @type {{ code: number, message: string }} */ (await body.json());
      return { ...record, code, message };
    }),
  ),
);
const file = await open(join(directory, 'outcomes.csv'), 'w');
await file.writeFile(stringify(outcomes, { header: true }));
await file.sync();
await file.close();
tell({ firstCallMs, doneMs: nowMs() });
process.exit();
