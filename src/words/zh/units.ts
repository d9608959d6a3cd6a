// Chinese: times and counts.

import type { Words } from '../words.js';

export const units: Words['units'] = {
  seconds: ({ seconds }) => `${seconds} 秒`,
  minutes: ({ minutes, seconds }) => `${minutes} 分 ${seconds} 秒`,
  hours: ({ hours, minutes }) => `${hours} 小时 ${minutes} 分`,
  left: ({ time }) => `还需 ${time}`,
  rowsPerSecond: ({ rate }) => `${rate} 行/秒`,
  rows: ({ rows }) => `${rows} 行`,
  ofAbout: ({ done, rows }) => `${done}/约 ${rows}`,
  calls: ({ calls }) => `${calls} 次调用`,
};
