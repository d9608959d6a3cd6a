--- What the end of a call says of the account. Needs accountKey, failingKey, sameKey, excusedKey, nowMs, the waits of
--- probes, `rate` and `over-today`.
---
--- Effects: `good` the service works; `failed` it doesn't; `throttled`; `anomalous` a code that is no verdict on a person,
--- with the code as cause; `rejected` an HTTP status that is no answer, with it and the target of a redirect as cause; `halt`
--- with the cause; `over` the person is over for today, with the mark as cause and what is left of the day as pause; `none`.
--- They are the account's: eight different rows failing in a row (or eight calls of at least two
--- rows, where fewer rows are left) open the circuit, the next good answer closes it; twenty different rows in a row with the
--- same anomalous code or status halt the account; with a status three, where it has had no good answer yet.

local FAILING_ROWS, SAME_ROWS, UNPROVEN_ROWS, KEEP_S = 8, 20, 3, 86400
local about = redis.call('HMGET', accountKey, 'generation', 'halted', 'answered', 'failures', 'circuit', 'circuit:probe',
  'circuit:probing', 'circuit:wait', 'ceilings', 'good', 'server')
local generation, halted, answeredAt, failures = about[1] or '0', about[2], past(about[3]), about[4]
local circuit, probeWaitMs = about[5] and past(about[5]), tonumber(about[8] or 0)
local probeAt = math.min(tonumber(about[6] or 0), nowMs + probeWaitMaxMs)
local probing = about[7] and math.min(tonumber(about[7]), nowMs + probeLimitMs)
local rateCaps, good, server = about[9], about[10], about[11] or ''
local rate, rateChanged
-- Whether these sets exist, asked for when it first matters.
local sameThere, excusedThere

local function rateOf()
  rate = rate or readRate()
  rateChanged = true
  return rate
end

local function halt(cause, from)
  if halted or from ~= generation then return end
  redis.call('HSET', accountKey, 'halted', cause)
  halted = cause
end

local function works()
  if not failures and not circuit then return end
  redis.call('DEL', failingKey)
  redis.call('HDEL', accountKey, 'failures', 'circuit', 'circuit:probe', 'circuit:wait', 'circuit:probing')
  if circuit then startSlowly(rateOf()) end
  failures, circuit, probeAt, probing = false, nil, 0, nil
end

local function fails(row)
  redis.call('SADD', failingKey, row)
  redis.call('EXPIRE', failingKey, KEEP_S)
  failures = redis.call('HINCRBY', accountKey, 'failures', 1)
  local rows = redis.call('SCARD', failingKey)
  if circuit then
    if not probing then return end
    probing, probeWaitMs = nil, math.min(probeWaitMs * 2, probeWaitMaxMs)
    redis.call('HDEL', accountKey, 'circuit:probing')
  elseif rows >= FAILING_ROWS or (rows >= 2 and failures >= FAILING_ROWS) then
    circuit, probing, probeWaitMs = nowMs, nil, probeWaitFirstMs
  else return end
  probeAt = nowMs + probeWaitMs
  redis.call('HSET', accountKey, 'circuit', string.format('%.3f', circuit), 'circuit:wait', probeWaitMs,
    'circuit:probe', string.format('%.3f', probeAt))
end

-- How many different rows in a row have got this now. What halted the account stays as it is until that is lifted, as
-- the rows of the run are to stay open.
local function inARow(row, what)
  if redis.call('HGET', accountKey, 'same:code') ~= what then
    if halted then return 0 end
    redis.call('DEL', sameKey)
    redis.call('HSET', accountKey, 'same:code', what)
  end
  sameThere = true
  redis.call('SADD', sameKey, row)
  redis.call('EXPIRE', sameKey, KEEP_S)
  return redis.call('SCARD', sameKey)
end

local function anomalous(row, code, from)
  if inARow(row, code) >= SAME_ROWS then halt(cjson.encode({ kind = 'same', code = code }), from) end
end

-- The cause has "same" in it, for whoever lifts the halt: the rows stay open.
local function rejected(row, cause, from)
  local status, target = string.match(cause, '^(%d+) ?(.*)$')
  local rows = inARow(row, 'http ' .. status)
  if rows < (good and SAME_ROWS or UNPROVEN_ROWS) then return end
  local why = { kind = 'http', httpStatus = tonumber(status), same = rows }
  if target ~= '' then why.target = target end
  halt(cjson.encode(why), from)
end

local function endsRun()
  if halted then return end
  if sameThere == nil then sameThere = redis.call('EXISTS', sameKey) == 1 end
  if sameThere then redis.call('DEL', sameKey) end
  sameThere = false
end

local function endExcuse(row)
  if excusedThere == nil then excusedThere = redis.call('EXISTS', excusedKey) == 1 end
  if excusedThere then redis.call('SREM', excusedKey, row) end
end

local function takeEffect(effect, row, from, durationMs, pauseMs, cause)
  endExcuse(row)
  if effect == 'failed' then fails(row) elseif effect ~= 'none' then works() end
  if effect == 'good' then
    endsRun()
    if not good then
      good = '1'
      redis.call('HSET', accountKey, 'good', good)
    end
  elseif effect == 'over' then
    endsRun()
    noteOver(cause, pauseMs)
  elseif effect == 'throttled' then throttled(rateOf(), durationMs, pauseMs)
  elseif effect == 'anomalous' then anomalous(row, cause, from)
  elseif effect == 'rejected' then rejected(row, cause, from) end
end
