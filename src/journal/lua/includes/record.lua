--- Writes how calls ended. Only a line of the same epoch that still exists is overwritten, and only once; none of a slice
--- that was sealed as finished. Needs `effects`, `lease` and `budget`.

local function isOpen(line, epoch)
  local owner, state = string.match(line or '', '^(%d+) (%a)')
  if owner ~= epoch then return end
  return state == 's' and state or state == 'd' and not string.find(line, '\t', 1, true) and state
end

-- Slices whose holder is heard of by this.
local heldOn, heldTill = {}, string.format('%.3f', nowMs + HOLD_MS)
local function holdOn(group)
  heldOn[#heldOn + 1] = heldTill
  heldOn[#heldOn + 1] = group.name .. '.' .. group.slice
end

local function record(group, batch)
  local epoch, from = group.epoch, group.generation
  local fields, written, lines, stillHeld = {}, {}, {}, false
  for i, ended in ipairs(group.ends) do fields[i] = ended[1] end
  fields[#fields + 1] = 'seal'
  local known = redis.call('HMGET', group.sliceKey, unpack(fields))
  local finished = known[#fields]
  for i, ended in ipairs(group.ends) do
    local field, letter, value, effect, durationMs, pauseMs, cause = unpack(ended, 1, 7)
    effect = effect or 'good'
    local state = not finished and not written[field] and isOpen(known[i], epoch)
    if state then
      written[field] = true
      lines[#lines + 1] = field
      lines[#lines + 1] = epoch .. ' ' .. letter .. ' ' .. value
      -- Had somebody taken the slice up since, the call would be in doubt.
      if state == 's' then stillHeld, batch.open, batch.changed = true, math.max(0, batch.open - 1), true end
      if letter == 'r' then batch.used, batch.changed = batch.used - 1, true end
      settle(group.name, letter, value, state == 's')
      takeEffect(effect, group.name .. '.' .. string.match(field, '^%d+'), from, durationMs, pauseMs, cause)
    end
    -- Also where the line is gone: the worker has stopped its calls already and waits for a resume.
    if effect == 'halt' then halt(cause, from) end
  end
  if #lines > 0 then redis.call('HSET', group.sliceKey, unpack(lines)) end
  if stillHeld then holdOn(group) end
end
