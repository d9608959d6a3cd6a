// Shows a person the events of a use case: progress and words on standard error, and each batch of a run, once it was
// left, on standard output.

import type { App, Interrupts } from '../app/app.js';
import type { BatchResult } from '../app/batch-result.js';
import type { AppEvent } from '../app/events.js';
import { describeFound } from '../batch/run/recovered-calls.js';
import { loadConfig } from '../config.js';
import { EXIT } from '../domain/user-error.js';
import { printResult } from './batch-report.js';
import { printBrief } from './brief-lines.js';
import { createDisplay, type ProgressDisplay } from './progress-display.js';
import { say } from './say.js';
import { heedSignals } from './signals.js';

const OVERDUE =
  "Stopping takes too long, as it does while Redis is away or refuses: ended. 'rollcall resume' finds what is on record.";

/** Serves one command. It closes its display before the command's last words. */
export class Screen {
  readonly #json: boolean;
  #display: ProgressDisplay | undefined;

  /** @param json whether results are printed as JSON */
  constructor({ json = false }: { readonly json?: boolean | undefined } = {}) {
    this.#json = json;
  }

  /** What use cases get from this process: its settings, and this screen as their listener. */
  app(config = loadConfig()): App {
    return { config, tell: this.tell };
  }

  /** The first signal stops the work in good order; the second ends it and this process at once. */
  readonly interruptible = (): Interrupts => {
    const stop = new AbortController();
    const end = new AbortController();
    const signals = heedSignals(
      () => {
        stop.abort();
      },
      () => {
        end.abort();
      },
    );
    return { stop: stop.signal, end: end.signal, release: signals.ignore };
  };

  say(text: string): void {
    if (this.#display === undefined) say(text);
    else this.#display.say(text);
  }

  /** How a batch was left. */
  print(result: BatchResult): void {
    this.end();
    printResult(result, this.#json);
  }

  /** Takes the bars away: what comes next is no progress. */
  end(): void {
    this.#display?.end();
    this.#display = undefined;
  }

  readonly tell = (event: AppEvent): void => {
    switch (event.kind) {
      case 'progress':
        this.#shown().show(event.progress);
        return;
      case 'redis':
        this.#shown().trouble(event.trouble);
        return;
      case 'surveyed':
        printBrief(event.brief);
        return;
      case 'left':
        this.print(event.result);
        return;
      case 'queued':
        return;
      case 'stop-overdue':
        this.say(OVERDUE);
        process.exit(EXIT.stopped);
      case 'warning':
      case 'no-worker':
      case 'found':
      case 'paused':
      case 'stopping':
      case 'no-verify-process':
      case 'settling':
      case 'night-waits':
        this.say(inWords(event));
    }
  };

  #shown(): ProgressDisplay {
    this.#display ??= createDisplay();
    return this.#display;
  }
}

type Said = Exclude<
  AppEvent,
  { readonly kind: 'progress' | 'redis' | 'surveyed' | 'left' | 'queued' | 'stop-overdue' }
>;

function inWords(event: Said): string {
  switch (event.kind) {
    case 'warning':
      return `Warning: ${event.message}`;
    case 'no-worker':
      return `No batch worker has ${event.dataDir} in hand yet: the work waits for one. (rollcall worker --role batch)`;
    case 'found':
      return describeFound(event.batch, event.found);
    case 'paused':
      return `Batch ${event.batch} is paused. To go on: rollcall resume ${event.batch}`;
    case 'stopping':
      return 'Stopping: calls under way are waited for. A second signal ends it at once.';
    case 'no-verify-process':
      return event.reason;
    case 'settling': {
      const { asked } = event;
      return `Asked ${asked === 1 ? 'once' : `${asked} times`}, waiting for the figures to settle.`;
    }
    case 'night-waits':
      return 'Waiting until the file is whole, or an earlier night is over.';
  }
}
