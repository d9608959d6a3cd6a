// What an operator is told of calls that don't get to the service, and of answers that don't get to their calls.

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
    // A proxy, a name or a certificate that is wrong looks like an outage: only the reason shows whose fault it is.
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
