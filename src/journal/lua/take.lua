--- Takes up a slice: raises its epoch and returns its journal, and those of its rows whose answers a halt made void, each
--- with the last such attempt. Calls that an earlier epoch left as sent are in doubt from here on and no longer open.
--- Without arguments it does nothing, and the server knows it from then on.
---
--- KEYS
---   account       the account's hash
---   batch         the batch's hash
---   done          the batch's bitmap of finished slices
---   slice         the slice's journal
---   excused       rows whose answers are void
---   held          slices in the hands of live workers
---   excusedUpTo   the last attempt of each row for which that holds
---   budgets       what labels may call, and have called
--- ARGV
---   slice         its number
---   name          the batch's name
---   turn          the slice's, see FairOrder
---   newestForm    the newest form of a batch that the caller knows
---   step          by how much to raise the slice's epoch: at random, as a failover may have lost an earlier raise
--- REPLY
---   done          the slice is finished
---   newer         the batch is kept in a form that only a newer Rollcall knows, and nothing was done
---   suspended     the batch is suspended, and its next owner adds the slice again
---   waiting       its owner has not said so, and may never do: the slice must not be lost
---   held          with a wait in ms: a live worker has the slice, or may have it, as Redis has only just come back
---   taken         with the epoch, the account's generation, the batch's settings, the journal as fields and values, and
---                 the excused rows, each with its last void attempt

--- @include "includes/account-clock"
--- @include "includes/lease"
--- @include "includes/confirmation"
--- @include "includes/silence"

local accountKey = KEYS[1]
local batchKey = KEYS[2]
local doneKey = KEYS[3]
local sliceKey = KEYS[4]
local excusedKey = KEYS[5]
local heldKey = KEYS[6]
local excusedUpToKey = KEYS[7]
local budgetsKey = KEYS[8]
local slice = ARGV[1]
local name = ARGV[2]
local turn = ARGV[3]
local newestForm = ARGV[4]
local step = ARGV[5]

-- After a silence of all workers: in this time those that live have connected again and said what they hold.
local RETURN_MS = 4000
local EXCUSED_KEPT_S = 2592000

if not slice then return {} end
local nowMs = readClock(accountKey)

--- @include "includes/budget"

if redis.call('GETBIT', doneKey, slice) == 1 then return {'done'} end
local batch = redis.call('HMGET', batchKey, 'state', 'settings', 'wish', 'v', 'server', 'top')
local state, settings, desired, form, server, top = unpack(batch, 1, 6)
if tonumber(form or 1) > tonumber(newestForm) then return {'newer'} end
if state == 'opening' then return {'waiting'} end
if state ~= 'running' then return {'suspended'} end
if desired or redis.call('HEXISTS', accountKey, 'halted') == 1 then return {'waiting'} end
-- An owner of an earlier version says nothing of the server.
if server and server ~= (redis.call('HGET', accountKey, 'server') or '') then return {'held', UNCONFIRMED_MS} end

local job = name .. '.' .. slice
local heldTill = tonumber(redis.call('ZSCORE', heldKey, job) or 0)
-- Held by this very step, where it is sent again after a cut connection.
local ofThisStep = job .. ' ' .. step
local sentAgain = tonumber(redis.call('ZSCORE', heldKey, ofThisStep) or 0) > nowMs
if heldTill > nowMs and not sentAgain then return {'held', math.ceil(heldTill - nowMs)} end
local journal = redis.call('HGETALL', sliceKey)
local underWay = false
for i = 2, #journal, 2 do underWay = underWay or string.find(journal[i], '^%d+ s ') end
if underWay and not sentAgain then
  local back = heardAgainAt(accountKey, nowMs)
  if nowMs < back + RETURN_MS then return {'held', math.ceil(back + RETURN_MS - nowMs)} end
end

if tonumber(turn) > tonumber(redis.call('HGET', accountKey, 'turn') or 0) then
  redis.call('HSET', accountKey, 'turn', turn)
end
if tonumber(slice) > tonumber(top or -1) then redis.call('HSET', batchKey, 'top', slice) end
local epoch = redis.call('HINCRBY', sliceKey, 'epoch', step)
local till = string.format('%.3f', nowMs + HOLD_MS)
redis.call('ZADD', heldKey, till, job, till, ofThisStep)

local doubtful, last, rows = 0, {}, {}
local anyExcused = redis.call('EXISTS', excusedKey, excusedUpToKey) > 0
for i = 1, #journal, 2 do
  local owner, rest = string.match(journal[i + 1], '^(%d+) s (.*)$')
  if owner then
    journal[i + 1] = owner .. ' d ' .. rest
    redis.call('HSET', sliceKey, journal[i], journal[i + 1])
    doubtful = doubtful + 1
    if budgetBatch(name).label then charge(budgetBatch(name), monthOf(string.match(rest, '^%d+')), 0, 0, -1) end
  end
  local row, attempt = string.match(anyExcused and journal[i] or '', '^(%d+)%.(%d+)$')
  if row then
    if not last[row] then rows[#rows + 1] = row end
    last[row] = math.max(last[row] or 0, tonumber(attempt))
  end
end

local excused = {}
for _, row in ipairs(rows) do
  local member = name .. '.' .. row
  if redis.call('SISMEMBER', excusedKey, member) == 1 then
    redis.call('HSET', excusedUpToKey, member, last[row])
    redis.call('EXPIRE', excusedUpToKey, EXCUSED_KEPT_S)
  end
  local upTo = redis.call('HGET', excusedUpToKey, member)
  if upTo then
    excused[#excused + 1] = row
    excused[#excused + 1] = upTo
  end
end
if doubtful > 0 then
  writeBudgets()
  local open = tonumber(redis.call('HGET', batchKey, 'open') or 0)
  redis.call('HSET', batchKey, 'open', math.max(0, open - doubtful))
end
return {'taken', epoch, redis.call('HGET', accountKey, 'generation') or '0', settings, journal, excused}
