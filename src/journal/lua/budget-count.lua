--- Says whose calls a batch's are and what they cost, before any of it is permitted; where it was another label's, what it has
--- called so far counts for the new one from here on. Without prices nothing is done for a batch of which nothing is known.
--- What is older than the month before is forgotten once a month.
---
--- KEYS
---   account    the account's hash
---   budgets    the account's hash of budgets
--- ARGV
---   name       the batch's name
---   label      a hash of its label
---   prices     as JSON, or '' where they stay as they are
---   month      of now
---   before     the month before
---   directory  the data directory's id
--- REPLY
---   whether the batch was known; whether the calls of the directory's other batches are counted

--- @include "includes/account-clock"

local accountKey = KEYS[1]
local budgetsKey = KEYS[2]
local name = ARGV[1]
local label = ARGV[2]
local prices = ARGV[3]
local month = ARGV[4]
local before = ARGV[5]
local directory = ARGV[6]

local nowMs = lookAtClock(accountKey)

--- @include "includes/budget"

-- Of what is kept by batch, that of batches that have ended, whose prices are gone, without a month that is kept.
local function forget()
  local all = redis.call('HGETALL', budgetsKey)
  local kept = { [name] = true }
  for i = 1, #all, 2 do
    local field, batch = string.match(all[i], '^(%l+):(.*)$')
    if field == 'prices' then kept[batch] = true
    elseif field == 'months' then
      for each in string.gmatch(all[i + 1], '%S+') do if each >= before then kept[batch] = true end end
    end
  end
  for i = 1, #all, 2 do
    local field, batch = string.match(all[i], '^(%l+):(.*)$')
    local ofMonth = string.match(all[i], '^%l+:%x+:(%d%d%d%d%-%d%d)')
    local isOfBatch = field == 'label' or field == 'months'
    if (ofMonth and ofMonth < before) or (isOfBatch and not kept[batch]) then redis.call('HDEL', budgetsKey, all[i]) end
  end
  redis.call('HSET', budgetsKey, 'tidied', month)
end

local function move(from)
  for each in string.gmatch(redis.call('HGET', budgetsKey, 'months:' .. name) or '', '%S+') do
    local old = from .. ':' .. each .. ':' .. name
    local share = budgetSum(old)
    charge({ name = name, label = label }, each, share.calls, share.units, share.open)
    local sum = budgetSum(from .. ':' .. each)
    sum.calls, sum.units, sum.open, sum.changed = sum.calls - share.calls, sum.units - share.units,
      sum.open - share.open, true
    redis.call('HDEL', budgetsKey, 'calls:' .. old, 'units:' .. old, 'open:' .. old)
    budgetSums[old] = nil
  end
  writeBudgets()
end

if redis.call('HGET', budgetsKey, 'tidied') ~= month then forget() end
local known = redis.call('HGET', budgetsKey, 'label:' .. name)
local isCounted = redis.call('HEXISTS', budgetsKey, 'directory:' .. directory)
if not known and prices == '' then return {0, isCounted} end
if known and known ~= label then move(known) end
redis.call('HSET', budgetsKey, 'label:' .. name, label)
if prices ~= '' then redis.call('HSET', budgetsKey, 'prices:' .. name, prices) end
return {known and 1 or 0, isCounted}
