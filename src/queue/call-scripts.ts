// The scripts that verify workers use: taking up a slice, permitting calls, recording their ends, announcing the
// slice. Each is one atomic step and may be sent again after a cut connection.
//
// A slice's hash holds `epoch` and a field per call whose value is "<epoch> <state> …", state being s (sent),
// a (answered), r (refused) or d (in doubt); a probe's sent line ends in " p". The batch's hash holds `state`, `cap`, `used` (calls counted against
// the cap), `open` (calls sent, end not recorded), `settings`, and `wish` while a person wants it paused or cancelled. The account's hash holds `generation` and
// `halted`, the rate, and the circuit: `circuit` is there while calls are stopped because the service is away.

import { NOW_LUA, RATE_LUA } from './rate-script.js';
import { script } from './script.js';

/**
 * KEYS account, batch, done, slice, voided; ARGV slice number, batch's name.
 * Raises the slice's epoch and returns its journal, and those of its rows whose odd answers a halt made void; calls
 * that an earlier epoch left as sent are in doubt from here on and no longer open. `parked`: the batch rests, and its
 * next owner adds the slice again; `waiting`: its owner has not said so, and may never do: the slice must not be lost.
 */
export const TAKE = script(`
if redis.call('GETBIT', KEYS[3], ARGV[1]) == 1 then return {'done'} end
local batch = redis.call('HMGET', KEYS[2], 'state', 'settings', 'wish')
if batch[1] == 'opening' then return {'waiting'} end
if batch[1] ~= 'running' then return {'parked'} end
if batch[3] or redis.call('HEXISTS', KEYS[1], 'halted') == 1 then return {'waiting'} end
local epoch = redis.call('HINCRBY', KEYS[4], 'epoch', 1)
local journal = redis.call('HGETALL', KEYS[4])
local doubtful, voided = 0, {}
local anyVoid = redis.call('EXISTS', KEYS[5]) == 1
for i = 1, #journal, 2 do
  local owner, rest = string.match(journal[i + 1], '^(%d+) s (.*)$')
  if owner then
    journal[i + 1] = owner .. ' d ' .. rest
    redis.call('HSET', KEYS[4], journal[i], journal[i + 1])
    doubtful = doubtful + 1
  end
  local row = anyVoid and string.match(journal[i], '^(%d+)%.')
  if row and redis.call('SISMEMBER', KEYS[5], ARGV[2] .. '.' .. row) == 1 then voided[#voided + 1] = row end
end
if doubtful > 0 then redis.call('HINCRBY', KEYS[2], 'open', -doubtful) end
return {'taken', epoch, redis.call('HGET', KEYS[1], 'generation') or '0', batch[2], journal, voided}
`);

/**
 * KEYS account, then per slice: batch, done, slice.
 * ARGV ceiling of the rate or '', outage limit in ms, probe's time in ms, number of slices, then per slice: slice
 * number, epoch, generation, number of calls, then per call: field, start in ms.
 * Returns a word and a wait in ms per call: `permitted`, `probe` (permitted, to see whether the service is back),
 * `wait` (ask again after that), `full` (likewise, but not with the slice in hand), `stale`, `stopped`, `capped`.
 */
