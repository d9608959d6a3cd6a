--- What the disk knows that a batch has called: its share of its label's sums is no less. What an older copy has as open is not
--- true of now.
---
--- KEYS
---   account    the account's hash
---   budgets    the account's hash of budgets
--- ARGV
---   name       the batch's name
---   label      a hash of its label
---   ...counts  for every month three: the month, its calls, its money in millionths
--- REPLY
---   1

--- @include "../../redis/lua/includes/rest"
--- @include "includes/account-clock"

local accountKey = KEYS[1]
local budgetsKey = KEYS[2]
local name = ARGV[1]
local label = ARGV[2]
local counts = rest(ARGV, 3)

local nowMs = lookAtClock(accountKey)

--- @include "includes/budget"

if not redis.call('HGET', budgetsKey, 'label:' .. name) then redis.call('HSET', budgetsKey, 'label:' .. name, label) end
local batch = budgetBatch(name)
for i = 1, #counts, 3 do
  local month, calls, units = counts[i], tonumber(counts[i + 1]), tonumber(counts[i + 2])
  local share = budgetSum(batch.label .. ':' .. month .. ':' .. name)
  noteMonth(name, month)
  charge(batch, month, math.max(0, calls - share.calls), math.max(0, units - share.units), -share.open)
end
writeBudgets()
return 1
