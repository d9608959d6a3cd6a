// The job of a process that reads a workbook: what it is given, how it keeps within its limits, what it answers. It
// knows the messages between the two processes; reading a workbook is left to others.

import { UserError } from '../../domain/user-error.js';
import { writeWorkbookCsv, type ConvertedWorkbook } from './workbook-csv.js';
import { wordsIn } from '../../words/catalogue.js';

const english = wordsIn('en').workbookErrors;

export interface WorkbookJob {
  readonly path: string;
  readonly target: string;
  readonly sheet: string | undefined;
  readonly memoryMib: number;
  /** Processor time in milliseconds. */
  readonly cpuMs: number;
}

export type WorkbookAnswer =
  | { readonly kind: 'converted'; readonly converted: ConvertedWorkbook }
  /** Why the workbook is refused, as a sentence for the user. */
  | { readonly kind: 'refused'; readonly message: string }
  /** What is wrong with the file, as a part of a sentence. */
  | { readonly kind: 'damaged'; readonly message: string }
  | { readonly kind: 'machine'; readonly message: string; readonly code: string | undefined };

/** Answers errors too, and never throws. */
export async function answerJob(job: WorkbookJob): Promise<WorkbookAnswer> {
  try {
    return { kind: 'converted', converted: await writeWorkbookCsv(job.path, job.target, job.sheet) };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'refused', message: error.message };
    if (isOfTheMachine(error)) return { kind: 'machine', message: error.message, code: error.code };
    return { kind: 'damaged', message: firstLine(error) };
  }
}

/** Undefined while this process is within its limits. */
export function limitPassed({ memoryMib, cpuMs }: WorkbookJob): WorkbookAnswer | undefined {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1000 > cpuMs)
    return { kind: 'damaged', message: english.time({ minutes: cpuMs / 60_000 }) };
  // The heap has a limit of its own; this one counts buffers as well.
  if (process.memoryUsage.rss() > 2 * memoryMib * 2 ** 20)
    return { kind: 'damaged', message: english.memory({ mebibytes: memoryMib }) };
  return undefined;
}

function isOfTheMachine(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return text.replace(/\.+$/, '');
}
