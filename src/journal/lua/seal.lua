--- Ends the batch for every worker: no call is permitted any more, and none of its slices can be taken up again.
---
--- KEYS
---   batch           the batch's hash
---   done            the batch's bitmap of finished slices
---   ...slices       journals of the unfinished slices
--- ARGV
---   owner           the caller's epoch
---   state           of the batch from now on
---   ...unfinished   the same slices' numbers
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "../../redis/lua/includes/rest"
--- @include "includes/owner"

local batchKey = KEYS[1]
local doneKey = KEYS[2]
local sliceKeys = rest(KEYS, 3)
local owner = ARGV[1]
local state = ARGV[2]
local unfinished = rest(ARGV, 3)

if not owns(batchKey, owner) then return 0 end
redis.call('HSET', batchKey, 'state', state)
for i, sliceKey in ipairs(sliceKeys) do
  redis.call('HINCRBY', sliceKey, 'epoch', 1)
  redis.call('SETBIT', doneKey, unfinished[i], 1)
end
return 1
