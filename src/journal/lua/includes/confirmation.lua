--- Until a batch is looked at again whose owner has not confirmed yet that the server has lost nothing of it.
local UNCONFIRMED_MS = 100
