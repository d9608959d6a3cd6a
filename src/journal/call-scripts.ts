// The scripts that verify workers use, but for the one that permits and records calls: taking up a slice, saying that it
// is held, letting go of it, asking whether anomalous answers are its own, announcing it. Each is one atomic step and may be sent again after a
// cut connection.
//
// A slice's hash holds `epoch` and a field per call whose value is "<epoch> <state> …", state being s (sent),
// a (answered), r (refused) or d (in doubt); a probe's sent line ends in " p". The batch's hash holds `state`, `cap`, `used` (calls counted against
// the cap), `open` (calls sent, end not recorded), `settings`, and `wish` while a person wants it paused or cancelled. The account's hash holds `generation` and
// `halted`, the rate, and the circuit: `circuit` is there while calls are stopped because the service is away; `beat`, when a worker was last heard of, and
// `back`, when workers were heard again after a silence; `clock` and `clock:ahead`, see account-clock.ts.
// The set `held` has the slices in the hands of live workers, and the steps by which they were taken up.

import { LOOK_AT_CLOCK_LUA, NOW_LUA } from './account-clock.js';
import { script } from '../redis/script.js';

/** Until a batch is looked at again whose owner has not confirmed yet that the server has lost nothing of it. */
export const UNCONFIRMED_MS = 100;

/**
 * KEYS account; ARGV a token. The server doesn't know a script that it knew: it was started again, or another one has its
 * place, perhaps with older data. Nothing is called for a batch until its owner has held its mark against the server's.
 */
export const NEW_SERVER = script(`
redis.call('HSET', KEYS[1], 'server', ARGV[1])
return 1
`);

/**
 * How long a worker that has said that it holds a slice is believed: it does so on taking it up, with each call and each
 * end, and every second. As long as a lock, so that a dead worker's slice waits no longer for this than for its lock.
 */
export const HOLD_MS = 5_000;
/** Of all workers. Shorter than a hold by more than a second: what was held before it is known to be so behind it. */
const SILENCE_MS = 2_500;
/** After a silence of all workers: in this time those that live have connected again and said what they hold. */
const RETURN_MS = 4_000;

/** Sets `back` to when workers were heard again after the last silence; 0 where none has ever been heard. */
const SILENCE_LUA = `
local heard = redis.call('HMGET', KEYS[1], 'beat', 'back')
local back = tonumber(heard[2] or 0)
if heard[1] and nowMs - tonumber(heard[1]) > ${SILENCE_MS} then
  back = nowMs
  redis.call('HSET', KEYS[1], 'beat', string.format('%.3f', nowMs), 'back', string.format('%.3f', nowMs))
end
`;

/** KEYS account, held; ARGV ids of the slices' jobs that the worker holds. */
export const HEARTBEAT = script(`
${NOW_LUA}
${SILENCE_LUA}
redis.call('HSET', KEYS[1], 'beat', string.format('%.3f', nowMs))
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', nowMs)
for _, id in ipairs(ARGV) do redis.call('ZADD', KEYS[2], string.format('%.3f', nowMs + ${HOLD_MS}), id) end
return 1
`);

/** KEYS slice, held; ARGV epoch, id of the slice's job. Whoever has taken it up since holds it on. */
export const RELEASE_LEASE = script(`
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then return 0 end
return redis.call('ZREM', KEYS[2], ARGV[2])
`);

/**
 * KEYS account, batch, done, slice, excused, held, excused up to; ARGV slice number, batch's name, the slice's turn, the newest form known,
 * by how much to raise the slice's epoch: at random, as a failover may have lost an earlier raise. Raises it and
 * returns the slice's journal, and those of its rows whose answers a halt made void, each with the last such attempt; calls
 * that an earlier epoch left as sent are in doubt from here on and no longer open. `parked`: the batch is suspended, and its
 * next owner adds the slice again; `waiting`: its owner has not said so, and may never do: the slice must not be lost;
 * `held`, with a wait in ms: a live worker has the slice, or may have it, as Redis has only just come back;
 * `newer`: the batch is kept in a form that only a newer Rollcall knows, and nothing was done.
 */
