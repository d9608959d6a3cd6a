// The provider of Tencent Cloud's older Youtu service: `/auth/idcard` for calls, `/verifyc/stat` for counts.

import type { Provider } from '../port.js';
import { callsFor } from './calls.js';
import { youtuCodes } from './codes.js';
import { ping } from './ping.js';
import { fetchStat } from './stat-client.js';

export const youtu = {
  id: 'youtu',
  title: '/auth/idcard',
  codes: youtuCodes,
  authUrl: 'http://service.image.myqcloud.com',
  callsPerSecond: undefined,
  namesADay: undefined,
  needsBucket: true,
  refuseUnusable: () => undefined,
  callsFor,
  fetchCounts: fetchStat,
  ping,
} satisfies Provider;
