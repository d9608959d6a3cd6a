// What every use case gets: the settings, and a listener for what happens meanwhile. It knows no command line.

import type { Config } from '../config.js';
import type { AppEvent } from './events.js';
import type { BatchAccess } from './open-access.js';

export interface App {
  readonly config: Config;
  /** Variables over this process's own, for the processes that are started. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Of a process that lives on and serves many: use cases take this and leave it open. Absent: each opens its own. */
  readonly shared?: BatchAccess | undefined;
  /** Called as things happen; it must not throw. */
  readonly tell: (event: AppEvent) => void;
}

/** How the starter of foreground work ends it. */
export interface Interrupts {
  /** Ends the work in good order: calls under way end and are recorded. */
  readonly stop: AbortSignal;
  /** Ends the work at once, as by a kill; what is recorded is found again later. */
  readonly end: AbortSignal;
  /** Called when the work has ended, so that there is nothing more to interrupt. */
  readonly release: () => void;
}

/** Called when the work begins, because before that nothing is under way that would have to end in good order. */
export type Interruptible = () => Interrupts;

/** For callers that never interrupt the work. */
export const uninterrupted: Interruptible = () => ({
  stop: new AbortController().signal,
  end: new AbortController().signal,
  release: () => undefined,
});
