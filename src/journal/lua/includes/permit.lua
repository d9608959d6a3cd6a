--- Replies with a word and a wait in ms for every call, see permission.ts. Needs `effects`, `record`, `budget`, `over-today` and
--- `confirmation`.

local replies, waiting, others = {}, 0, 0
local function reply(word, waitMs)
  replies[#replies + 1] = word
  replies[#replies + 1] = waitMs or 0
  if word ~= 'permitted' then others = others + 1 end
end

-- Nobody has called for long (the batch was cancelled, the workers stopped): how long the outage lasts is not known.
local function lookAtCircuit()
  if not circuit then return end
  if nowMs - math.max(probeAt, probing or 0, answeredAt) > FORGOTTEN_MS then
    circuit = nowMs
    redis.call('HSET', accountKey, 'circuit', string.format('%.3f', nowMs))
  end
  if not halted and nowMs - circuit >= outageLimitMs then
    halted = '{"kind":"outage"}'
    redis.call('HSET', accountKey, 'halted', halted)
  end
end

local function waitForRate()
  waiting = waiting + 1
  local waitMs = (waiting - rate.tokens) * 1000 / rate.rate
  reply('wait', math.ceil(math.min(waitMs, rate.slow == 1 and DOUBLE_MS or LOOK_MS)))
end

-- A call under way of whichever batch may give its share back. Nobody waits long for one whose worker has died.
local function replyBeyond(batch, sum)
  if sum.open > 0 and nowMs - sum.at < OPEN_FOR_MS then reply('full', 250)
  else
    reply('spent')
    redis.call('HSET', batch.key, 'spent', '1')
  end
end

local function permit(group, batch)
  local epoch, calls = group.epoch, group.calls
  local fields, asked, sent = { 'epoch' }, {}, {}
  for i = 1, #calls, 2 do fields[#fields + 1] = calls[i] end
  local known = redis.call('HMGET', group.sliceKey, unpack(fields))
  local word
  if known[1] ~= epoch or redis.call('GETBIT', group.doneKey, group.slice) == 1 then word = 'stale'
  elseif batch.state ~= 'running' or batch.desired or halted or generation ~= group.generation then word = 'stopped' end
  if word ~= 'stale' then holdOn(group) end
  local function send(field, line)
    sent[#sent + 1] = field
    sent[#sent + 1] = line
    asked[field] = line
    batch.used, batch.open, batch.changed = batch.used + 1, batch.open + 1, true
    reserve(group.name, string.match(line, ' s (%d+)'))
  end
  for i = 1, #calls, 2 do
    local field, line = calls[i], epoch .. ' s ' .. calls[i + 1]
    local there = asked[field] or known[(i + 3) / 2]
    -- Asked again after a cut connection: the permission that was given stands.
    if there == line then reply('permitted')
    elseif there == line .. ' p' then reply('probe')
    elseif word then reply(word)
    elseif there then reply('stale')
    -- An owner of an earlier version says nothing of the server.
    elseif batch.server and batch.server ~= server then reply('wait', UNCONFIRMED_MS)
    elseif overForMs(group.marks[(i + 1) / 2] or '') then reply('over')
    elseif batch.cap and batch.used >= batch.cap then
      if batch.open > 0 then reply('full', 250)
      else
        reply('capped')
        redis.call('HSET', batch.key, 'capped', '1')
      end
    elseif beyondBudget(group.name, calls[i + 1]) then replyBeyond(batch, beyondBudget(group.name, calls[i + 1]))
    elseif circuit then
      if nowMs >= probeAt and nowMs >= (probing or 0) then
        probing = nowMs + probeLimitMs
        redis.call('HSET', accountKey, 'circuit:probing', string.format('%.3f', probing))
        send(field, line .. ' p')
        reply('probe')
      else
        local at = math.max(probeAt, math.min(probing or 0, nowMs + 500))
        reply('wait', math.max(50, math.ceil(at - nowMs)))
      end
    elseif nowMs < rate.pause then reply('wait', math.ceil(rate.pause - nowMs))
    elseif rate.tokens >= 1 then
      rate.tokens, rate.count = rate.tokens - 1, rate.count + 1
      send(field, line)
      reply('permitted')
    else waitForRate() end
  end
  if #sent > 0 then redis.call('HSET', group.sliceKey, unpack(sent)) end
end
