--- The batch's rate cap on the account's rate, for all workers: an entry of the account's field `ceilings`, to be said again
--- before its time is over.
---
--- KEYS
---   account   the account's hash
--- ARGV
---   name      the batch's name
---   rate      calls a second, or '' for none
---   holdsMs   how long that holds
--- REPLY
---   1

--- @include "includes/account-clock"

local accountKey = KEYS[1]
local name = ARGV[1]
local rate = ARGV[2]
local holdsMs = ARGV[3]

local nowMs = readClock(accountKey)
local kept = {}
for other, said, till in string.gmatch(redis.call('HGET', accountKey, 'ceilings') or '', '(%S+) (%S+) (%S+);') do
  if other ~= name and tonumber(till) > nowMs then kept[#kept + 1] = other .. ' ' .. said .. ' ' .. till .. ';' end
end
if rate ~= '' then
  kept[#kept + 1] = name .. ' ' .. rate .. ' ' .. string.format('%.0f', nowMs + tonumber(holdsMs)) .. ';'
end
if #kept == 0 then redis.call('HDEL', accountKey, 'ceilings')
else redis.call('HSET', accountKey, 'ceilings', table.concat(kept)) end
return 1
