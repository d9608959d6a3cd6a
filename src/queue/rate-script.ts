// The account's rate of calls, in Lua: one figure for all workers on all machines, kept in the account's hash. Part
// of the scripts that permit calls and record their ends, so that it holds exactly.
//
// A bucket of tokens fills at `rate` a second and holds 100 ms of it. The rate starts low and doubles every 100 ms
// until the first throttled call; from then on it follows a cubic curve as TCP does (RFC 9438): down by a little when
// a call is throttled, back to where that happened within two seconds, slowly past it, then ever faster. Throttled
// calls that had left before the last decrease say nothing new and are passed over.

/** Needs `account` (the key) and `nowMs` (the server's clock). */
export const RATE_LUA = `
local START, MOST, BURST_S = 10, 100000, 0.1
local DOUBLE_MS, BACK_S, WINDOW_MS, IDLE_MS = 100, 2, 250, 10000
local FACTORS = { 0.94, 0.85, 0.7 }

local function readRate()
  local f = redis.call('HMGET', account, 'rate', 'rate:tokens', 'rate:at', 'rate:slow', 'rate:top', 'rate:cut',
    'rate:step', 'rate:until', 'rate:doubled', 'rate:window', 'rate:count', 'rate:before')
  if not f[1] then
    return { rate = START, tokens = 1, at = nowMs, slow = 1, top = 0, cut = 0, step = 0, pause = 0, doubled = nowMs,
      window = nowMs, count = 0, before = 0 }
  end
  return { rate = tonumber(f[1]), tokens = tonumber(f[2]), at = tonumber(f[3]), slow = tonumber(f[4]),
    top = tonumber(f[5]), cut = tonumber(f[6]), step = tonumber(f[7]), pause = tonumber(f[8]),
    doubled = tonumber(f[9]), window = tonumber(f[10]), count = tonumber(f[11]), before = tonumber(f[12]) }
end

local function writeRate(r)
  redis.call('HSET', account, 'rate', r.rate, 'rate:tokens', r.tokens, 'rate:at', string.format('%.3f', r.at),
    'rate:slow', r.slow, 'rate:top', r.top, 'rate:cut', string.format('%.3f', r.cut), 'rate:step', r.step,
    'rate:until', string.format('%.3f', r.pause), 'rate:doubled', string.format('%.3f', r.doubled),
    'rate:window', string.format('%.3f', r.window), 'rate:count', r.count, 'rate:before', r.before)
end

local function refill(r, wanted, ceiling)
  -- Nobody has tried the limit for a while: the curve goes on from where it last was, not from what time made of it.
  if r.slow == 0 and nowMs - r.at > IDLE_MS then r.cut, r.step = nowMs, 0 end
  if r.slow == 0 then
    local x = ((nowMs - r.cut) / 1000 - BACK_S) / BACK_S
    r.rate = r.top * (1 + (1 - FACTORS[1]) * x * x * x)
  elseif wanted > r.tokens and nowMs - r.doubled >= DOUBLE_MS then
    r.rate, r.doubled = r.rate * 2, nowMs
  end
  r.rate = math.max(0.1, math.min(r.rate, MOST, ceiling or MOST))
  r.tokens = math.min(r.tokens + r.rate * math.max(0, nowMs - r.at) / 1000, math.max(1, r.rate * BURST_S))
  r.at = nowMs
  if nowMs - r.window >= WINDOW_MS then
    r.before = nowMs - r.window < 2 * WINDOW_MS and r.count or 0
    r.count, r.window = 0, nowMs
  end
end

-- durationMs: how long the throttled call took; pauseMs: what the provider asked for.
local function throttled(r, durationMs, pauseMs)
  r.pause = math.max(r.pause, nowMs + pauseMs)
  if nowMs - durationMs < r.cut then return end
  local used = math.max(r.before, r.count) * 1000 / WINDOW_MS
  local from = used > 0 and math.min(r.rate, math.max(used, 1)) or r.rate
  if r.slow == 1 then from, r.slow, r.step = from / 2, 0, 1
  else r.step = nowMs - r.cut < 1500 and math.min(r.step + 1, #FACTORS) or 1 end
  local factor = FACTORS[r.step]
  r.top = math.max(1, r.step == 1 and from or from * (factor + 0.06))
  r.rate = r.top * FACTORS[1]
  r.cut, r.tokens = nowMs, math.min(r.tokens, 0)
end

local function startSlowly(r)
  r.rate, r.slow, r.tokens, r.doubled = math.min(r.rate, START), 1, 0, nowMs
end
`;

/** Sets `nowMs` from the server's clock. */
export const NOW_LUA = `
local clock = redis.call('TIME')
local nowMs = clock[1] * 1000 + clock[2] / 1000
`;