export const TAKE = script(`
if #ARGV == 0 then return {} end
${NOW_LUA}
if redis.call('GETBIT', KEYS[3], ARGV[1]) == 1 then return {'done'} end
local batch = redis.call('HMGET', KEYS[2], 'state', 'settings', 'wish', 'v', 'server', 'top')
if tonumber(batch[4] or 1) > tonumber(ARGV[4]) then return {'newer'} end
if batch[1] == 'opening' then return {'waiting'} end
if batch[1] ~= 'running' then return {'parked'} end
if batch[3] or redis.call('HEXISTS', KEYS[1], 'halted') == 1 then return {'waiting'} end
-- An owner of an earlier version says nothing of the server.
if batch[5] and batch[5] ~= (redis.call('HGET', KEYS[1], 'server') or '') then return {'held', ${UNCONFIRMED_MS}} end
local id = ARGV[2] .. '.' .. ARGV[1]
local heldTill = tonumber(redis.call('ZSCORE', KEYS[6], id) or 0)
-- Held by this very step, where it is sent again after a cut connection.
local ofThisStep = id .. ' ' .. ARGV[5]
local sentAgain = tonumber(redis.call('ZSCORE', KEYS[6], ofThisStep) or 0) > nowMs
if heldTill > nowMs and not sentAgain then return {'held', math.ceil(heldTill - nowMs)} end
local journal = redis.call('HGETALL', KEYS[4])
local underWay = false
for i = 2, #journal, 2 do underWay = underWay or string.find(journal[i], '^%d+ s ') end
if underWay and not sentAgain then
  ${SILENCE_LUA}
  if nowMs < back + ${RETURN_MS} then return {'held', math.ceil(back + ${RETURN_MS} - nowMs)} end
end
if tonumber(ARGV[3]) > tonumber(redis.call('HGET', KEYS[1], 'turn') or 0) then
  redis.call('HSET', KEYS[1], 'turn', ARGV[3])
end
if tonumber(ARGV[1]) > tonumber(batch[6] or -1) then redis.call('HSET', KEYS[2], 'top', ARGV[1]) end
local epoch = redis.call('HINCRBY', KEYS[4], 'epoch', ARGV[5])
local till = string.format('%.3f', nowMs + ${HOLD_MS})
redis.call('ZADD', KEYS[6], till, id, till, ofThisStep)
local doubtful, last, rows = 0, {}, {}
local anyExcused = redis.call('EXISTS', KEYS[5], KEYS[7]) > 0
for i = 1, #journal, 2 do
  local owner, rest = string.match(journal[i + 1], '^(%d+) s (.*)$')
  if owner then
    journal[i + 1] = owner .. ' d ' .. rest
    redis.call('HSET', KEYS[4], journal[i], journal[i + 1])
    doubtful = doubtful + 1
  end
  local row, attempt = string.match(anyExcused and journal[i] or '', '^(%d+)%.(%d+)$')
  if row then
    if not last[row] then rows[#rows + 1] = row end
    last[row] = math.max(last[row] or 0, tonumber(attempt))
  end
end
local excused = {}
for _, row in ipairs(rows) do
  local member = ARGV[2] .. '.' .. row
  if redis.call('SISMEMBER', KEYS[5], member) == 1 then
    redis.call('HSET', KEYS[7], member, last[row])
    redis.call('EXPIRE', KEYS[7], 2592000)
  end
  local upTo = redis.call('HGET', KEYS[7], member)
  if upTo then
    excused[#excused + 1] = row
    excused[#excused + 1] = upTo
  end
end
if doubtful > 0 then
  redis.call('HSET', KEYS[2], 'open', math.max(0, tonumber(redis.call('HGET', KEYS[2], 'open') or 0) - doubtful))
end
return {'taken', epoch, redis.call('HGET', KEYS[1], 'generation') or '0', batch[2], journal, excused}
`);

