--- The server doesn't know a script that it knew: it was started again, or another one has its place, perhaps with older
--- data. Nothing is called for a batch until its owner has held its mark against the server's.
---
--- KEYS
---   account   the account's hash
--- ARGV
---   token     names the server from now on
--- REPLY
---   1

local accountKey = KEYS[1]
local token = ARGV[1]

redis.call('HSET', accountKey, 'server', token)
return 1
