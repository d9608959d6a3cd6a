// The scripts that verify workers use: taking up a slice, permitting calls, recording their ends, announcing the
// slice. Each is one atomic step and may be sent again after a cut connection.
//
// A slice's hash holds `epoch` and a field per call whose value is "<epoch> <state> …", state being s (sent),
// a (answered), r (refused) or d (in doubt). The batch's hash holds `state`, `cap`, `used` (calls counted against
// the cap), `open` (calls sent, end not recorded) and `settings`. The account's hash holds `generation` and
// `halted`.

import { script } from './script.js';

/**
 * KEYS account, batch, done, slice; ARGV slice number.
 * Raises the slice's epoch and returns its journal; calls that an earlier epoch left as sent are in doubt from
 * here on and no longer open.
 */
export const TAKE = script(`
if redis.call('GETBIT', KEYS[3], ARGV[1]) == 1 then return {'done'} end
local batch = redis.call('HMGET', KEYS[2], 'state', 'settings')
if batch[1] ~= 'running' or redis.call('HEXISTS', KEYS[1], 'halted') == 1 then return {'parked'} end
local epoch = redis.call('HINCRBY', KEYS[4], 'epoch', 1)
local journal = redis.call('HGETALL', KEYS[4])
local doubtful = 0
for i = 1, #journal, 2 do
  local owner, rest = string.match(journal[i + 1], '^(%d+) s (.*)$')
  if owner then
    journal[i + 1] = owner .. ' d ' .. rest
    redis.call('HSET', KEYS[4], journal[i], journal[i + 1])
    doubtful = doubtful + 1
  end
end
if doubtful > 0 then redis.call('HINCRBY', KEYS[2], 'open', -doubtful) end
return {'taken', epoch, redis.call('HGET', KEYS[1], 'generation') or '0', batch[2], journal}
`);

/**
 * KEYS account, then per slice: batch, done, slice.
 * ARGV number of slices, then per slice: slice number, epoch, generation, number of calls, then per call: field,
 * start in ms. Returns a word per call. \`full\`: the cap is reached but calls are open that may give one back.
 */
export const PERMIT = script(`
local account = redis.call('HMGET', KEYS[1], 'generation', 'halted')
local words, a = {}, 2
for g = 1, tonumber(ARGV[1]) do
  local batch, done, slice = KEYS[g * 3 - 1], KEYS[g * 3], KEYS[g * 3 + 1]
  local epoch, calls = ARGV[a + 1], tonumber(ARGV[a + 3])
  local state = redis.call('HMGET', batch, 'state', 'cap', 'used', 'open')
  local cap, used, open = tonumber(state[2]), tonumber(state[3] or 0), tonumber(state[4] or 0)
  local word
  if redis.call('HGET', slice, 'epoch') ~= epoch or redis.call('GETBIT', done, ARGV[a]) == 1 then word = 'stale'
  elseif state[1] ~= 'running' or account[2] or (account[1] or '0') ~= ARGV[a + 2] then word = 'stopped' end
  a = a + 4
  local added, sent = 0, {}
  for _ = 1, calls do
    local field, line = ARGV[a], epoch .. ' s ' .. ARGV[a + 1]
    a = a + 2
    if word then words[#words + 1] = word
    else
      local known = redis.call('HGET', slice, field)
      if known then words[#words + 1] = known == line and 'permitted' or 'stale'
      elseif cap and used + added >= cap then
        if open + added > 0 then words[#words + 1] = 'full'
        else
          words[#words + 1] = 'capped'
          redis.call('HSET', batch, 'capped', '1')
        end
      else
        added = added + 1
        sent[#sent + 1] = field
        sent[#sent + 1] = line
        words[#words + 1] = 'permitted'
      end
    end
  end
  if added > 0 then
    redis.call('HSET', slice, unpack(sent))
    redis.call('HSET', batch, 'used', used + added, 'open', open + added)
  end
end
return words
`);

/**
 * KEYS per slice: batch, slice. ARGV number of slices, then per slice: epoch, number of calls, then per call:
 * field, letter, value. Only a line of the same epoch that still exists is overwritten, and only once.
 */
export const RECORD = script(`
local a = 2
for g = 1, tonumber(ARGV[1]) do
  local batch, slice = KEYS[g * 2 - 1], KEYS[g * 2]
  local epoch, calls = ARGV[a], tonumber(ARGV[a + 1])
  a = a + 2
  local ended, returned = 0, 0
  for _ = 1, calls do
    local field, letter, value = ARGV[a], ARGV[a + 1], ARGV[a + 2]
    a = a + 3
    local known = redis.call('HGET', slice, field)
    local owner, state = string.match(known or '', '^(%d+) (%a)')
    local unseen = state == 'd' and not string.find(known, '\\t', 1, true)
    if owner == epoch and (state == 's' or unseen) then
      redis.call('HSET', slice, field, epoch .. ' ' .. letter .. ' ' .. value)
      if state == 's' then ended = ended + 1 end
      if letter == 'r' then returned = returned + 1 end
    end
  end
  if ended > 0 then redis.call('HINCRBY', batch, 'open', -ended) end
  if returned > 0 then redis.call('HINCRBY', batch, 'used', -returned) end
end
return 1
`);

/** KEYS done, slice, announced; ARGV slice number, epoch. Marks the slice as done and tells the collector. */
export const ANNOUNCE = script(`
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[2] then return 0 end
if redis.call('SETBIT', KEYS[1], ARGV[1], 1) == 0 then
  redis.call('XADD', KEYS[3], '*', 'slice', ARGV[1])
end
return 1
`);

/** KEYS account; ARGV generation, cause. A halt from before a resume doesn't count. */
export const HALT = script(`
local generation = redis.call('HGET', KEYS[1], 'generation') or '0'
if generation ~= ARGV[1] then return 0 end
redis.call('HSETNX', KEYS[1], 'halted', ARGV[2])
return 1
`);
