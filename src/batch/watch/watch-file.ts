// What the watch saw last, and the anomalies of the last days: `watch/<account>.json` in the data directory, and beside it a file for
// each that was told. Knows the files, and judges nothing.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { MEASURES, type Anomaly, type LabelHour } from '../../domain/watch.js';
import { makeDirectory, readFormIfThere, writeJson } from '../../files/durable.js';

const VERSION = 1;

const judged = z.object({
  measure: z.enum(MEASURES),
  rows: z.number(),
  hits: z.number(),
  share: z.number(),
  usual: z.object({ share: z.number(), least: z.number(), most: z.number() }).optional(),
  verdict: z.enum(['usual', 'unusual', 'few', 'unknown']),
});
const watchSchema = z.object({
  version: z.literal(VERSION),
  provider: z.string(),
  /** The last hour that was judged, from the Unix epoch. */
  hour: z.number().int(),
  labels: z.array(z.object({ label: z.string(), hour: z.number(), measures: z.array(judged) })),
  anomalies: z.array(
    judged.extend({
      label: z.string(),
      hour: z.number().int(),
      cause: z.enum(['list', 'provider', 'unknown']),
    }),
  ),
});

export interface WatchState {
  readonly provider: string;
  readonly hour: number;
  readonly labels: readonly LabelHour[];
  /** The newest last. */
  readonly anomalies: readonly Anomaly[];
}

/** The file that has what is found of an account. */
export function watchPath(dataDirectory: string, scope: string): string {
  return join(dataDirectory, 'watch', `${scope}.json`);
}

/** Of one hour's anomalies of a label, from the data directory: that it is there shows that they were found. */
function anomalyFile(scope: string, hour: number, key: string): string {
  return join(
    'watch',
    `${scope}-${hour}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`,
  );
}

/** @returns the file, in which `key` is the key */
export function anomalyProof(scope: string, hour: number, key: string) {
  return { file: anomalyFile(scope, hour, key), field: 'key', value: key };
}

export async function noteAnomaly(dataDirectory: string, { file, value }: { file: string; value: string }) {
  await makeDirectory(join(dataDirectory, 'watch'));
  await writeJson(join(dataDirectory, file), String(process.pid), { key: value });
}

export async function readWatch(dataDirectory: string, scope: string): Promise<WatchState | undefined> {
  return readFormIfThere(watchPath(dataDirectory, scope), watchSchema);
}

export async function writeWatch(dataDirectory: string, scope: string, state: WatchState): Promise<void> {
  await makeDirectory(join(dataDirectory, 'watch'));
  const path = watchPath(dataDirectory, scope);
  await writeJson(path, String(process.pid), { version: VERSION, ...state });
}
