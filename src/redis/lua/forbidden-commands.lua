--- Tries commands at a key of its own: who may run a script may still not be allowed what it calls.
---
--- KEYS
---   check         the key; nothing else has it
--- ARGV
---   ...commands   each as it is written behind its key: its name, a space, what follows the key
--- REPLY
---   the first that is forbidden, and how that is said; empty where none is

--- @include "includes/rest"

local checkKey = KEYS[1]
local commands = rest(ARGV, 1)

local found = false
for _, command in ipairs(commands) do
  local words = {}
  for word in string.gmatch(command, '%S+') do words[#words + 1] = word end
  local reply = redis.pcall(words[1], checkKey, unpack(words, 2))
  local said = type(reply) == 'table' and reply.err or ''
  local forbidden = string.find(said, 'NOPERM') or string.find(said, 'ACL failure') or string.find(said, 'user executing')
  if forbidden and not found then found = {words[1], said} end
end
return found or {}
