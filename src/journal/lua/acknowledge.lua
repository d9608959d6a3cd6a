--- The calls of finished slices are on disk: Redis may forget their journals.
---
--- KEYS
---   batch        the batch's hash
---   announced    the batch's stream of finished slices
---   ...slices    the slices' journals
--- ARGV
---   owner        the caller's epoch
---   ...entries   the stream's, by id
--- REPLY
---   1, or 0 where the caller is not the owner

--- @include "../../redis/lua/includes/rest"
--- @include "includes/owner"

local batchKey = KEYS[1]
local announcedKey = KEYS[2]
local sliceKeys = rest(KEYS, 3)
local owner = ARGV[1]
local entries = rest(ARGV, 2)

if not owns(batchKey, owner) then return 0 end
for _, sliceKey in ipairs(sliceKeys) do redis.call('UNLINK', sliceKey) end
if #entries > 0 then redis.call('XDEL', announcedKey, unpack(entries)) end
return 1