/**
 * KEYS account, same, batch; ARGV batch's name, generation, then rows. Whether one of these rows belongs to a run of
 * equal codes that are no verdict, or of equal HTTP statuses: 1 while the run may still go on (calls of the batch are under way), -1 once it has halted the account
 * (or a resume has come since), 0 when another answer broke it or nobody has called for a while. Once a run has halted the
 * account, no answer is taken for its row's own, also not one that came late.
 */
export const SUSPECTS = script(`
${LOOK_AT_CLOCK_LUA}
if (redis.call('HGET', KEYS[1], 'generation') or '0') ~= ARGV[2] then return -1 end
local about = redis.call('HMGET', KEYS[1], 'halted', 'answered', 'rate')
if string.find(about[1] or '', '"same"', 1, true) then return -1 end
local suspect = false
for i = 3, #ARGV do
  suspect = suspect or redis.call('SISMEMBER', KEYS[2], ARGV[1] .. '.' .. ARGV[i]) == 1
end
if not suspect then return 0 end
if about[1] then return -1 end
local quietMs = math.max(3000, 3000 / tonumber(about[3] or 10))
local open = tonumber(redis.call('HGET', KEYS[3], 'open') or 0)
return open <= 0 and nowMs - tonumber(about[2] or 0) >= quietMs and 0 or 1
`);

/**
 * KEYS done, slice, announced; ARGV slice number, epoch, number of its lines, their seal or '', then fields and values of those
 * without an end. Marks the slice as done and tells the collector, unless a failover has lost a call or its end. -1 where
 * one of those calls has got its end: the seal is to be made anew.
 */
export const ANNOUNCE = script(`
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[2] then return 0 end
local values = redis.call('HVALS', KEYS[2])
if #values <= tonumber(ARGV[3]) then return 0 end
for _, value in ipairs(values) do
  if string.find(value, '^%d+ s ') then return 0 end
end
for i = 5, #ARGV, 2 do
  if redis.call('HGET', KEYS[2], ARGV[i]) ~= ARGV[i + 1] then return -1 end
end
if redis.call('SETBIT', KEYS[1], ARGV[1], 1) == 0 then
  if ARGV[4] ~= '' then redis.call('HSET', KEYS[2], 'seal', ARGV[4]) end
  redis.call('XADD', KEYS[3], '*', 'slice', ARGV[1])
end
return 1
`);

/** KEYS batch; ARGV slice number, a field: that line was written by nobody who has the key. */
export const SAY_FORGED = script(`
if redis.call('HEXISTS', KEYS[1], 'owner') == 1 then
  redis.call('HSET', KEYS[1], 'forged', ARGV[1] .. ' ' .. ARGV[2])
end
return 1
`);

/**
 * KEYS done, slice; ARGV slice number, a call's field, its answer as on record, the same in doubt, by how much to raise the
 * slice's epoch. The answer may be another person's: it is in doubt from here on, and whoever holds the slice has to
 * take it up again, as its row is not finished any more. 0 where the slice is finished: that can't be any more.
 */
export const QUESTION = script(`
if redis.call('GETBIT', KEYS[1], ARGV[1]) == 1 then return 0 end
local owner, state, rest = string.match(redis.call('HGET', KEYS[2], ARGV[2]) or '', '^(%d+) (%a) (.*)$')
if state == 'd' and rest == ARGV[4] then return 1 end
if state ~= 'a' or rest ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], owner .. ' d ' .. ARGV[4])
redis.call('HINCRBY', KEYS[2], 'epoch', ARGV[5])
return 1
`);

/**
 * KEYS account, failing, same, excused. A person has mended what stopped the account: answers from before count no
 * more, and those that many rows shared and that halted it are void.
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
