--- Puts calls back that Redis has lost and the disk knows.
---
--- KEYS
---   batch      the batch's hash
---   slice      the slice's journal
--- ARGV
---   owner      the caller's epoch
---   ...lines   fields and values
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "../../redis/lua/includes/rest"
--- @include "includes/owner"

local batchKey = KEYS[1]
local sliceKey = KEYS[2]
local owner = ARGV[1]
local lines = rest(ARGV, 2)

if not owns(batchKey, owner) then return 0 end
for i = 1, #lines, 2 do redis.call('HSET', sliceKey, lines[i], lines[i + 1]) end
return 1
