--- The batch's options on record are others now. Of no effect where nobody has the batch.
---
--- KEYS
---   batch   the batch's hash
--- REPLY
---   1

local batchKey = KEYS[1]

if redis.call('HEXISTS', batchKey, 'owner') == 1 then redis.call('HINCRBY', batchKey, 'retuned', 1) end
return 1
