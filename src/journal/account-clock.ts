// The clock of an account, in Lua: the server's, but it never goes back. What is kept in the account is a time of it, and
// waits until such a time: a server whose clock is set back, or a new master whose clock is behind, would else wait
// for the time that it has lost, without a word. Where the server's clock goes back, this one goes on from where it was,
// as far ahead of the other from then on.

/** In a moment as short as this the clock may stand still, once, where the server's was set back. */
const NOTED_EVERY_MS = 50;

/** Sets `nowMs`. KEYS[1] is the account. */
const READ_LUA = `
local clock = redis.call('TIME')
local nowMs = clock[1] * 1000 + clock[2] / 1000
local noted = redis.call('HMGET', KEYS[1], 'clock', 'clock:ahead')
local clockNoted, aheadMs = tonumber(noted[1] or 0), tonumber(noted[2] or 0)
nowMs = nowMs + aheadMs
`;

/** For a script that only looks. */
export const LOOK_AT_CLOCK_LUA = `${READ_LUA}
nowMs = math.max(nowMs, clockNoted)
`;

/** For a script that writes anyway. */
export const NOW_LUA = `${READ_LUA}
if nowMs < clockNoted then
  aheadMs = aheadMs + clockNoted - nowMs
  nowMs = clockNoted
  redis.call('HSET', KEYS[1], 'clock:ahead', string.format('%.3f', aheadMs))
elseif nowMs - clockNoted >= ${NOTED_EVERY_MS} then
  redis.call('HSET', KEYS[1], 'clock', string.format('%.3f', nowMs))
end
`;
