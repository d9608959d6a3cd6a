// The script that records how calls ended and permits further ones, in one atomic step: ends come first, so that what they
// say of the account holds for the calls behind them, and a line that has ended makes room before another is written. It may
// be sent again after a cut connection. See call-scripts.ts for what the hashes hold.

import { NOW_LUA } from './account-clock.js';
import { HOLD_MS, UNCONFIRMED_MS } from './call-scripts.js';
import { RATE_LUA } from './rate-script.js';
import { script } from '../redis/script.js';

/**
 * Effects: `good` the service works; `failed` it doesn't; `throttled`; `anomalous` a code that is no verdict on a person, with
 * the code as cause; `rejected` an HTTP status that is no answer, with it and the target of a redirect as cause; `halt`
 * with the cause; `none`. They are the account's: eight different rows failing in a row (or
 * eight calls of at least two rows, where fewer rows are left) open the circuit, the next good answer closes it;
 * twenty different rows in a row with the same anomalous code or status halt the account; with a status three, where it has
 * had no good answer yet.
 */
const EFFECTS_LUA = `
local FAILING_ROWS, SAME_ROWS, UNPROVEN_ROWS, KEEP_S = 8, 20, 3, 86400
local about = redis.call('HMGET', account, 'generation', 'halted', 'answered', 'failures', 'circuit', 'circuit:probe',
  'circuit:probing', 'circuit:wait', 'ceilings', 'good', 'server')
local generation, halted, answeredAt, failures = about[1] or '0', about[2], past(about[3]), about[4]
local circuit, probeWait = about[5] and past(about[5]), tonumber(about[8] or 0)
local probeAt = math.min(tonumber(about[6] or 0), nowMs + probeWaitMax)
local probing = about[7] and math.min(tonumber(about[7]), nowMs + probeLimitMs)
local rate, rateChanged
local good = about[10]
-- Whether these sets exist, asked for when it first matters.
local sameThere, excusedThere

local function rateOf()
  rate = rate or readRate()
  rateChanged = true
  return rate
end

local function halt(cause, from)
  if halted or from ~= generation then return end
  redis.call('HSET', account, 'halted', cause)
  halted = cause
end

local function works()
  if not failures and not circuit then return end
  redis.call('DEL', failing)
  redis.call('HDEL', account, 'failures', 'circuit', 'circuit:probe', 'circuit:wait', 'circuit:probing')
  if circuit then startSlowly(rateOf()) end
  failures, circuit, probeAt, probing = false, nil, 0, nil
end

local function fails(row)
  redis.call('SADD', failing, row)
  redis.call('EXPIRE', failing, KEEP_S)
  failures = redis.call('HINCRBY', account, 'failures', 1)
  local rows = redis.call('SCARD', failing)
  if circuit then
    if not probing then return end
    probing, probeWait = nil, math.min(probeWait * 2, probeWaitMax)
    redis.call('HDEL', account, 'circuit:probing')
  elseif rows >= FAILING_ROWS or (rows >= 2 and failures >= FAILING_ROWS) then
    circuit, probing, probeWait = nowMs, nil, probeWaitFirst
  else return end
  probeAt = nowMs + probeWait
  redis.call('HSET', account, 'circuit', string.format('%.3f', circuit), 'circuit:wait', probeWait,
    'circuit:probe', string.format('%.3f', probeAt))
end

-- How many different rows in a row have got this now. What halted the account stays as it is until that is lifted, as
-- the rows of the run are to stay open.
local function inARow(row, what)
  if redis.call('HGET', account, 'same:code') ~= what then
    if halted then return 0 end
    redis.call('DEL', same)
    redis.call('HSET', account, 'same:code', what)
  end
  sameThere = true
  redis.call('SADD', same, row)
  redis.call('EXPIRE', same, KEEP_S)
  return redis.call('SCARD', same)
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
  if sameThere == nil then sameThere = redis.call('EXISTS', same) == 1 end
  if sameThere then redis.call('DEL', same) end
  sameThere = false
end

local function endExcuse(row)
  if excusedThere == nil then excusedThere = redis.call('EXISTS', excused) == 1 end
  if excusedThere then redis.call('SREM', excused, row) end
end

local function takeEffect(effect, row, from, durationMs, pauseMs, cause)
  endExcuse(row)
  if effect == 'failed' then fails(row) elseif effect ~= 'none' then works() end
  if effect == 'good' then
    endsRun()
    if not good then
      good = '1'
      redis.call('HSET', account, 'good', good)
    end
  elseif effect == 'throttled' then throttled(rateOf(), durationMs, pauseMs)
  elseif effect == 'anomalous' then anomalous(row, cause, from)
  elseif effect == 'rejected' then rejected(row, cause, from) end
end
`;

