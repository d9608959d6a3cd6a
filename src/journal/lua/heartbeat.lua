--- A worker says that it lives, and which slices it has in hand.
---
--- KEYS
---   account   the account's hash
---   held      slices in the hands of live workers
--- ARGV
---   ...jobs   ids of the jobs of the slices that it holds
--- REPLY
---   1

--- @include "../../redis/lua/includes/rest"
--- @include "includes/account-clock"
--- @include "includes/lease"
--- @include "includes/silence"

local accountKey = KEYS[1]
local heldKey = KEYS[2]
local jobs = rest(ARGV, 1)

local nowMs = readClock(accountKey)
heardAgainAt(accountKey, nowMs)
redis.call('HSET', accountKey, 'beat', string.format('%.3f', nowMs))
redis.call('ZREMRANGEBYSCORE', heldKey, '-inf', nowMs)
for _, job in ipairs(jobs) do redis.call('ZADD', heldKey, string.format('%.3f', nowMs + HOLD_MS), job) end
return 1
