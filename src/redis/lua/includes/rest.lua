--- What stands in KEYS or ARGV behind those that have names. By a loop, as Lua unpacks some thousand values at most.
local function rest(list, first)
  local found = {}
  for i = first, #list do found[#found + 1] = list[i] end
  return found
end
