--- Makes the caller the batch's owner; no call is permitted yet. `mark` rises while the batch runs: whose mark is behind the
--- disk's is an older copy. `lost` stays until the batch is opened, by when what was lost is on record.
---
--- KEYS
---   batch         the batch's hash
--- ARGV
---   ownerOnDisk   the highest owner's epoch on disk
---   newestForm    the newest form of a batch that the caller knows
---   markOnDisk    the highest on disk
--- REPLY
---   the new owner's epoch and mark, whether Redis has lost data, and the highest slice that was taken up;
---   minus the form where that is newer: nothing was done

local batchKey = KEYS[1]
local ownerOnDisk = tonumber(ARGV[1])
local newestForm = tonumber(ARGV[2])
local markOnDisk = tonumber(ARGV[3])

local batch = redis.call('HMGET', batchKey, 'v', 'owner', 'mark', 'top')
local form = tonumber(batch[1] or 1)
if form > newestForm then return {-form, 0, 0, -1} end
local owner, mark = tonumber(batch[2] or 0), tonumber(batch[3] or -1)
if owner < ownerOnDisk or mark < markOnDisk then redis.call('HSET', batchKey, 'lost', 1) end
owner, mark = math.max(owner, ownerOnDisk) + 1, math.max(mark, markOnDisk, 0) + 1
redis.call('HSET', batchKey, 'owner', owner, 'state', 'opening', 'mark', mark)
return {owner, mark, redis.call('HEXISTS', batchKey, 'lost'), tonumber(batch[4] or -1)}
