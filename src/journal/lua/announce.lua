--- Marks the slice as done and tells the collector, unless a failover has lost a call or its end.
---
--- KEYS
---   done        the batch's bitmap of finished slices
---   slice       the slice's journal
---   announced   the batch's stream of finished slices
--- ARGV
---   slice       its number
---   epoch       the worker's
---   count       how many lines the journal must have
---   seal        of its lines, or ''
---   ...lines    fields and values of those without an end
--- REPLY
---   1; 0 where the slice is another's, or a line is missing; -1 where one of the calls without an end has got it: the seal
---   is to be made anew

--- @include "../../redis/lua/includes/rest"

local doneKey = KEYS[1]
local sliceKey = KEYS[2]
local announcedKey = KEYS[3]
local slice = ARGV[1]
local epoch = ARGV[2]
local count = ARGV[3]
local seal = ARGV[4]
local lines = rest(ARGV, 5)

if redis.call('HGET', sliceKey, 'epoch') ~= epoch then return 0 end
local values = redis.call('HVALS', sliceKey)
-- Besides the lines there is the epoch.
if #values <= tonumber(count) then return 0 end
for _, value in ipairs(values) do
  if string.find(value, '^%d+ s ') then return 0 end
end
for i = 1, #lines, 2 do
  if redis.call('HGET', sliceKey, lines[i]) ~= lines[i + 1] then return -1 end
end
if redis.call('SETBIT', doneKey, slice, 1) == 0 then
  if seal ~= '' then redis.call('HSET', sliceKey, 'seal', seal) end
  redis.call('XADD', announcedKey, '*', 'slice', slice)
end
return 1
