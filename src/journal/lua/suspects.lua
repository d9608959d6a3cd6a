--- Whether one of these rows belongs to a run of equal codes that are no verdict, or of equal HTTP statuses. Once a run has
--- halted the account, no answer is taken for its row's own, also not one that came late.
---
--- KEYS
---   account      the account's hash
---   same         rows with the same anomalous answer
---   batch        the batch's hash
--- ARGV
---   name         the batch's name
---   generation   the account's, when the slice was taken up
---   ...rows      their numbers
--- REPLY
---   1 while the run may still go on (calls of the batch are under way), -1 once it has halted the account (or a resume has
---   come since), 0 when another answer broke it or nobody has called for a while

--- @include "../../redis/lua/includes/rest"
--- @include "includes/account-clock"

local accountKey = KEYS[1]
local sameKey = KEYS[2]
local batchKey = KEYS[3]
local name = ARGV[1]
local generation = ARGV[2]
local rows = rest(ARGV, 3)

local nowMs = lookAtClock(accountKey)
if (redis.call('HGET', accountKey, 'generation') or '0') ~= generation then return -1 end
local about = redis.call('HMGET', accountKey, 'halted', 'answered', 'rate')
local halted, answeredAt, rate = unpack(about, 1, 3)
if string.find(halted or '', '"same"', 1, true) then return -1 end
local suspect = false
for _, row in ipairs(rows) do
  suspect = suspect or redis.call('SISMEMBER', sameKey, name .. '.' .. row) == 1
end
if not suspect then return 0 end
if halted then return -1 end
local quietMs = math.max(3000, 3000 / tonumber(rate or 10))
local open = tonumber(redis.call('HGET', batchKey, 'open') or 0)
return open <= 0 and nowMs - tonumber(answeredAt or 0) >= quietMs and 0 or 1
