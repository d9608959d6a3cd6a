// Has a copied Excel workbook written again as CSV by a process of its own: a file from outside may make its reader
// die, hang or grow, and that must end nothing else. It knows that process and its limits, and no workbook.

import { fork, type ChildProcess } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UserError } from '../../domain/user-error.js';
import type { ConvertedWorkbook } from './workbook-csv.js';
import type { WorkbookAnswer, WorkbookJob } from './workbook-job.js';

/** The built one where this is run from its source, as tests do. */
const PROGRAM = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/workers/workbook.js' : '../../../workers/workbook.js',
    import.meta.url,
  ),
);

/** Of the process that reads a workbook. */
export interface WorkbookLimits extends Pick<WorkbookJob, 'memoryMib' | 'cpuMs'> {
  /** After so long without a sign of life it is ended. */
  readonly silenceMs: number;
}
const LIMITS: WorkbookLimits = { memoryMib: 512, silenceMs: 60_000, cpuMs: 900_000 };

/** What comes from a process that reads a file from outside is looked at too. Signs of life are none. */
const answerSchema: z.ZodType<WorkbookAnswer> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('converted'),
    converted: z.object({ sheet: z.string(), rows: z.number(), notices: z.array(z.string()) }),
  }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
  z.object({ kind: z.literal('damaged'), message: z.string() }),
  z.object({ kind: z.literal('machine'), message: z.string(), code: z.string().or(z.undefined()) }),
]);

const SAVE_AGAIN = 'Open it in Excel and save it again as .xlsx, or as "CSV UTF-8"';

/**
 * Replaces the workbook by one sheet's cells.
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
    if (answer.kind === 'refused') throw new UserError('unreadable-list', answer.message);
    // A full disk is not the workbook's fault.
    if (answer.kind === 'machine') throw Object.assign(new Error(answer.message), { code: answer.code });
    if (answer.kind === 'damaged')
      throw new UserError(
        'unreadable-list',
        `The Excel workbook can't be read: ${answer.message}. ${SAVE_AGAIN}.`,
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
      // Nothing of this process's, credentials least of all.
      env: {},
      execArgv: [`--max-old-space-size=${job.memoryMib}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A group of its own: Ctrl-C is for this process to decide on. It ends when this one does.
      detached: true,
    });
    let last: WorkbookAnswer | undefined;
    const silence = setTimeout(() => {
      last = damaged(`reading it did not get on for ${silenceMs / 1000} seconds`);
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

/** Where it can't be sent, the process has ended, and that is heard. */
function send(child: ChildProcess, job: WorkbookJob): void {
  child.send(job, () => undefined);
}

function damaged(message: string): WorkbookAnswer {
  return { kind: 'damaged', message };
}

/** What Node exits with, or by, where its memory is used up. */
const ABORTED = 134;

function deathOf(code: number | null, signal: NodeJS.Signals | null, job: WorkbookJob): WorkbookAnswer {
  if (code === ABORTED || signal === 'SIGABRT' || signal === 'SIGTRAP')
    return damaged(`reading it takes more than ${job.memoryMib} MiB of memory`);
  return damaged(`reading it has ended the process that did (${signal ?? `exit status ${code}`})`);
}
