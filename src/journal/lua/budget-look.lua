--- How far the budget of a batch's label is used up in a month; of 80 and 100 per cent is said once that they are reached.
---
--- KEYS
---   account   the account's hash
---   budgets   the account's hash of budgets
--- ARGV
---   name      the batch's name
--- REPLY
---   the month, the per cent that are reached for the first time or 0, the calls, the money, what is allowed of calls and of
---   money or ''; nothing where the label has no budget

--- @include "includes/account-clock"

local accountKey = KEYS[1]
local budgetsKey = KEYS[2]
local name = ARGV[1]

local nowMs = lookAtClock(accountKey)

--- @include "includes/budget"

local batch = budgetBatch(name)
if not batch.label then return {} end
local month = monthOf(nowMs)
local of = batch.label .. ':' .. month
local sum = budgetSum(of)
if not sum.limit and not sum.amount then return {} end
local share = math.max(sum.limit and sum.calls / math.max(sum.limit, 1) or 0, sum.amount and sum.units / math.max(sum.amount, 1) or 0)
local reached = share >= 1 and 100 or share >= 0.8 and 80 or 0
local news = 0
if reached > tonumber(redis.call('HGET', budgetsKey, 'said:' .. of) or 0) then
  redis.call('HSET', budgetsKey, 'said:' .. of, reached)
  news = reached
end
return {month, news, string.format('%.0f', sum.calls), string.format('%.0f', sum.units),
  sum.limit and string.format('%.0f', sum.limit) or '', sum.amount and string.format('%.0f', sum.amount) or ''}
