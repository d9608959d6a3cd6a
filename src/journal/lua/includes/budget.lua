--- The calls and the money of labels, counted by month in China against their budgets: one hash of the account, so that it
--- holds over all batches, workers and machines. A call counts in the month of its start, from when it is permitted. It
--- counts no more where it never left, or was answered with a code that is not billed; without an answer it counts for good.
--- Money is reserved at the dearest price, and put right on the answer, in millionths. Needs budgetsKey and nowMs.
---
--- Fields, `of` being a label's hash, a colon and a month: `calls:of`, `units:of` and `open:of` are sums, and with a colon and a
--- batch's name behind them that batch's share; `limit:of` and `amount:of` what is allowed; `at:of` when the last call was
--- permitted; `label:name`, `prices:name` and `months:name` what is known of a batch.

local CHINA_S, OPEN_FOR_MS = 28800, 60000
local budgetBatches, budgetSums = {}, {}

-- The month in China of an instant, as 2026-12; the calendar's rule is that of Hinnant's civil_from_days.
local monthDay, monthName
local function monthOf(ms)
  local day = math.floor((tonumber(ms) / 1000 + CHINA_S) / 86400)
  if day == monthDay then return monthName end
  local z = day + 719468
  local era = math.floor(z / 146097)
  local ofEra = z - era * 146097
  local year = math.floor((ofEra - math.floor(ofEra / 1460) + math.floor(ofEra / 36524) - math.floor(ofEra / 146096)) / 365)
  local ofYear = ofEra - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local fromMarch = math.floor((5 * ofYear + 2) / 153)
  local month = fromMarch < 10 and fromMarch + 3 or fromMarch - 9
  monthDay, monthName = day, string.format('%04d-%02d', year + era * 400 + (month <= 2 and 1 or 0), month)
  return monthName
end

-- An owner of an earlier version says no label: such a batch counts nowhere.
local function budgetBatch(name)
  local batch = budgetBatches[name]
  if batch then return batch end
  local known = redis.call('HMGET', budgetsKey, 'label:' .. name, 'prices:' .. name)
  batch = { name = name, label = known[1], prices = known[2] and cjson.decode(known[2]) }
  budgetBatches[name] = batch
  return batch
end

local function budgetSum(of)
  local sum = budgetSums[of]
  if sum then return sum end
  local known = redis.call('HMGET', budgetsKey, 'calls:' .. of, 'units:' .. of, 'open:' .. of, 'limit:' .. of,
    'amount:' .. of, 'at:' .. of)
  local calls, units, open, limit, amount, at = unpack(known, 1, 6)
  sum = { calls = tonumber(calls or 0), units = tonumber(units or 0), open = tonumber(open or 0),
    limit = tonumber(limit), amount = tonumber(amount), at = tonumber(at or 0) }
  budgetSums[of] = sum
  return sum
end

local function priceAt(batch, startMs)
  local found
  for _, list in ipairs(batch.prices and batch.prices.lists or {}) do
    if list.from <= tonumber(startMs) then found = list end
  end
  return found
end

local function noteMonth(name, month)
  local months = redis.call('HGET', budgetsKey, 'months:' .. name) or ''
  if not string.find(months, month, 1, true) then redis.call('HSET', budgetsKey, 'months:' .. name, months .. ' ' .. month) end
end

-- Adds to the label's sum and to the batch's share of it.
local function charge(batch, month, calls, units, open)
  local of = batch.label .. ':' .. month
  local sum, share = budgetSum(of), budgetSum(of .. ':' .. batch.name)
  -- What is not known to be open, as after a loss, is not closed.
  open = math.max(open, -share.open)
  for _, each in ipairs({ sum, share }) do
    each.calls, each.units, each.open, each.changed = each.calls + calls, each.units + units, each.open + open, true
  end
  return sum
end

-- Whether one call more would be too many, or nothing is known of its price where money is counted.
local function beyondBudget(name, startMs)
  local batch = budgetBatch(name)
  if not batch.label then return false end
  local sum = budgetSum(batch.label .. ':' .. monthOf(startMs))
  if sum.limit and sum.calls + 1 > sum.limit then return sum end
  if not sum.amount then return false end
  local price = priceAt(batch, startMs)
  return (not price or sum.units + price.most > sum.amount) and sum
end

local function reserve(name, startMs)
  local batch = budgetBatch(name)
  if not batch.label then return end
  local month, price = monthOf(startMs), priceAt(batch, startMs)
  local share = budgetSum(batch.label .. ':' .. month .. ':' .. name)
  if share.calls == 0 and not share.changed then noteMonth(name, month) end
  charge(batch, month, 1, price and price.most or 0, 1).at = nowMs
end

-- Puts right what a call's end tells of it. wasOpen: whether nobody had taken its end for lost.
local function settle(name, letter, value, wasOpen)
  local batch = budgetBatch(name)
  if not batch.label then return end
  local start, code = string.match(value, '^([%d.]+)\t[^\t]*\t([^\t]*)')
  if not start then return end
  local price, counts, units = priceAt(batch, start), 0, 0
  local most = price and price.most or 0
  local isBilled = not batch.prices or batch.prices.billed[code]
  if letter == 'r' or (letter == 'a' and not isBilled) then counts, units = -1, -most
  elseif letter == 'a' then units = (price and price.of[code] or 0) - most end
  charge(batch, monthOf(start), counts, units, wasOpen and -1 or 0)
end

-- The answer of a call is not believed any more: it counts as one without.
local function unsettle(name, value)
  local batch = budgetBatch(name)
  local start, code = string.match(value, '^([%d.]+)\t[^\t]*\t([^\t]*)')
  if not batch.label or not start then return end
  local price = priceAt(batch, start)
  local most = price and price.most or 0
  if not batch.prices or batch.prices.billed[code] then
    charge(batch, monthOf(start), 0, most - (price and price.of[code] or 0), 0)
  else charge(batch, monthOf(start), 1, most, 0) end
end

local function writeBudgets()
  for of, sum in pairs(budgetSums) do
    if sum.changed then
      local fields = { 'calls:' .. of, string.format('%.0f', sum.calls), 'units:' .. of, string.format('%.0f', sum.units),
        'open:' .. of, string.format('%.0f', sum.open) }
      if sum.at > 0 then fields[7], fields[8] = 'at:' .. of, string.format('%.3f', sum.at) end
      redis.call('HSET', budgetsKey, unpack(fields))
      sum.changed = false
    end
  end
end
