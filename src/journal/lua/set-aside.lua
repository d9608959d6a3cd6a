--- Says of rows of a slice that they are not called today, as the provider was asked about them too often.
---
--- KEYS
---   slice      the slice's journal
--- ARGV
---   epoch      the worker's
---   ...lines   fields and values
--- REPLY
---   1, or 0 where the slice is another's or is finished

--- @include "../../redis/lua/includes/rest"

local sliceKey = KEYS[1]
local epoch = ARGV[1]
local lines = rest(ARGV, 2)

local known = redis.call('HMGET', sliceKey, 'epoch', 'seal')
if known[1] ~= epoch or known[2] then return 0 end
for i = 1, #lines, 2 do redis.call('HSET', sliceKey, lines[i], lines[i + 1]) end
return 1
