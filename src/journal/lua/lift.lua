--- A person has mended what stopped the account: answers from before count no more, and those that many rows shared and
--- that halted it are void.
---
--- KEYS
---   account   the account's hash
---   failing   rows that fail one after another
---   same      rows with the same anomalous answer
---   excused   rows whose answers are void
--- REPLY
---   1

local accountKey = KEYS[1]
local failingKey = KEYS[2]
local sameKey = KEYS[3]
local excusedKey = KEYS[4]

redis.call('HINCRBY', accountKey, 'generation', 1)
if string.find(redis.call('HGET', accountKey, 'halted') or '', '"same"', 1, true) then
  redis.call('SUNIONSTORE', excusedKey, excusedKey, sameKey)
  redis.call('EXPIRE', excusedKey, 2592000)
end
redis.call('HDEL', accountKey, 'halted', 'circuit', 'circuit:probe', 'circuit:wait', 'circuit:probing', 'failures')
redis.call('DEL', failingKey, sameKey)
return 1
