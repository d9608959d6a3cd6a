// What every interface of the pretend service shares: settings, clock, faults, counts and log of calls.

import type { CallLog } from './call-log.js';
import type { Faults } from './faults.js';
import type { Settings } from './settings.js';
import type { Tally } from './tally.js';

export interface Ground {
  /** The settings that apply at the moment. */
  readonly settings: () => Settings;
  readonly now: () => number;
  readonly faults: Faults;
  readonly tally: Tally;
  readonly log: CallLog;
}
