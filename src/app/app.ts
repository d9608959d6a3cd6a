// What every use case is given: the settings, and whom it tells what happens meanwhile. Knows no command line.

import type { Config } from '../config.js';
import type { AppEvent } from './events.js';

export interface App {
  readonly config: Config;
  /** Called as things happen; it must not throw. */
  readonly tell: (event: AppEvent) => void;
}

/** How whoever started work in the foreground ends it. */
export interface Interrupts {
  /** In good order: calls under way end and are recorded. */
  readonly stop: AbortSignal;
  /** At once, as by a kill: what is on record is found again later. */
  readonly end: AbortSignal;
  /** The work has ended, and there is nothing more to interrupt. */
  readonly release: () => void;
}

/** Called when the work begins: before that nothing is under way that would have to end in good order. */
export type Interruptible = () => Interrupts;

/** For whoever never interrupts. */
export const uninterrupted: Interruptible = () => ({
  stop: new AbortController().signal,
  end: new AbortController().signal,
  release: () => undefined,
});
