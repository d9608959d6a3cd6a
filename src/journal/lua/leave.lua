--- The owner leaves the batch in a state in which nobody calls.
---
--- KEYS
---   batch   the batch's hash
--- ARGV
---   owner   the caller's epoch
---   state   of the batch from now on
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "includes/owner"

local batchKey = KEYS[1]
local owner = ARGV[1]
local state = ARGV[2]

if not owns(batchKey, owner) then return 0 end
redis.call('HSET', batchKey, 'state', state)
return 1
