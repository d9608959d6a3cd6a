--- The batch has ended and everything is on disk. Sent again, it finds nothing and is content.
---
--- KEYS
---   batch         the batch's hash
---   done          the batch's bitmap of finished slices
---   announced     the batch's stream of finished slices
---   presentName   under which the batch is in Redis
---   ...slices     the slices' journals
--- ARGV
---   owner         the caller's epoch
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "../../redis/lua/includes/rest"
--- @include "includes/owner"

local batchKey = KEYS[1]
local doneKey = KEYS[2]
local announcedKey = KEYS[3]
local presentNameKey = KEYS[4]
local sliceKeys = rest(KEYS, 5)
local owner = ARGV[1]

if redis.call('EXISTS', batchKey) == 0 then return 1 end
if not owns(batchKey, owner) then return 0 end
redis.call('UNLINK', batchKey, doneKey, announcedKey, presentNameKey)
for _, sliceKey in ipairs(sliceKeys) do redis.call('UNLINK', sliceKey) end
return 1
