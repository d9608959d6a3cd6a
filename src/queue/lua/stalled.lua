--- How many active jobs have a worker that let their lock end.
---
--- KEYS
---   active   BullMQ's list of active jobs
--- ARGV
---   prefix   what the keys of a job begin with
--- REPLY
---   their number

local activeKey = KEYS[1]
local prefix = ARGV[1]

local stalled = 0
for _, id in ipairs(redis.call('LRANGE', activeKey, 0, 9999)) do
  if redis.call('EXISTS', prefix .. id .. ':lock') == 0 then stalled = stalled + 1 end
end
return stalled
