// What programs that use Rollcall leave out of a request, as the command line would fill it in.

import type { Interruptible } from './app/app.js';
import type { ListRequest } from './batch/list-request.js';

/** How lists are verified. What is left out is found out from the list, or taken from the settings. */
export interface ListOptions extends Partial<Omit<ListRequest, 'reading' | 'files'>> {
  readonly reading?: Partial<ListRequest['reading']>;
  readonly files?: Partial<ListRequest['files']>;
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
