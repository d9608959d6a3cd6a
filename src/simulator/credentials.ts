// Made-up accounts of the pretend service. They are nobody's: the real provider knows neither.

import type { Credentials } from '../provider/port.js';

/** What the simulator checks against where nothing else is set. */
export const DEMO_CREDENTIALS: Credentials = Object.freeze({
  appid: '1250000000',
  bucket: 'rollcall-demo',
  secretId: 'AKIDdemoDemoDemoDemoDemoDemoDemoDemo',
  secretKey: 'demoSecretKeyOfNobodyAtAll000000',
});

/** A second customer, so that a SecretId can belong to another appid (code 12). */
export const OTHER_ACCOUNT: Credentials = Object.freeze({
  appid: '1250000001',
  bucket: 'somebody-else',
  secretId: 'AKIDelseElseElseElseElseElseElseElse',
  secretKey: 'elseSecretKeyOfNobodyAtAll000000',
});
