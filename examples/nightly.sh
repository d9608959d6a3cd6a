#!/bin/sh
# A night's work for cron, on a machine of its own: verifies the newest list of a directory against the night before and
# reconciles yesterday. Cron mails what is printed, so a night without anything to do prints one line.
#
#   30 1 * * *   cd /srv/rollcall && ./nightly.sh /srv/lists
#
# Settings are in .env of the working directory. The exit status is that of the worse of both commands.
set -u

directory=${1:?usage: nightly.sh DIRECTORY-OF-LISTS}
list=$(ls -t -- "$directory"/*.csv 2>/dev/null | head -n 1)
if [ -z "$list" ]; then
  echo "There is no list in $directory: nothing was verified."
  exit 1
fi

# The same id each time that it is started on a day: after a crash or a halt it goes on where it was.
batch=nightly-$(date +%Y%m%d)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

rollcall run "$list" --batch "$batch" --label nightly --previous latest --older-than 30d \
  --max-calls "${MAX_CALLS:-100000}" --exit-on-change 2>"$log"
verified=$?
case $verified in
  0) echo "$batch: done, nobody has changed." ;;
  6) echo "$batch: done, people have changed: see changes.csv." ;;
  2) echo "$batch: done, with rows in error. The next night calls them again." ;;
  3) echo "$batch: halted. Mend what is said above, then: rollcall resume $batch" ;;
  5) echo "$batch: stopped, or waits for tomorrow. To go on: rollcall resume $batch" ;;
  *) echo "$batch: nothing was sent." && tail -n 5 "$log" ;;
esac

rollcall reconcile --day yesterday >"$log" 2>&1
reconciled=$?
if [ "$reconciled" -ne 0 ]; then
  echo "Yesterday is not reconciled:" && tail -n 5 "$log"
fi

# A change is news, not a fault.
[ "$verified" -eq 6 ] && verified=0
[ "$verified" -ne 0 ] && exit "$verified"
exit "$reconciled"