/** Only a line of the same epoch that still exists is overwritten, and only once; none of a slice that was sealed as finished. */
const RECORD_LUA = `
local function isOpen(line, epoch)
  local owner, state = string.match(line or '', '^(%d+) (%a)')
  if owner ~= epoch then return end
  return state == 's' and state or state == 'd' and not string.find(line, '\\t', 1, true) and state
end

-- Slices whose holder is heard of by this.
local heldOn, heldTill = {}, string.format('%.3f', nowMs + HOLD_MS)
local function holdOn(group)
  heldOn[#heldOn + 1] = heldTill
  heldOn[#heldOn + 1] = group[4] .. '.' .. group[1]
end

local function record(group, batch, slice)
  local epoch, from, name, ends = group[2], group[3], group[4], group[5]
  local fields, written, lines, stillHeld = {}, {}, {}, false
  for i, e in ipairs(ends) do fields[i] = e[1] end
  fields[#fields + 1] = 'seal'
  local known = redis.call('HMGET', slice, unpack(fields))
  local finished = known[#fields]
  for i, e in ipairs(ends) do
    local field, letter, effect = e[1], e[2], e[4] or 'good'
    local state = not finished and not written[field] and isOpen(known[i], epoch)
    if state then
      written[field] = true
      lines[#lines + 1] = field
      lines[#lines + 1] = epoch .. ' ' .. letter .. ' ' .. e[3]
      -- Had somebody taken the slice up since, the call would be in doubt.
      if state == 's' then stillHeld, batch.open, batch.changed = true, math.max(0, batch.open - 1), true end
      if letter == 'r' then batch.used, batch.changed = batch.used - 1, true end
      takeEffect(effect, name .. '.' .. string.match(field, '^%d+'), from, e[5], e[6], e[7])
    end
    -- Also where the line is gone: the worker has stopped its calls already and waits for a resume.
    if effect == 'halt' then halt(e[7], from) end
  end
  if #lines > 0 then redis.call('HSET', slice, unpack(lines)) end
  if stillHeld then holdOn(group) end
end
`;

/** Replies with a word and a wait in ms for every call, see permission.ts. */
const PERMIT_LUA = `
local replies, waiting, others = {}, 0, 0
local function reply(word, waitMs)
  replies[#replies + 1] = word
  replies[#replies + 1] = waitMs or 0
  if word ~= 'permitted' then others = others + 1 end
end

-- Nobody has called for long (the batch was cancelled, the workers stopped): how long the outage lasts is not known.
local function lookAtCircuit()
  if not circuit then return end
  if nowMs - math.max(probeAt, probing or 0, answeredAt) > FORGOTTEN_MS then
    circuit = nowMs
    redis.call('HSET', account, 'circuit', string.format('%.3f', nowMs))
  end
  if not halted and nowMs - circuit >= outageLimitMs then
    halted = '{"kind":"outage"}'
    redis.call('HSET', account, 'halted', halted)
  end
end

local function waitForRate()
  waiting = waiting + 1
  local waitMs = (waiting - rate.tokens) * 1000 / rate.rate
  reply('wait', math.ceil(math.min(waitMs, rate.slow == 1 and DOUBLE_MS or LOOK_MS)))
end

local function permit(group, batch, done, slice)
  local epoch, calls = group[2], group[6]
  local fields, asked, sent = { 'epoch' }, {}, {}
  for i = 1, #calls, 2 do fields[#fields + 1] = calls[i] end
  local known = redis.call('HMGET', slice, unpack(fields))
  local word
  if known[1] ~= epoch or redis.call('GETBIT', done, group[1]) == 1 then word = 'stale'
  elseif batch.state ~= 'running' or batch.desired or halted or generation ~= group[3] then word = 'stopped' end
  if word ~= 'stale' then holdOn(group) end
  local function send(field, line)
    sent[#sent + 1] = field
    sent[#sent + 1] = line
    asked[field] = line
    batch.used, batch.open, batch.changed = batch.used + 1, batch.open + 1, true
  end
  for i = 1, #calls, 2 do
    local field, line = calls[i], epoch .. ' s ' .. calls[i + 1]
    local there = asked[field] or known[(i + 3) / 2]
    -- Asked again after a cut connection: the permission that was given stands.
    if there == line then reply('permitted')
    elseif there == line .. ' p' then reply('probe')
    elseif word then reply(word)
    elseif there then reply('stale')
    -- An owner of an earlier version says nothing of the server.
    elseif batch.server and batch.server ~= (about[11] or '') then reply('wait', UNCONFIRMED_MS)
    elseif batch.cap and batch.used >= batch.cap then
      if batch.open > 0 then reply('full', 250)
      else
        reply('capped')
        redis.call('HSET', batch.key, 'capped', '1')
      end
    elseif circuit then
      if nowMs >= probeAt and nowMs >= (probing or 0) then
        probing = nowMs + probeLimitMs
        redis.call('HSET', account, 'circuit:probing', string.format('%.3f', probing))
        send(field, line .. ' p')
        reply('probe')
      else
        local at = math.max(probeAt, math.min(probing or 0, nowMs + 500))
        reply('wait', math.max(50, math.ceil(at - nowMs)))
      end
    elseif nowMs < rate.pause then reply('wait', math.ceil(rate.pause - nowMs))
    elseif rate.tokens >= 1 then
      rate.tokens, rate.count = rate.tokens - 1, rate.count + 1
      send(field, line)
      reply('permitted')
    else waitForRate() end
  end
  if #sent > 0 then redis.call('HSET', slice, unpack(sent)) end
end
`;

