// Tells the user's program of a batch's end, once for each end. After a crash in between it is told again.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readFormIfThere, writeJson } from '../../files/durable.js';
import { commandEndSchema, runFinishCommand, type CommandEnd, type CommandPorts } from './finish-command.js';
import { batchPaths, outputPaths, type BatchPaths } from '../paths.js';
import type { BatchEnd } from '../run/ports.js';
import { readRecord, recordExists } from '../record.js';

export interface FinishPorts extends CommandPorts {
  readonly dataDirectory: string;
  /** Told of what went wrong. */
  readonly onProblem: (problem: string) => void;
}

const toldSchema = commandEndSchema.extend({ state: z.string() });
export type Told = z.infer<typeof toldSchema>;

export function finishOutput(paths: BatchPaths): string {
  return join(paths.work, 'on-finish.log');
}

/** How the user's program took the batch's last end; undefined where none was told. */
export async function readTold(paths: BatchPaths): Promise<Told | undefined> {
  return readFormIfThere(toldPath(paths), toldSchema);
}

function toldPath(paths: BatchPaths): string {
  return join(paths.work, 'on-finish.json');
}

/** @returns false where this process was told to stop before the program has ended */
export async function tellFinished(
  batch: string,
  { state }: Pick<BatchEnd, 'state'>,
  ports: FinishPorts,
): Promise<boolean> {
  if (state !== 'completed' && state !== 'cancelled' && state !== 'halted') return true;
  const paths = batchPaths(ports.dataDirectory, batch);
  if (!(await recordExists(paths))) return true;
  const { onFinish, outDirectory } = await readRecord(paths, batch);
  if (onFinish === undefined) return true;
  // A completed or cancelled batch ends once, so it was told of already. A halt may come again and again.
  if (state !== 'halted' && (await readTold(paths))?.state === state) return true;
  const { summary } = outputPaths(outDirectory);
  const end = existsSync(summary)
    ? await runFinishCommand(onFinish, summary, finishOutput(paths), ports)
    : noSummary(onFinish, summary);
  if (end === undefined) return false;
  if (end.problem !== null) ports.onProblem(end.problem);
  const told: Told = { ...end, state };
  await writeJson(toldPath(paths), String(process.pid), told);
  return true;
}

/** A batch that a fault of the machine has halted may have no summary. */
function noSummary(command: string, path: string): CommandEnd {
  return { command, at: '', exit: null, problem: `it was not run: there is no ${path}` };
}
