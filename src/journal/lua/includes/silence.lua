--- Notices that no worker of the account was heard of for a while, as while Redis was away.

-- Shorter than a lease by more than a second: what was held before it is known to be so behind it.
local SILENCE_MS = 2500

-- Returns when workers were heard again after the last silence; 0 where there was none.
local function heardAgainAt(accountKey, nowMs)
  local heard = redis.call('HMGET', accountKey, 'beat', 'back')
  if heard[1] and nowMs - tonumber(heard[1]) > SILENCE_MS then
    redis.call('HSET', accountKey, 'beat', string.format('%.3f', nowMs), 'back', string.format('%.3f', nowMs))
    return nowMs
  end
  return tonumber(heard[2] or 0)
end
