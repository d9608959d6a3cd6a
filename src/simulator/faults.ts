// Decides when a fault strikes: first the calls for which it was ordered, then a share of them by seeded chance. Each
// fault has its own sequence, so that switching one on does not shift another.

import { seededRandom } from './random.js';
import type { Settings } from './settings.js';

const FAULTS = ['outage', 'cut', 'drop', 'hang', 'unreadable', 'http'] as const;
export type Fault = (typeof FAULTS)[number];

interface Switch {
  readonly callsKey: `${Fault}Calls`;
  readonly shareKey: `${Fault}Share`;
  readonly random: () => number;
}

export class Faults {
  readonly #switches: Record<Fault, Switch>;
  readonly #slow: () => number;

  constructor(seed: number) {
    const entries = FAULTS.map((fault, index): [Fault, Switch] => [
      fault,
      { callsKey: `${fault}Calls`, shareKey: `${fault}Share`, random: seededRandom(seed * 31 + index) },
    ]);
    this.#switches = Object.fromEntries(entries) as Record<Fault, Switch>;
    this.#slow = seededRandom(seed * 31 + FAULTS.length);
  }

  /** Whether the fault strikes this call. An ordered strike is then counted down in `settings`. */
  strikes(fault: Fault, settings: Settings): boolean {
    const { callsKey, shareKey, random } = this.#switches[fault];
    if (settings[callsKey] > 0) {
      settings[callsKey] -= 1;
      return true;
    }
    return settings[shareKey] > 0 && random() < settings[shareKey];
  }

  /** How many milliseconds this answer waits. */
  latencyMs(settings: Settings): number {
    const slow = settings.slowShare > 0 && this.#slow() < settings.slowShare;
    return slow ? settings.slowMs : settings.latencyMs;
  }
}
