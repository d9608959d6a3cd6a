--- An owner that was stopped and wakes up changes nothing: somebody else has the batch since.
local function owns(batchKey, owner) return redis.call('HGET', batchKey, 'owner') == owner end
