--- Options that were changed while the batch runs. A cap that was reached counts no more.
---
--- KEYS
---   batch      the batch's hash
--- ARGV
---   owner      the caller's epoch
---   settings   for workers, as JSON
---   cap        on calls, or ''
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "includes/owner"
--- @include "includes/cap"

local batchKey = KEYS[1]
local owner = ARGV[1]
local settings = ARGV[2]
local cap = ARGV[3]

if not owns(batchKey, owner) then return 0 end
redis.call('HSET', batchKey, 'settings', settings)
redis.call('HDEL', batchKey, 'capped', 'spent')
setCap(batchKey, cap)
return 1
