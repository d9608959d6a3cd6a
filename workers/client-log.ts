// Tells an operator of calls that don't reach the service, and of answers that may belong to other calls.

import { atMostEvery, type Log } from '../src/log.js';
import type { ClientOptions } from '../src/provider/client.js';

const SAID_MS = 30_000;
const COMMON_SAID_MS = 3_600_000;
const REPEATED =
  'two persons were answered with one session id: neither answer counts, connections are made anew';
const COMMON =
  "the service's session ids are not unique, so they can't show answers that went to the wrong call: if a cache is on the way, its answers must not be used";

export function clientLog(
  log: Log,
): Required<Pick<ClientOptions, 'onUnreached' | 'onRepeatedId' | 'onCommonId'>> {
  const warn = (message: string): void => {
    log.warn(message);
  };
  const [unreached, repeated] = [atMostEvery(SAID_MS, warn), atMostEvery(SAID_MS, warn)];
  const common = atMostEvery(COMMON_SAID_MS, warn);
  return {
    // A wrong proxy, name or certificate looks like an outage, so the reason is logged to show the cause.
    onUnreached: (reason) => {
      unreached(`calls don't reach the service: ${reason}`);
    },
    onRepeatedId: () => {
      repeated(REPEATED);
    },
    onCommonId: () => {
      common(COMMON);
    },
  };
}
