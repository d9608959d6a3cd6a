--- The owner looks at its batch. Raises the mark, and confirms so that this server has lost nothing of the batch.
---
--- KEYS
---   batch     the batch's hash
---   account   the account's hash
--- ARGV
---   owner     the caller's epoch
---   mark      as last seen
--- REPLY
---   gone      the server has lost data of the batch
---   lost      somebody else owns the batch
---   here      with the desired state, whether the cap is reached, how many calls are open, how many times it was retuned,
---             calls used, what was forged, the cap and settings as they stand there, and whether the label's budget is spent

local batchKey = KEYS[1]
local accountKey = KEYS[2]
local owner = tonumber(ARGV[1])
local mark = tonumber(ARGV[2])

local batch = redis.call('HMGET', batchKey, 'owner', 'mark', 'wish', 'capped', 'open', 'retuned', 'used',
  'forged', 'cap', 'settings', 'spent')
local present, markThere, desired, capped, open, retuned, used, forged, cap, settings, spent = unpack(batch, 1, 11)
if tonumber(present or 0) < owner then return {'gone'} end
if tonumber(present or 0) > owner then return {'lost'} end
if tonumber(markThere or 0) < mark then return {'gone'} end
redis.call('HSET', batchKey, 'mark', mark + 1, 'server', redis.call('HGET', accountKey, 'server') or '')
return {'here', desired or '', capped or '', open or '0', retuned or '0', used or '0', forged or '', cap or '',
  settings or '', spent or ''}
