// Made-up accounts of the pretend service. They belong to nobody, and the real provider does not know them.

import type { Credentials } from '../provider/port.js';

/** The account that the simulator accepts where no other is set. */
export const DEMO_CREDENTIALS: Credentials = Object.freeze({
  appid: '1250000000',
  bucket: 'rollcall-demo',
  secretId: 'AKIDdemoDemoDemoDemoDemoDemoDemoDemo',
  secretKey: 'demoSecretKeyOfNobodyAtAll000000',
});

/** A second account, so that a SecretId can belong to another appid (code 12). */
export const OTHER_ACCOUNT: Credentials = Object.freeze({
  appid: '1250000001',
  bucket: 'somebody-else',
  secretId: 'AKIDelseElseElseElseElseElseElseElse',
  secretKey: 'elseSecretKeyOfNobodyAtAll000000',
});
