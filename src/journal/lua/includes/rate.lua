--- The account's rate of calls: one figure for all workers on all machines, kept in the account's hash, so that it holds
--- exactly. Needs accountKey and nowMs.
---
--- A bucket of tokens fills at `rate` a second and holds 100 ms of it. The rate starts low and doubles every 50 ms, or as
--- soon after that as an answer to a call at the present rate has come, until the first throttled call. By then it may be
--- far too high: it is halved as long as calls that left after that are throttled, but not below what passed in the last
--- second. From then on it follows a cubic curve as TCP does (RFC 9438): down by a little when a call is throttled, back to
--- where that happened within two seconds, slowly past it, then ever faster. Throttled calls that had left before the last
--- decrease say nothing new and are passed over. What passed in the last second is the limit's best estimate. A provider may
--- count in windows of a second and refuse all calls until the next one begins: so more throttled calls within a second of
--- the first are the same event, and are answered by brief silences.

local START, MOST, BURST_S = 20, 100000, 0.1
local DOUBLE_MS, BACK_S, WINDOW_MS, SILENCE_MS, IDLE_MS = 50, 2, 1000, 100, 10000
-- No provider is waited for longer, see client.ts.
local LONGEST_PAUSE_MS = 300000
-- How often the first guess at the limit may be halved.
local HALVINGS = 4
local FACTOR, AGAIN_FACTOR, AGAIN_MS = 0.95, 0.95, 2200
-- A call that waits looks again that soon, as the rate may have risen meanwhile.
local LOOK_MS = 500

-- The lowest of the rate caps: the caller's own, and those that owners of batches have said for all.
local function lowestRateCap(own, said)
  for rate, till in string.gmatch(said or '', '%S+ (%S+) (%S+);') do
    if tonumber(till) > nowMs and (not own or tonumber(rate) < own) then own = tonumber(rate) end
  end
  return own
end

-- What was noted in the server's own time, before the account had a clock, may lie ahead of it.
local function past(ms) return math.min(tonumber(ms or 0), nowMs) end

local function readRate()
  local f = redis.call('HMGET', accountKey, 'rate', 'rate:tokens', 'rate:at', 'rate:slow', 'rate:top', 'rate:cut',
    'rate:step', 'rate:until', 'rate:doubled', 'rate:window', 'rate:count', 'rate:before', 'rate:event',
    'rate:heard')
  if not f[1] then
    return { rate = START, tokens = 1, at = nowMs, slow = 1, top = 0, cut = 0, step = 0, pause = 0, doubled = 0,
      window = nowMs, count = 0, before = 0, event = 0, heard = 0 }
  end
  return { rate = tonumber(f[1]), tokens = tonumber(f[2]), at = math.min(tonumber(f[3]), nowMs + SILENCE_MS),
    slow = tonumber(f[4]), top = tonumber(f[5]), cut = past(f[6]), step = tonumber(f[7]),
    pause = math.min(tonumber(f[8]), nowMs + LONGEST_PAUSE_MS), doubled = past(f[9]), window = past(f[10]),
    count = tonumber(f[11]), before = tonumber(f[12]), event = past(f[13]), heard = past(f[14]) }
end

local function writeRate(r)
  redis.call('HSET', accountKey, 'rate', r.rate, 'rate:tokens', r.tokens, 'rate:at', string.format('%.3f', r.at),
    'rate:slow', r.slow, 'rate:top', r.top, 'rate:cut', string.format('%.3f', r.cut), 'rate:step', r.step,
    'rate:until', string.format('%.3f', r.pause), 'rate:doubled', string.format('%.3f', r.doubled),
    'rate:window', string.format('%.3f', r.window), 'rate:count', r.count, 'rate:before', r.before,
    'rate:event', string.format('%.3f', r.event), 'rate:heard', string.format('%.3f', r.heard))
end

-- Calls permitted and not throttled, in this second and in the one before.
local function turnWindow(r)
  local age = nowMs - r.window
  if age < WINDOW_MS then return end
  r.before = age < 2 * WINDOW_MS and r.count or 0
  r.count, r.window = 0, age < 2 * WINDOW_MS and r.window + WINDOW_MS or nowMs
end

local function passedLately(r)
  return math.max(1, r.count + r.before * (1 - (nowMs - r.window) / WINDOW_MS))
end

local function refill(r, wanted, rateCap)
  -- Nobody has tried the limit for a while: the curve goes on from where it last was, not from what time made of it.
  if r.slow == 0 and nowMs - r.at > IDLE_MS then r.cut, r.step = nowMs, 0 end
  if r.slow == 0 then
    local x = ((nowMs - r.cut) / 1000 - BACK_S) / BACK_S
    r.rate = r.top * (1 + (1 - FACTOR) * x * x * x)
  elseif wanted > r.tokens and nowMs - r.doubled >= DOUBLE_MS and r.heard >= r.doubled then
    r.rate, r.doubled = r.rate * 2, nowMs
  end
  r.rate = math.min(math.max(0.1, math.min(r.rate, MOST)), rateCap or MOST)
  r.tokens = math.min(r.tokens + r.rate * math.max(0, nowMs - r.at) / 1000, math.max(1, r.rate * BURST_S))
  r.at = math.max(nowMs, r.at)
  turnWindow(r)
end

local function lower(r, from)
  r.top = math.max(1, from)
  r.rate = r.top * FACTOR
  r.cut, r.tokens = nowMs, math.min(r.tokens, 0)
end

-- durationMs: how long the throttled call took; pauseMs: what the provider asked for.
local function throttled(r, durationMs, pauseMs)
  local leftAt = nowMs - durationMs
  turnWindow(r)
  if leftAt < r.window then r.before = math.max(0, r.before - 1) else r.count = math.max(0, r.count - 1) end
  if leftAt >= r.cut then
    if nowMs - r.event >= WINDOW_MS then
      local from, step = math.min(r.rate, passedLately(r)), 0
      if r.slow == 1 then from, step = math.min(math.max(from, r.rate / 4), r.rate / 2), -HALVINGS
      elseif nowMs - r.event < AGAIN_MS then from = from * AGAIN_FACTOR end
      r.slow, r.step, r.event = 0, step, nowMs
      lower(r, from)
    elseif r.step < 0 then
      r.step = r.step + 1
      lower(r, math.min(r.top, math.max(passedLately(r), r.top / 2)))
    elseif r.step == 0 then
      r.step = 1
      lower(r, math.min(r.top, r.rate) * FACTOR)
    elseif leftAt >= r.pause then
      r.pause, r.tokens, r.at = nowMs + SILENCE_MS, 0, nowMs + SILENCE_MS
    end
  end
  r.pause = math.max(r.pause, nowMs + pauseMs)
end

local function startSlowly(r)
  r.rate, r.slow, r.tokens, r.doubled, r.heard = math.min(r.rate, START), 1, 0, nowMs, 0
end
