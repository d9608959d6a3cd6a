--- What a person wants of the batch. A cancellation is final: it is neither overwritten nor withdrawn.
---
--- KEYS
---   batch     the batch's hash
--- ARGV
---   desired   the state, or '' for none
--- REPLY
---   1, or 0 where the batch is being cancelled

local batchKey = KEYS[1]
local desired = ARGV[1]

if redis.call('HGET', batchKey, 'wish') == 'cancelled' then return 0 end
if desired == '' then redis.call('HDEL', batchKey, 'wish') else redis.call('HSET', batchKey, 'wish', desired) end
return 1
