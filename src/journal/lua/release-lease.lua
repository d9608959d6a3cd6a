--- A worker lets go of a slice. Whoever has taken it up since holds it on.
---
--- KEYS
---   slice   the slice's journal
---   held    slices in the hands of live workers
--- ARGV
---   epoch   the worker's
---   job     id of the slice's job
--- REPLY
---   1, or 0 where it was not held, or is another's by now

local sliceKey = KEYS[1]
local heldKey = KEYS[2]
local epoch = ARGV[1]
local job = ARGV[2]

if redis.call('HGET', sliceKey, 'epoch') ~= epoch then return 0 end
return redis.call('ZREM', heldKey, job)