export const PERMIT = script(`
${NOW_LUA}
local account = KEYS[1]
${RATE_LUA}
local ceiling, FORGOTTEN_MS = tonumber(ARGV[1]), 300000
local about = redis.call('HMGET', account, 'generation', 'halted', 'circuit', 'circuit:probe', 'circuit:probing',
  'answered')
local halted, circuit = about[2], tonumber(about[3])
local probeAt, probing = tonumber(about[4] or 0), tonumber(about[5] or 0)
-- Nobody has called for long (the batch was cancelled, the workers stopped): how long the outage lasts is not known.
if circuit and nowMs - math.max(probeAt, probing, tonumber(about[6] or 0)) > FORGOTTEN_MS then
  circuit = nowMs
  redis.call('HSET', account, 'circuit', string.format('%.3f', nowMs))
end
if circuit and not halted and nowMs - circuit >= tonumber(ARGV[2]) then
  halted = '{"kind":"outage"}'
  redis.call('HSET', account, 'halted', halted)
end
local rate = readRate()
local wanted, replies, a = 0, {}, 5
for g = 1, tonumber(ARGV[4]) do wanted = wanted + tonumber(ARGV[a + 3]); a = a + 4 + 2 * tonumber(ARGV[a + 3]) end
refill(rate, wanted, ceiling)
local function reply(word, waitMs)
  replies[#replies + 1] = word
  replies[#replies + 1] = waitMs or 0
end
local waiting = 0
a = 5
for g = 1, tonumber(ARGV[4]) do
  local batch, done, slice = KEYS[g * 3 - 1], KEYS[g * 3], KEYS[g * 3 + 1]
  local epoch, calls = ARGV[a + 1], tonumber(ARGV[a + 3])
  local state = redis.call('HMGET', batch, 'state', 'cap', 'used', 'open', 'wish')
  local cap, used, open = tonumber(state[2]), tonumber(state[3] or 0), tonumber(state[4] or 0)
  local word
  if redis.call('HGET', slice, 'epoch') ~= epoch or redis.call('GETBIT', done, ARGV[a]) == 1 then word = 'stale'
  elseif state[1] ~= 'running' or state[5] or halted or (about[1] or '0') ~= ARGV[a + 2] then word = 'stopped' end
  a = a + 4
  local added, sent = 0, {}
  local function send(field, line)
    added = added + 1
    sent[#sent + 1] = field
    sent[#sent + 1] = line
  end
  for _ = 1, calls do
    local field, line = ARGV[a], epoch .. ' s ' .. ARGV[a + 1]
    a = a + 2
    local known = redis.call('HGET', slice, field)
    -- Asked again after a cut connection: the permission that was given stands.
    if known == line then reply('permitted')
    elseif known == line .. ' p' then reply('probe')
    elseif word then reply(word)
    elseif known then reply('stale')
    elseif cap and used + added >= cap then
      if open + added > 0 then reply('full', 250)
      else
        reply('capped')
        redis.call('HSET', batch, 'capped', '1')
      end
    elseif circuit then
      if nowMs >= probeAt and nowMs >= probing then
        probing = nowMs + tonumber(ARGV[3])
        redis.call('HSET', account, 'circuit:probing', string.format('%.3f', probing))
        send(field, line .. ' p')
        reply('probe')
      else reply('wait', math.max(50, math.ceil(math.max(probeAt, math.min(probing, nowMs + 500)) - nowMs))) end
    elseif nowMs < rate.pause then reply('wait', math.ceil(rate.pause - nowMs))
    elseif rate.tokens >= 1 then
      rate.tokens, rate.count = rate.tokens - 1, rate.count + 1
      send(field, line)
      reply('permitted')
    else
      waiting = waiting + 1
      reply('wait', math.ceil(math.min((waiting - rate.tokens) * 1000 / rate.rate, rate.slow == 1 and DOUBLE_MS or LOOK_MS)))
    end
  end
  if added > 0 then
    redis.call('HSET', slice, unpack(sent))
    redis.call('HSET', batch, 'used', used + added, 'open', open + added)
  end
end
if not circuit then writeRate(rate) end
return replies
`);

/**
 * KEYS account, failing, same, voided, then per slice: batch, slice.
 * ARGV probe's first wait in ms, longest wait in ms, number of slices, then per slice: epoch, generation, batch's
 * name, number of calls, then per call: field, letter, value, row, effect, duration in ms, pause in ms, cause.
 * Only a line of the same epoch that still exists is overwritten, and only once.
 *
 * Effects: `none`; `good` the service works; `failed` it doesn't; `throttled`; `odd` a code that is no verdict on a person,
 * with the code as cause; `halt` with the cause. They are the account's: eight different rows failing in a row (or
 * eight calls of at least two rows, where fewer rows are left) open the circuit, the next good answer closes it;
 * twenty different rows in a row with the same odd code halt the account.
 */
