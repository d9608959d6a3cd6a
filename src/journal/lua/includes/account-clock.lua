--- The clock of an account: the server's, but it never goes back. What is kept in the account is a time of it, and waits
--- until such a time: a server whose clock is set back, or a new master whose clock is behind, would else wait for the time
--- that it has lost, without a word. Where the server's clock goes back, this one goes on from where it was, as far ahead of
--- the other from then on. All times are in ms.

-- In a moment as short as this the clock may stand still, once, where the server's was set back.
local NOTED_EVERY_MS = 50

local function serverClock(accountKey)
  local clock = redis.call('TIME')
  local noted = redis.call('HMGET', accountKey, 'clock', 'clock:ahead')
  local notedMs, aheadMs = tonumber(noted[1] or 0), tonumber(noted[2] or 0)
  return clock[1] * 1000 + clock[2] / 1000 + aheadMs, notedMs, aheadMs
end

-- For a script that only looks.
local function lookAtClock(accountKey)
  local nowMs, notedMs = serverClock(accountKey)
  return math.max(nowMs, notedMs)
end

-- For a script that writes anyway.
local function readClock(accountKey)
  local nowMs, notedMs, aheadMs = serverClock(accountKey)
  if nowMs < notedMs then
    redis.call('HSET', accountKey, 'clock:ahead', string.format('%.3f', aheadMs + notedMs - nowMs))
    return notedMs
  end
  if nowMs - notedMs >= NOTED_EVERY_MS then
    redis.call('HSET', accountKey, 'clock', string.format('%.3f', nowMs))
  end
  return nowMs
end
