// Generated from src/queue/lua by `npm run build`: to change a script, change its .lua file and build.
// Lists each script with its name, and with the names of its KEYS and ARGV in order.

import { script } from '../redis/script.js';

export const STALLED = script({
  name: "stalled",
  keys: ["active"],
  args: ["prefix"],
  text: "--- How many active jobs have a worker that let their lock end.\n---\n--- KEYS\n---   active   BullMQ's list of active jobs\n--- ARGV\n---   prefix   what the keys of a job begin with\n--- REPLY\n---   their number\n\nlocal activeKey = KEYS[1]\nlocal prefix = ARGV[1]\n\nlocal stalled = 0\nfor _, id in ipairs(redis.call('LRANGE', activeKey, 0, 9999)) do\n  if redis.call('EXISTS', prefix .. id .. ':lock') == 0 then stalled = stalled + 1 end\nend\nreturn stalled\n",
});
