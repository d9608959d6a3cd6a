--- Names and pairs of name and number that the provider was asked about too often today: a hash that ends with the day. Of a
--- name it has the number with which it was over, or '*' once that were two: then all numbers of that name are over. Needs
--- overKey.

-- A mark is that of the name, a blank, that of the number.
local function partsOfMark(mark) return string.match(mark, '^(%S+) (%S+)$') end

local function noteOver(mark, leftMs)
  local name, number = partsOfMark(mark)
  local known = redis.call('HGET', overKey, name)
  if known == '*' or known == number then return end
  redis.call('HSET', overKey, name, known and '*' or number)
  if redis.call('PTTL', overKey) < 0 then redis.call('PEXPIRE', overKey, math.max(1, math.ceil(leftMs))) end
end

-- Whether there are any, asked for when it first matters.
local overThere

-- How long in ms until it is over with that; nil where it may be asked about.
local function overForMs(mark)
  if overThere == nil then overThere = redis.call('EXISTS', overKey) == 1 end
  if not overThere or mark == '' then return nil end
  local name, number = partsOfMark(mark)
  local known = redis.call('HGET', overKey, name)
  if known == '*' or known == number then return math.max(1, redis.call('PTTL', overKey)) end
  return nil
end
