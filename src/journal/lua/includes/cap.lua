--- How many calls the batch may make; '' for any number.
local function setCap(batchKey, cap)
  if cap == '' then redis.call('HDEL', batchKey, 'cap') else redis.call('HSET', batchKey, 'cap', cap) end
end
