// Tencent Cloud's FaceID as a provider: `IdCardVerification` for calls, `DescribeBillDetail` for what they cost. It counts
// nothing by code, so reconciliation (src/reconcile/bill) compares totals.

import type { Provider } from '../port.js';
import { fetchBill } from './bill.js';
import { callsFor } from './calls.js';
import { faceidCodes } from './codes.js';
import { ping } from './ping.js';
import { refuseUnusable } from './settings-check.js';

export const faceid = {
  id: 'faceid',
  title: 'FaceID (IdCardVerification)',
  codes: faceidCodes,
  authUrl: 'https://faceid.tencentcloudapi.com',
  callsPerSecond: 100,
  namesADay: 500,
  needsBucket: false,
  refuseUnusable,
  callsFor,
  fetchBill,
  ping,
} satisfies Provider;
