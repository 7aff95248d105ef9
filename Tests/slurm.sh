#!/bin/sh
# The distributed engine for real: starts munge, slurmctld and slurmd from Debian's packages on this machine, makes
# the quick preset with every run a job, cancels one in the middle and goes on. The result must be that of
# the committed manifest. Needs root, `apt-get install slurm-wlm munge` and a verified quick build (`make test`).
# Usage: Tests/slurm.sh
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C
for program in munged slurmctld slurmd srun; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || {
    echo "slurm: $program is missing; next: apt-get install slurm-wlm munge" >&2
    exit 1
  }
done
if [ "$(id -u)" != 0 ]; then
  echo "slurm: slurmd needs root; next: sudo Tests/slurm.sh" >&2
  exit 1
fi
PATH=$PATH:/usr/sbin

area=$PWD/build/slurm
rm -rf "$area"
mkdir -p "$area/state" "$area/spool" "$area/checkout/build"
chmod 755 "$area"
export SLURM_CONF="$area/slurm.conf"

# A cluster of its own beside any other: own key, socket and ports.
dd if=/dev/urandom bs=128 count=1 of="$area/key" 2>/dev/null
chmod 400 "$area/key"
cores=$(nproc)
cat >"$SLURM_CONF" <<CONF
ClusterName=implicitrank
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=$area/socket
CredType=cred/munge
StateSaveLocation=$area/state
SlurmdSpoolDir=$area/spool
SlurmctldPidFile=$area/slurmctld.pid
SlurmdPidFile=$area/slurmd.pid
SlurmctldLogFile=$area/slurmctld.log
SlurmdLogFile=$area/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0
ReturnToService=2
MpiDefault=none
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$cores State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF

stop() {
  for daemon in slurmd slurmctld munged; do
    if [ -s "$area/$daemon.pid" ]; then kill "$(cat "$area/$daemon.pid")" 2>/dev/null || true; fi
  done
}
trap stop EXIT
trap 'exit 1' INT TERM

munged --force --key-file="$area/key" --socket="$area/socket" --pid-file="$area/munged.pid" \
  --log-file="$area/munged.log" --seed-file="$area/seed"
slurmctld
slurmd
tries=0
until srun -n1 -c1 true 2>"$area/srun.log"; do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    echo "slurm: no job can run (see $area/*.log)" >&2
    exit 1
  fi
  sleep 1
done

cp -R CITATION.cff Makefile Package.swift Scripts Sources Tests paper figures verify.sh "$area/checkout/"
cp -R build/bin build/setup "$area/checkout/build/"
cd "$area/checkout"
jobs() { squeue --noheader --states=RUNNING --format=%i; }
report() { make report PRESET=quick LAUNCH="srun -n1 -c1 --quiet" >>"$area/make.log" 2>&1; }

# Cancelled as soon as a few runs are finished and others are running.
report &
maker=$!
while kill -0 "$maker" 2>/dev/null; do
  finished=$(find build/quick/runs -name record.json 2>/dev/null | wc -l)
  if [ "$finished" -ge 5 ] && [ -n "$(jobs)" ]; then break; fi
  sleep 0.2
done
finished=$(find build/quick/runs -name record.json | wc -l)
# shellcheck disable=SC2046 # job numbers are words
scancel $(jobs)
if wait "$maker"; then
  echo "slurm: make did not notice that its jobs were cancelled" >&2
  exit 1
fi
echo "ok      jobs cancelled after $finished runs; make stopped and says so"

report || {
  echo "slurm: make could not go on (see $area/make.log)" >&2
  exit 1
}
build/bin/irank verify --preset quick >"$area/verify.log" || {
  echo "slurm: another result than the committed manifest (see $area/verify.log)" >&2
  exit 1
}
echo "ok      the next make went on; every run a Slurm job; the manifest is the committed one"
