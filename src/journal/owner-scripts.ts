// The scripts that a batch's owner uses. Every one that changes or deletes checks that the caller still owns the
// batch: an owner that was stopped and wakes up harms nothing.

import { NOW_LUA } from './account-clock.js';
import { script } from '../redis/script.js';

/**
 * KEYS batch; ARGV the highest owner's epoch on disk, the newest form known, the highest mark on disk. Returns the new
 * owner's epoch and mark, whether Redis has lost data, and the highest slice that was taken up; no call is permitted yet.
 * Minus the form where that is newer: nothing was done. `mark` rises while the batch runs: whose mark is behind the disk's
 * is an older copy. `lost` stays until OPEN, by when what was lost is on record.
 */
export const OWN = script(`
local batch = redis.call('HMGET', KEYS[1], 'v', 'owner', 'mark', 'top')
local form = tonumber(batch[1] or 1)
if form > tonumber(ARGV[2]) then return {-form, 0, 0, -1} end
local owner, mark = tonumber(batch[2] or 0), tonumber(batch[3] or -1)
if owner < tonumber(ARGV[1]) or mark < tonumber(ARGV[3]) then redis.call('HSET', KEYS[1], 'lost', 1) end
owner, mark = math.max(owner, tonumber(ARGV[1])) + 1, math.max(mark, tonumber(ARGV[3]), 0) + 1
redis.call('HSET', KEYS[1], 'owner', owner, 'state', 'opening', 'mark', mark)
return {owner, mark, redis.call('HEXISTS', KEYS[1], 'lost'), tonumber(batch[4] or -1)}
`);

/**
 * KEYS batch, done, account; ARGV owner, settings, cap or '', calls used according to the disk, form, then the slices that
 * are on disk. From here on calls are permitted. Where Redis lost the count of calls, the disk's stands in.
 */
export const OPEN = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
for i = 6, #ARGV do redis.call('SETBIT', KEYS[2], ARGV[i], 1) end
local used = math.max(tonumber(redis.call('HGET', KEYS[1], 'used') or 0), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'state', 'running', 'settings', ARGV[2], 'used', used, 'v', ARGV[5],
  'server', redis.call('HGET', KEYS[3], 'server') or '')
-- Which calls an older copy has as open is not true of now.
if redis.call('HDEL', KEYS[1], 'lost') == 1 then redis.call('HSET', KEYS[1], 'open', 0) end
redis.call('HDEL', KEYS[1], 'capped', 'forged')
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], 'cap') else redis.call('HSET', KEYS[1], 'cap', ARGV[3]) end
return 1
`);

/**
 * KEYS batch, account; ARGV owner, the mark as last seen. Raises the mark, and confirms so that this server has lost
 * nothing of the batch. `gone`: it has; `lost`: somebody else owns the batch. With what the owner has set, as it stands there.
 */
export const LOOK = script(`
local batch = redis.call('HMGET', KEYS[1], 'owner', 'mark', 'wish', 'capped', 'open', 'retuned', 'used',
  'forged', 'cap', 'settings')
local owner, mark = tonumber(batch[1] or 0), tonumber(ARGV[2])
if owner < tonumber(ARGV[1]) then return {'gone'} end
if owner > tonumber(ARGV[1]) then return {'lost'} end
if tonumber(batch[2] or 0) < mark then return {'gone'} end
redis.call('HSET', KEYS[1], 'mark', mark + 1, 'server', redis.call('HGET', KEYS[2], 'server') or '')
return {'here', batch[3] or '', batch[4] or '', batch[5] or '0', batch[6] or '0', batch[7] or '0',
  batch[8] or '', batch[9] or '', batch[10] or ''}
`);

/**
 * KEYS batch, done, slice; ARGV owner, slice number, by how much to raise the slice's epoch, then fields and lines of rows
 * that may have been called without a line on record. A slice that Redis has as done though its calls are not on disk is
 * open again. Whoever holds it knows nothing of these rows, and has to take it up anew.
 */
export const GAP = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('SETBIT', KEYS[2], ARGV[2], 0)
redis.call('HDEL', KEYS[3], 'seal')
for i = 4, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1]) end
redis.call('HINCRBY', KEYS[3], 'epoch', ARGV[3])
return 1
`);

/**
 * KEYS batch, done, slice; ARGV owner, slice number, by how much to raise the slice's epoch, then fields of forged lines. They go,
 * and the slice is open again, for whoever takes it up anew.
 */
export const DISTRUST = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('SETBIT', KEYS[2], ARGV[2], 0)
redis.call('HDEL', KEYS[3], 'seal', unpack(ARGV, 4))
redis.call('HINCRBY', KEYS[3], 'epoch', ARGV[3])
return 1
`);

/** KEYS batch, slice; ARGV owner, then fields and lines. Puts calls back that the disk knows of. */
export const RESTORE = script(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
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
 * KEYS account; ARGV batch's name, calls a second or '', how long that holds in ms. The batch's rate cap on the
 * account's rate, for all workers: an entry of the field `ceilings`, to be said again before its time is over.
 */
export const RATE_CAP = script(`
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
export const ACKNOWLEDGE = script(`
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
 * KEYS batch, done, announced, the present name, then the slices; ARGV owner. The batch has ended and everything is on disk. Sent again,
 * it finds nothing and is content.
 */
export const REMOVE = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 1 end
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
for i = 1, #KEYS do redis.call('UNLINK', KEYS[i]) end
return 1
`);
