--- Records how calls ended and permits further ones, in one atomic step: ends come first, so that what they say of the account
--- holds for the calls behind them, and a line that has ended makes way before another is written. It may be sent again after
--- a cut connection. Without arguments it does nothing, and the server knows it from then on.
---
--- KEYS
---   account            the account's hash
---   failing            rows that fail one after another
---   same               rows with the same anomalous answer
---   excused            rows whose answers are void
---   held               slices in the hands of live workers
---   over               whom the provider was asked about too often today
---   budgets            what labels may call, and have called
---   ...ofSlices        for every slice three: its batch's hash, its batch's bitmap of finished slices, its journal
--- ARGV
---   rateCap            calls a second, or ''
---   outageLimitMs      an outage that lasts longer halts the account
---   probeLimitMs       after this a probe whose end nobody recorded is given up
---   probeWaitFirstMs   between probes, at first
---   probeWaitMaxMs     and at the longest
---   endCount           number of ends
---   callCount          number of calls
---   shortestMs         that one of the good ends took, or ''
---   ...slices          for every slice as JSON: [slice number, epoch, generation, batch's name, ends, calls, marks], an end being
---                      [field, letter, value] and, where the effect is not `good`, [… effect, duration in ms, pause in ms,
---                      cause]; of a call there are two texts in a row, its field and its start in ms; marks
---                      are those of the calls' persons in their order, or none where nobody is ever over
--- REPLY
---   1 where all calls are permitted, else for every call a word and a wait in ms

--- @include "../../redis/lua/includes/rest"
--- @include "includes/account-clock"
--- @include "includes/lease"
--- @include "includes/confirmation"

local accountKey = KEYS[1]
local failingKey = KEYS[2]
local sameKey = KEYS[3]
local excusedKey = KEYS[4]
local heldKey = KEYS[5]
local overKey = KEYS[6]
local budgetsKey = KEYS[7]
local ofSliceKeys = rest(KEYS, 8)
local rateCap = tonumber(ARGV[1])
local outageLimitMs = tonumber(ARGV[2])
local probeLimitMs = tonumber(ARGV[3])
local probeWaitFirstMs = tonumber(ARGV[4])
local probeWaitMaxMs = tonumber(ARGV[5])
local endCount = tonumber(ARGV[6])
local callCount = tonumber(ARGV[7])
local shortestMs = tonumber(ARGV[8])
local slices = rest(ARGV, 9)

if not endCount then return {} end
local FORGOTTEN_MS = 300000
local nowMs = readClock(accountKey)

--- @include "includes/rate"
--- @include "includes/over-today"
--- @include "includes/effects"
--- @include "includes/budget"
--- @include "includes/record"
--- @include "includes/permit"

local batches, groups = {}, {}
local function batchOf(key)
  if not batches[key] then
    local batch = redis.call('HMGET', key, 'state', 'cap', 'used', 'open', 'wish', 'server')
    local state, cap, used, open, desired, known = unpack(batch, 1, 6)
    batches[key] = { key = key, state = state, cap = tonumber(cap), used = tonumber(used or 0),
      open = tonumber(open or 0), desired = desired, server = known }
  end
  return batches[key]
end

for g, text in ipairs(slices) do
  local slice, epoch, generationThen, name, ends, calls, marks = unpack(cjson.decode(text), 1, 7)
  local batchKey, doneKey, sliceKey = unpack(ofSliceKeys, 3 * g - 2, 3 * g)
  local group = { slice = slice, epoch = epoch, generation = generationThen, name = name, ends = ends, calls = calls, marks = marks or {},
    batchKey = batchKey, doneKey = doneKey, sliceKey = sliceKey }
  groups[g] = group
  if #ends > 0 then record(group, batchOf(batchKey)) end
end
if endCount > 0 then
  answeredAt = nowMs
  redis.call('HSET', accountKey, 'answered', string.format('%.3f', nowMs))
end
if callCount > 0 then
  lookAtCircuit()
  if not circuit then
    if shortestMs then rateOf().heard = math.max(rateOf().heard, nowMs - shortestMs) end
    refill(rateOf(), callCount, lowestRateCap(rateCap, rateCaps))
  end
  for _, group in ipairs(groups) do
    if #group.calls > 0 then permit(group, batchOf(group.batchKey)) end
  end
end
for key, batch in pairs(batches) do
  if batch.changed then redis.call('HSET', key, 'used', batch.used, 'open', batch.open) end
end
writeBudgets()
if rateChanged then writeRate(rate) end
if #heldOn > 0 then redis.call('ZADD', heldKey, unpack(heldOn)) end
return others == 0 and 1 or replies
