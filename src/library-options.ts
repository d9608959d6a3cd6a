// What programs that use Rollcall leave out of a request, as the command line would fill it in.

import type { Interruptible } from './app/app.js';
import type { ListRequest } from './batch/list-request.js';

/** How lists are verified. What is left out is found out from the list, or taken from the settings. */
export interface ListOptions extends Partial<Omit<ListRequest, 'reading' | 'files'>> {
  readonly reading?: Partial<ListRequest['reading']>;
  readonly files?: Partial<ListRequest['files']>;
}

export interface RunOptions extends ListOptions {
  /**
   * How many verify processes to start; left out: none for short lists, for which this process calls, else one less than
   * this machine has processors.
   */
  readonly workers?: number;
  /** Calls in flight in one verify process. */
  readonly concurrency?: number;
  /** Whether to try the credentials first; left out: yes. */
  readonly ping?: boolean;
  /** Whether the calls are compared with the provider's counts of these days at the end. */
  readonly reconcile?: boolean;
  /** When it is aborted, the work stops in good order: calls under way end and are recorded. */
  readonly signal?: AbortSignal;
}

export interface SubmitOptions extends ListOptions {
  readonly ping?: boolean;
  /** The batch's end is waited for until this is aborted; left out: nobody waits. */
  readonly waiting?: AbortSignal;
}

export function readingOf(reading: ListOptions['reading'] = {}): ListRequest['reading'] {
  return { header: true, precheck: 'reject', dedupe: true, ...reading };
}

export function requestOf({ reading, files, ...request }: ListOptions): ListRequest {
  return {
    label: '',
    options: {},
    exitOnChange: false,
    ...request,
    reading: readingOf(reading),
    files: { xlsx: false, split: false, ...files },
  };
}

export function interruptibleBy(signal: AbortSignal | undefined): Interruptible {
  return () => ({
    stop: signal ?? new AbortController().signal,
    end: new AbortController().signal,
    release: () => undefined,
  });
}