export const RECORD = script(`
${NOW_LUA}
local account, failing, same, voided = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
${RATE_LUA}
local FAILING_ROWS, SAME_ROWS, KEEP_S = 8, 20, 86400
local generation = redis.call('HGET', account, 'generation') or '0'
local rate, changed

local function rateOf()
  rate = rate or readRate()
  changed = true
  return rate
end

local function halt(cause, from)
  if from == generation then redis.call('HSETNX', account, 'halted', cause) end
end

local function works()
  redis.call('DEL', failing)
  redis.call('HDEL', account, 'failures')
  if redis.call('HDEL', account, 'circuit', 'circuit:probe', 'circuit:wait', 'circuit:probing') > 0 then
    startSlowly(rateOf())
  end
end

local function fails(row)
  redis.call('SADD', failing, row)
  redis.call('EXPIRE', failing, KEEP_S)
  local failures, rows = redis.call('HINCRBY', account, 'failures', 1), redis.call('SCARD', failing)
  local open = redis.call('HMGET', account, 'circuit', 'circuit:wait', 'circuit:probing')
  if open[1] then
    if not open[3] then return end
    local wait = math.min(tonumber(open[2]) * 2, tonumber(ARGV[2]))
    redis.call('HDEL', account, 'circuit:probing')
    redis.call('HSET', account, 'circuit:wait', wait, 'circuit:probe', string.format('%.3f', nowMs + wait))
  elseif rows >= FAILING_ROWS or (rows >= 2 and failures >= FAILING_ROWS) then
    redis.call('HSET', account, 'circuit', string.format('%.3f', nowMs), 'circuit:wait', ARGV[1],
      'circuit:probe', string.format('%.3f', nowMs + tonumber(ARGV[1])))
  end
end

local function odd(row, code, from)
  if redis.call('HGET', account, 'same:code') ~= code then
    redis.call('DEL', same)
    redis.call('HSET', account, 'same:code', code)
  end
  redis.call('SADD', same, row)
  redis.call('EXPIRE', same, KEEP_S)
  if redis.call('SCARD', same) >= SAME_ROWS then halt('{"kind":"same","code":' .. code .. '}', from) end
end

local a = 4
for g = 1, tonumber(ARGV[3]) do
  local batch, slice = KEYS[g * 2 + 3], KEYS[g * 2 + 4]
  local epoch, from, name, calls = ARGV[a], ARGV[a + 1], ARGV[a + 2], tonumber(ARGV[a + 3])
  a = a + 4
  local ended, returned = 0, 0
  for _ = 1, calls do
    local field, letter, value, row, effect, duration, pause, cause = unpack(ARGV, a, a + 7)
    a = a + 8
    local known = redis.call('HGET', slice, field)
    local owner, state = string.match(known or '', '^(%d+) (%a)')
    local unseen = state == 'd' and not string.find(known, '\\t', 1, true)
    if owner == epoch and (state == 's' or unseen) then
      redis.call('HSET', slice, field, epoch .. ' ' .. letter .. ' ' .. value)
      if state == 's' then ended = ended + 1 end
      if letter == 'r' then returned = returned + 1 end
      row = name .. '.' .. row
      redis.call('SREM', voided, row)
      if effect == 'failed' then fails(row) elseif effect ~= 'none' then works() end
      if effect == 'good' then redis.call('DEL', same)
      elseif effect == 'throttled' then throttled(rateOf(), tonumber(duration), tonumber(pause))
      elseif effect == 'odd' then odd(row, cause, from) end
    end
    -- Also where the line is gone: the worker has stopped its calls already and waits for a resume.
    if effect == 'halt' then halt(cause, from) end
  end
  if ended > 0 then redis.call('HINCRBY', batch, 'open', -ended) end
  if returned > 0 then redis.call('HINCRBY', batch, 'used', -returned) end
end
redis.call('HSET', account, 'answered', string.format('%.3f', nowMs))
if changed then writeRate(rate) end
return redis.call('HEXISTS', account, 'circuit')
`);

/**
 * KEYS account, same, batch; ARGV batch's name, generation, then rows. Whether one of these rows belongs to a run of
 * equal odd codes: 1 while the run may still go on (calls of the batch are under way), -1 once it has halted the account
 * (or a resume has come since), 0 when another answer broke it or nobody has called for a while.
 */
export const SUSPECTS = script(`
${NOW_LUA}
if (redis.call('HGET', KEYS[1], 'generation') or '0') ~= ARGV[2] then return -1 end
local suspect = false
for i = 3, #ARGV do
  suspect = suspect or redis.call('SISMEMBER', KEYS[2], ARGV[1] .. '.' .. ARGV[i]) == 1
end
if not suspect then return 0 end
local about = redis.call('HMGET', KEYS[1], 'halted', 'answered', 'rate')
if about[1] then return -1 end
local quietMs = math.max(3000, 3000 / tonumber(about[3] or 10))
local open = tonumber(redis.call('HGET', KEYS[3], 'open') or 0)
return open <= 0 and nowMs - tonumber(about[2] or 0) >= quietMs and 0 or 1
`);

/** KEYS done, slice, announced; ARGV slice number, epoch. Marks the slice as done and tells the collector. */
export const ANNOUNCE = script(`
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[2] then return 0 end
if redis.call('SETBIT', KEYS[1], ARGV[1], 1) == 0 then
  redis.call('XADD', KEYS[3], '*', 'slice', ARGV[1])
end
return 1
`);

/**
 * KEYS account, failing, same, voided. A person has mended what stopped the account: answers from before count no
 * more, and the odd ones that halted it are void.
 */
export const LIFT = script(`
redis.call('HINCRBY', KEYS[1], 'generation', 1)
if string.find(redis.call('HGET', KEYS[1], 'halted') or '', '"same"', 1, true) then
  redis.call('SUNIONSTORE', KEYS[4], KEYS[4], KEYS[3])
  redis.call('EXPIRE', KEYS[4], 2592000)
end
redis.call('HDEL', KEYS[1], 'halted', 'circuit', 'circuit:probe', 'circuit:wait', 'circuit:probing', 'failures')
redis.call('DEL', KEYS[2], KEYS[3])
return 1
`);
