// Has a copied Excel workbook rewritten as CSV in a process of its own, because a file from outside may make its reader
// crash, hang or grow, and nothing else may end by that. It knows the process and its limits, and no workbook.

import { fork, type ChildProcess } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../domain/user-error.js';
import { builtProgram } from '../../program-files.js';
import type { ConvertedWorkbook } from './workbook-csv.js';
import type { WorkbookAnswer, WorkbookJob } from './workbook-job.js';
import { retold, wordsIn } from '../../words/catalogue.js';

const PROGRAM = builtProgram('workbook');
const english = wordsIn('en').workbookErrors;

/** Limits of the process that reads a workbook. */
export interface WorkbookLimits extends Pick<WorkbookJob, 'memoryMib' | 'cpuMs'> {
  /** The process is killed after this time without a sign of life. */
  readonly silenceMs: number;
}
const LIMITS: WorkbookLimits = { memoryMib: 512, silenceMs: 60_000, cpuMs: 900_000 };

/**
 * Even its own process is not trusted after it has read a file from outside, so its answer is validated. Signs of life
 * have no schema and are ignored.
 */
const answerSchema: z.ZodType<WorkbookAnswer> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('converted'),
    converted: z.object({
      sheet: z.string(),
      sheets: z.number(),
      rows: z.number(),
      notices: z.array(z.string()),
    }),
  }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
  z.object({ kind: z.literal('damaged'), message: z.string() }),
  z.object({ kind: z.literal('machine'), message: z.string(), code: z.string().or(z.undefined()) }),
]);

/**
 * Replaces the workbook by the cells of one sheet, as CSV.
 *
 * @param sheet a sheet's name, or its number from 1; undefined: the first that is not hidden
 * @throws UserError where it can't be read
 */
export async function convertWorkbook(
  path: string,
  sheet: string | undefined,
  limits: WorkbookLimits = LIMITS,
): Promise<ConvertedWorkbook> {
  const target = `${path}.csv`;
  try {
    const answer = await answerOf({ path, target, sheet, ...limits }, limits.silenceMs);
    if (answer.kind === 'refused')
      throw new UserError('unreadable-list', (words) => retold(answer.message, words));
    // Faults of this machine, such as a full disk, are not the workbook's.
    if (answer.kind === 'machine') throw Object.assign(new Error(answer.message), { code: answer.code });
    if (answer.kind === 'damaged')
      throw new UserError('unreadable-list', (words) =>
        words.workbookErrors.damaged({ why: retold(answer.message, words) }),
      );
    await rename(target, path);
    return answer.converted;
  } finally {
    await rm(target, { force: true });
    await rm(`${target}.strings`, { force: true });
  }
}

function answerOf(job: WorkbookJob, silenceMs: number): Promise<WorkbookAnswer> {
  return new Promise((resolve, reject) => {
    const child = fork(PROGRAM, [], {
      // The process gets no environment, so that it never holds credentials.
      env: {},
      execArgv: [`--max-old-space-size=${job.memoryMib}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // In a process group of its own Ctrl-C does not reach it: the parent decides, and the child ends with the parent.
      detached: true,
    });
    let last: WorkbookAnswer | undefined;
    const silence = setTimeout(() => {
      last = damaged(english.silent({ seconds: silenceMs / 1000 }));
      child.kill('SIGKILL');
    }, silenceMs);
    child.on('message', (message) => {
      silence.refresh();
      last ??= answerSchema.safeParse(message).data;
    });
    child.once('error', (error) => {
      clearTimeout(silence);
      reject(error);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(silence);
      resolve(last ?? deathOf(code, signal, job));
    });
    send(child, job);
  });
}

/** A failure to send is ignored: it means that the process has ended, which the exit event tells. */
function send(child: ChildProcess, job: WorkbookJob): void {
  child.send(job, () => undefined);
}

function damaged(message: string): WorkbookAnswer {
  return { kind: 'damaged', message };
}

/** How Node exits when its memory is used up: this status or this signal. */
const ABORTED = 134;

function deathOf(code: number | null, signal: NodeJS.Signals | null, job: WorkbookJob): WorkbookAnswer {
  if (code === ABORTED || signal === 'SIGABRT' || signal === 'SIGTRAP')
    return damaged(english.memory({ mebibytes: job.memoryMib }));
  return damaged(signal === null ? english.exited({ status: code ?? 0 }) : english.killed({ signal }));
}
