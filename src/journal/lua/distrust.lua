--- Takes forged lines away. The slice is open again, for whoever takes it up anew.
---
--- KEYS
---   batch       the batch's hash
---   done        the batch's bitmap of finished slices
---   slice       the slice's journal
--- ARGV
---   owner       the caller's epoch
---   slice       its number
---   step        by how much to raise the slice's epoch
---   ...fields   of the forged lines
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "../../redis/lua/includes/rest"
--- @include "includes/owner"

local batchKey = KEYS[1]
local doneKey = KEYS[2]
local sliceKey = KEYS[3]
local owner = ARGV[1]
local slice = ARGV[2]
local step = ARGV[3]
local fields = rest(ARGV, 4)

if not owns(batchKey, owner) then return 0 end
redis.call('SETBIT', doneKey, slice, 0)
redis.call('HDEL', sliceKey, 'seal', unpack(fields))
redis.call('HINCRBY', sliceKey, 'epoch', step)
return 1
