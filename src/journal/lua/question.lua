--- An answer on record may be another person's: it is in doubt from here on, and whoever holds the slice has to take it up
--- again, as its row is not finished any more.
---
--- KEYS
---   done     the batch's bitmap of finished slices
---   slice    the slice's journal
---   account  the account's hash
---   budgets  what labels may call, and have called
--- ARGV
---   slice    its number
---   field    the call's
---   answer   as on record
---   doubt    the same call in doubt
---   step     by how much to raise the slice's epoch
---   name     the batch's name
--- REPLY
---   1; 0 where the slice is finished, when that can't be any more, or the line is not as it was

--- @include "includes/account-clock"

local doneKey = KEYS[1]
local sliceKey = KEYS[2]
local accountKey = KEYS[3]
local budgetsKey = KEYS[4]
local slice = ARGV[1]
local field = ARGV[2]
local answer = ARGV[3]
local doubt = ARGV[4]
local step = ARGV[5]
local name = ARGV[6]

local nowMs = lookAtClock(accountKey)

--- @include "includes/budget"

if redis.call('GETBIT', doneKey, slice) == 1 then return 0 end
local owner, state, rest = string.match(redis.call('HGET', sliceKey, field) or '', '^(%d+) (%a) (.*)$')
if state == 'd' and rest == doubt then return 1 end
if state ~= 'a' or rest ~= answer then return 0 end
redis.call('HSET', sliceKey, field, owner .. ' d ' .. doubt)
redis.call('HINCRBY', sliceKey, 'epoch', step)
unsettle(name, answer)
writeBudgets()
return 1
