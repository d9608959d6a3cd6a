// The scripts that a batch's owner uses. Every one that changes or deletes checks that the caller still owns the
// batch: an owner that was stopped and wakes up harms nothing.

import { NOW_LUA } from './account-clock.js';
import { script } from './script.js';

/**
 * KEYS batch; ARGV the highest owner's epoch on disk, the newest form known. Returns the new owner's epoch; no call is
 * permitted yet. Minus the form where that is newer: nothing was done.
 */
export const OWN = script(`
local form = tonumber(redis.call('HGET', KEYS[1], 'v') or 1)
if form > tonumber(ARGV[2]) then return -form end
local owner = math.max(tonumber(redis.call('HGET', KEYS[1], 'owner') or 0), tonumber(ARGV[1])) + 1
redis.call('HSET', KEYS[1], 'owner', owner, 'state', 'opening')
return owner
`);

/**
 * KEYS batch, done; ARGV owner, settings, cap or '', calls used according to the disk, form, then the slices that are
 * on disk. From here on calls are permitted. Where Redis lost the count of calls, the disk's stands in.
 */
export const OPEN = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
for i = 6, #ARGV do redis.call('SETBIT', KEYS[2], ARGV[i], 1) end
local used = math.max(tonumber(redis.call('HGET', KEYS[1], 'used') or 0), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'state', 'running', 'settings', ARGV[2], 'used', used, 'v', ARGV[5])
redis.call('HDEL', KEYS[1], 'capped')
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], 'cap') else redis.call('HSET', KEYS[1], 'cap', ARGV[3]) end
return 1
`);

/** KEYS batch; ARGV owner, settings, cap or ''. Options that were changed while the batch runs. */
export const TUNE = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'settings', ARGV[2])
redis.call('HDEL', KEYS[1], 'capped')
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], 'cap') else redis.call('HSET', KEYS[1], 'cap', ARGV[3]) end
return 1
`);

/**
 * KEYS account; ARGV batch's name, calls a second or '', how long that holds in ms. The batch's ceiling on the
 * account's rate, for all workers: an entry of the field `ceilings`, to be said again before its time is over.
 */
export const CEILING = script(`
${NOW_LUA}
local kept = {}
for name, rate, till in string.gmatch(redis.call('HGET', KEYS[1], 'ceilings') or '', '(%S+) (%S+) (%S+);') do
  if name ~= ARGV[1] and tonumber(till) > nowMs then kept[#kept + 1] = name .. ' ' .. rate .. ' ' .. till .. ';' end
end
if ARGV[2] ~= '' then
  kept[#kept + 1] = ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. string.format('%.0f', nowMs + tonumber(ARGV[3])) .. ';'
end
if #kept == 0 then redis.call('HDEL', KEYS[1], 'ceilings')
else redis.call('HSET', KEYS[1], 'ceilings', table.concat(kept)) end
return 1
`);

/** KEYS batch, announced, then the slices; ARGV owner, the entries' ids. */
export const FORGET = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
for i = 3, #KEYS do redis.call('UNLINK', KEYS[i]) end
if #ARGV > 1 then redis.call('XDEL', KEYS[2], unpack(ARGV, 2)) end
return 1
`);

/**
 * KEYS batch, done, then the unfinished slices; ARGV owner, state, then the slices' numbers. Ends the batch for
 * every worker: no call is permitted any more, and none of its slices can be taken up again.
 */
export const SEAL = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
for i = 3, #KEYS do
  redis.call('HINCRBY', KEYS[i], 'epoch', 1)
  redis.call('SETBIT', KEYS[2], ARGV[i], 1)
end
return 1
`);

/** KEYS batch, announced; ARGV owner, state. The owner leaves the batch in a state in which nobody calls. */
export const LEAVE = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
return 1
`);

/**
 * KEYS batch, done, announced, then the slices; ARGV owner. The batch has ended and everything is on disk. Sent again,
 * it finds nothing and is content.
 */
export const REMOVE = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 1 end
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
for i = 1, #KEYS do redis.call('UNLINK', KEYS[i]) end
return 1
`);