/**
 * KEYS account, failing, same, excused, held, then per slice: batch, done, slice.
 * ARGV rate cap or '', outage limit, probe's time, probe's first wait and longest wait (all in ms), number of ends,
 * number of calls, shortest time in ms that one of the good ends took or '', then per slice as JSON: [slice number, epoch, generation, batch's name, ends, calls], an end being
 * [field, letter, value] and, where the effect is not `good`, [… effect, duration in ms, pause in ms, cause]; of a call there
 * are two texts in a row, its field and its start in ms.
 * Returns 1 where all calls are permitted, else their replies.
 */
export const EXCHANGE = script(`
if #ARGV == 0 then return {} end
${NOW_LUA}
local account, failing, same, excused, held = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local rateCap, outageLimitMs, probeLimitMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local probeWaitFirst, probeWaitMax = tonumber(ARGV[4]), tonumber(ARGV[5])
local ends, calls, shortestMs, FIRST, FORGOTTEN_MS = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), 8, 300000
local UNCONFIRMED_MS, HOLD_MS = ${UNCONFIRMED_MS}, ${HOLD_MS}
${RATE_LUA}
${EFFECTS_LUA}
${RECORD_LUA}
${PERMIT_LUA}
local batches, groups = {}, {}
local function batchOf(key)
  if not batches[key] then
    local state = redis.call('HMGET', key, 'state', 'cap', 'used', 'open', 'wish', 'server')
    batches[key] = { key = key, state = state[1], cap = tonumber(state[2]), used = tonumber(state[3] or 0),
      open = tonumber(state[4] or 0), desired = state[5], server = state[6] }
  end
  return batches[key]
end

for g = 1, #ARGV - FIRST do
  local group = cjson.decode(ARGV[FIRST + g])
  groups[g] = group
  if #group[5] > 0 then record(group, batchOf(KEYS[3 * g + 3]), KEYS[3 * g + 5]) end
end
if ends > 0 then
  answeredAt = nowMs
  redis.call('HSET', account, 'answered', string.format('%.3f', nowMs))
end
if calls > 0 then
  lookAtCircuit()
  if not circuit then
    if shortestMs then rateOf().heard = math.max(rateOf().heard, nowMs - shortestMs) end
    refill(rateOf(), calls, lowestRateCap(rateCap, about[9]))
  end
  for g, group in ipairs(groups) do
    if #group[6] > 0 then permit(group, batchOf(KEYS[3 * g + 3]), KEYS[3 * g + 4], KEYS[3 * g + 5]) end
  end
end
for key, batch in pairs(batches) do
  if batch.changed then redis.call('HSET', key, 'used', batch.used, 'open', batch.open) end
end
if rateChanged then writeRate(rate) end
if #heldOn > 0 then redis.call('ZADD', held, unpack(heldOn)) end
return others == 0 and 1 or replies
`);
