--- Says of rows of a slice that they may have been called without a line on record. A slice that Redis has as done though
--- its calls are not on disk is open again. Whoever holds it knows nothing of these rows, and has to take it up anew.
---
--- KEYS
---   batch      the batch's hash
---   done       the batch's bitmap of finished slices
---   slice      the slice's journal
--- ARGV
---   owner      the caller's epoch
---   slice      its number
---   step       by how much to raise the slice's epoch
---   ...lines   fields and values
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
local lines = rest(ARGV, 4)

if not owns(batchKey, owner) then return 0 end
redis.call('SETBIT', doneKey, slice, 0)
redis.call('HDEL', sliceKey, 'seal')
for i = 1, #lines, 2 do redis.call('HSET', sliceKey, lines[i], lines[i + 1]) end
redis.call('HINCRBY', sliceKey, 'epoch', step)
return 1
