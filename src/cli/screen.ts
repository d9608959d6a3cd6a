// Shows a person the events of a use case: progress and words on standard error, and each batch of a run, once it was
// left, on standard output.

import type { App, Interrupts } from '../app/app.js';
import type { BatchResult } from '../app/batch-result.js';
import { othersInWords } from '../app/wrong-directory.js';
import type { AppEvent } from '../app/events.js';
import { loadConfig } from '../config.js';
import { EXIT } from '../domain/user-error.js';
import { printResult } from './batch-report.js';
import { printBrief } from './brief-lines.js';
import { createDisplay, type ProgressDisplay } from './progress-display.js';
import { say } from './say.js';
import { heedSignals } from './signals.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

/** Serves one command. It closes its display before the command's last words. */
export class Screen {
  readonly #json: boolean;
  readonly #words: Words;
  #display: ProgressDisplay | undefined;

  /** @param json whether results are printed as JSON */
  constructor({ json = false, words }: { readonly json?: boolean | undefined; readonly words: Words }) {
    this.#json = json;
    this.#words = words;
  }

  /** What use cases get from this process: its settings, this screen as their listener, and its language for others. */
  app({ waitForRedis }: { readonly waitForRedis?: number | undefined } = {}): App {
    const config = loadConfig();
    const waitForRedisMs = waitForRedis ?? config.waitForRedisMs;
    const variables = { ROLLCALL_LANG: this.#words.language };
    return { config: { ...config, waitForRedisMs }, tell: this.tell, variables };
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
    printResult(result, this.#json, this.#words);
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
        printBrief(event.brief, this.#words);
        return;
      case 'left':
        this.print(event.result);
        return;
      case 'queued':
        return;
      case 'stop-overdue':
        this.say(this.#words.progress.overdue);
        process.exit(EXIT.stopped);
      case 'awaits-approval':
      case 'warning':
      case 'budget':
      case 'no-worker':
      case 'no-verify-worker':
      case 'sampled-before':
      case 'found':
      case 'paused':
      case 'stopping':
      case 'no-verify-process':
      case 'settling':
      case 'night-waits':
        this.say(inWords(event, this.#words));
    }
  };

  #shown(): ProgressDisplay {
    this.#display ??= createDisplay(this.#words);
    return this.#display;
  }
}

type Said = Exclude<
  AppEvent,
  { readonly kind: 'progress' | 'redis' | 'surveyed' | 'left' | 'queued' | 'stop-overdue' }
>;

function inWords(event: Said, words: Words): string {
  const { progress, batches } = words;
  switch (event.kind) {
    case 'awaits-approval':
      return words.approval.awaits({ batch: event.batch, reason: retold(event.reason, words) });
    case 'warning':
      return progress.warning({ message: retold(event.message, words) });
    case 'no-worker':
      return [
        progress.noWorker({ dataDir: event.dataDir }),
        ...(event.others.length === 0
          ? []
          : [
              progress.warning({
                message: words.looking.sameDirectory({ others: othersInWords(event.others)(words) }),
              }),
            ]),
      ].join('\n');
    case 'no-verify-worker':
      return progress.noVerifyWorker({ provider: event.provider });
    case 'budget':
      return progress.warning({ message: words.budgets.reached(event) });
    case 'sampled-before':
      return batches.sampledBefore({ batch: event.batch });
    case 'found': {
      const { batch, found } = event;
      return found.mayEnd === 0 ? batches.found({ batch, ...found }) : batches.foundOpen({ batch, ...found });
    }
    case 'paused':
      return progress.paused({ batch: event.batch });
    case 'stopping':
      return progress.stopping;
    case 'no-verify-process':
      return retold(event.reason, words);
    case 'settling':
      return event.asked === 1 ? progress.settlingOnce : progress.settling({ asked: event.asked });
    case 'night-waits':
      return progress.nightWaits;
  }
}
