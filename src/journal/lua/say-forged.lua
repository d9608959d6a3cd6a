--- Tells the batch's owner of a line that was written by nobody who has the key.
---
--- KEYS
---   batch   the batch's hash
--- ARGV
---   slice   its number
---   field   the line's
--- REPLY
---   1

local batchKey = KEYS[1]
local slice = ARGV[1]
local field = ARGV[2]

if redis.call('HEXISTS', batchKey, 'owner') == 1 then redis.call('HSET', batchKey, 'forged', slice .. ' ' .. field) end
return 1
