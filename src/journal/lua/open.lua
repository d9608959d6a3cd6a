--- From here on calls are permitted. Where Redis lost the count of calls, the disk's stands in.
---
--- KEYS
---   batch         the batch's hash
---   done          the batch's bitmap of finished slices
---   account       the account's hash
--- ARGV
---   owner         the caller's epoch
---   settings      for workers, as JSON
---   cap           on calls, or ''
---   callsOnDisk   how many were used according to the disk
---   form          of the batch
---   ...slices     numbers of those that are on disk
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "../../redis/lua/includes/rest"
--- @include "includes/owner"
--- @include "includes/cap"

local batchKey = KEYS[1]
local doneKey = KEYS[2]
local accountKey = KEYS[3]
local owner = ARGV[1]
local settings = ARGV[2]
local cap = ARGV[3]
local callsOnDisk = ARGV[4]
local form = ARGV[5]
local slices = rest(ARGV, 6)

if not owns(batchKey, owner) then return 0 end
for _, slice in ipairs(slices) do redis.call('SETBIT', doneKey, slice, 1) end
local used = math.max(tonumber(redis.call('HGET', batchKey, 'used') or 0), tonumber(callsOnDisk))
redis.call('HSET', batchKey, 'state', 'running', 'settings', settings, 'used', used, 'v', form,
  'server', redis.call('HGET', accountKey, 'server') or '')
-- Which calls an older copy has as open is not true of now.
if redis.call('HDEL', batchKey, 'lost') == 1 then redis.call('HSET', batchKey, 'open', 0) end
redis.call('HDEL', batchKey, 'capped', 'spent', 'forged')
setCap(batchKey, cap)
return 1
