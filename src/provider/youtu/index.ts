// Tencent Cloud's Youtu service of old: `/auth/idcard` for calls, `/verifyc/stat` for its counts.

import type { Provider } from '../port.js';
import { callsFor } from './calls.js';
import { youtuCodes } from './codes.js';
import { fetchStat } from './stat-client.js';

export const youtu: Provider = {
  id: 'youtu',
  codes: youtuCodes,
  callsFor,
  fetchCounts: fetchStat,
};
