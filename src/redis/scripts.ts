// Generated from src/redis/lua by `npm run build`: to change a script, change its .lua file and build.
// Lists each script with its name, and with the names of its KEYS and ARGV in order.

import { script } from './script.js';

export const FORBIDDEN_COMMANDS = script({
  name: "forbidden_commands",
  keys: ["check"],
  args: ["...commands"],
  text: "--- Tries commands at a key of its own: who may run a script may still not be allowed what it calls.\n---\n--- KEYS\n---   check         the key; nothing else has it\n--- ARGV\n---   ...commands   each as it is written behind its key: its name, a space, what follows the key\n--- REPLY\n---   the first that is forbidden, and how that is said; empty where none is\n\n--- What stands in KEYS or ARGV behind those that have names. By a loop, as Lua unpacks some thousand values at most.\nlocal function rest(list, first)\n  local found = {}\n  for i = first, #list do found[#found + 1] = list[i] end\n  return found\nend\n\nlocal checkKey = KEYS[1]\nlocal commands = rest(ARGV, 1)\n\nlocal found = false\nfor _, command in ipairs(commands) do\n  local words = {}\n  for word in string.gmatch(command, '%S+') do words[#words + 1] = word end\n  local reply = redis.pcall(words[1], checkKey, unpack(words, 2))\n  local said = type(reply) == 'table' and reply.err or ''\n  local forbidden = string.find(said, 'NOPERM') or string.find(said, 'ACL failure') or string.find(said, 'user executing')\n  if forbidden and not found then found = {words[1], said} end\nend\nreturn found or {}\n",
});
