--- How long a worker that has said that it holds a slice is believed: it does so on taking it up, with each call and each
--- end, and every second. As long as a lock, so that a dead worker's slice waits no longer for this than for its lock.
local HOLD_MS = 5000
