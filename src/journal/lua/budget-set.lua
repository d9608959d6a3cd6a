--- What a label may call in a month, in calls or in money; '' for each that is not limited. A label that may call more has not
--- been warned yet.
---
--- KEYS
---   budgets   the account's hash of budgets
--- ARGV
---   label     a hash of the label
---   month     the month
---   calls     or ''
---   units     money in millionths, or ''
---   at        when that was set, in ms: what was set later stays
--- REPLY
---   1

local budgetsKey = KEYS[1]
local label = ARGV[1]
local month = ARGV[2]
local calls = ARGV[3]
local units = ARGV[4]
local at = ARGV[5]

local of = label .. ':' .. month
local known = redis.call('HMGET', budgetsKey, 'limit:' .. of, 'amount:' .. of, 'set:' .. of)
if tonumber(known[3] or 0) > tonumber(at) then return 1 end
redis.call('HSET', budgetsKey, 'set:' .. of, at)
if (known[1] or '') == calls and (known[2] or '') == units then return 1 end
redis.call('HDEL', budgetsKey, 'limit:' .. of, 'amount:' .. of, 'said:' .. of)
if calls ~= '' then redis.call('HSET', budgetsKey, 'limit:' .. of, calls) end
if units ~= '' then redis.call('HSET', budgetsKey, 'amount:' .. of, units) end
return 1
