// What a process that reads a workbook is given to do, how it keeps to its limits, and what it answers. It knows the
// messages between the two processes; how a workbook is read is not its business.

import { UserError } from '../../domain/user-error.js';
import { writeWorkbookCsv, type ConvertedWorkbook } from './workbook-csv.js';

export interface WorkbookJob {
  readonly path: string;
  readonly target: string;
  readonly sheet: string | undefined;
  readonly memoryMib: number;
  /** Of one processor. */
  readonly cpuMs: number;
}

export type WorkbookAnswer =
  | { readonly kind: 'converted'; readonly converted: ConvertedWorkbook }
  /** In words for the user. */
  | { readonly kind: 'refused'; readonly message: string }
  /** What is wrong with the file, as part of a sentence. */
  | { readonly kind: 'damaged'; readonly message: string }
  | { readonly kind: 'machine'; readonly message: string; readonly code: string | undefined };

/** Never throws. */
export async function answerJob(job: WorkbookJob): Promise<WorkbookAnswer> {
  try {
    return { kind: 'converted', converted: await writeWorkbookCsv(job.path, job.target, job.sheet) };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'refused', message: error.message };
    if (isOfTheMachine(error)) return { kind: 'machine', message: error.message, code: error.code };
    return { kind: 'damaged', message: firstLine(error) };
  }
}

/** Undefined as long as this process keeps to its limits. */
export function limitPassed({ memoryMib, cpuMs }: WorkbookJob): WorkbookAnswer | undefined {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1000 > cpuMs)
    return { kind: 'damaged', message: `reading it takes more than ${cpuMs / 60_000} minutes` };
  // Beside the heap, which is limited by itself, are the buffers.
  if (process.memoryUsage.rss() > 2 * memoryMib * 2 ** 20)
    return { kind: 'damaged', message: `reading it takes more than ${memoryMib} MiB of memory` };
  return undefined;
}

function isOfTheMachine(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return text.replace(/\.+$/, '');
}
