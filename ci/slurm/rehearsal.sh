#!/usr/bin/env bash
# submit.sh on a real Slurm of this one machine: twelve tasks (three models of four seeds), of which two are killed and one is requeued
# by hand. What they leave must be what one process leaves, to the byte. Needs slurm-wlm, munge and root; elsewhere it says so, and is
# skipped. It starts daemons of its own, on ports of its own, and stops them. PROGRAM: the executable.
set -euo pipefail
cd "$(dirname "$0")/../.."
skip() { echo "slurm-rehearsal: skipped: $1"; exit 0; }
PATH=$PATH:/usr/sbin:/sbin
for tool in slurmctld slurmd munged sbatch python3 pgrep; do
    command -v "$tool" >/dev/null || skip "there is no $tool (Debian and Ubuntu: apt-get install slurm-wlm munge python3)"
done
[ "$(id -u)" = 0 ] || skip "starting Slurm's daemons takes root"
[ -n "${PROGRAM-}" ] || make --no-print-directory program data
export PROGRAM=${PROGRAM:-$PWD/Reproduction/bin/Release/net10.0/reproduction}

work=$(mktemp -d)
# Before anything that could stop a job: whatever happens, it is the rehearsal's own cluster that is meant.
export SLURM_CONF=$work/slurm.conf
daemons=()
stop() {
    # A task's own daemon outlives slurmd: first no task should be left.
    scancel --quiet --user=root 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do [ -n "$(squeue --noheader 2>/dev/null)" ] || break; sleep 0.2; done
    for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do kill "${daemons[i]}" 2>/dev/null && wait "${daemons[i]}" 2>/dev/null || true; done
    for process in $(pgrep -x slurmstepd); do
        if grep -qz "^SLURM_CONF=$work/" "/proc/$process/environ" 2>/dev/null; then kill -KILL "$process"; fi
    done
    rm -rf "$work"
}
trap stop EXIT

# Slurm.
head -c 1024 /dev/urandom >"$work/munge.key"
chmod 400 "$work/munge.key"
mkdir "$work/state" "$work/spool"
cat >"$work/slurm.conf" <<CONF
ClusterName=rehearsal
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
# Otherwise what is requeued waits for two minutes.
AuthInfo=socket=$work/munge.socket,cred_expire=5
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
JobRequeue=1
MinJobAge=3600
SchedulerParameters=sched_interval=2,batch_sched_delay=1
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
start() { "$@" >>"$work/daemons.log" 2>&1 & daemons+=($!); }
start munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munge.pid" \
    --log-file="$work/munge.log" --seed-file="$work/munge.seed"
until [ -S "$work/munge.socket" ]; do sleep 0.1; kill -0 "${daemons[0]}" || { cat "$work/daemons.log" >&2; exit 1; }; done
start slurmctld -D
start slurmd -D
for ((i = 0; i < 300; i++)); do
    [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ] && break
    sleep 0.2
done
[ "$i" -lt 300 ] || { tail -n 20 "$work"/*.log >&2; echo "slurm-rehearsal: Slurm did not start" >&2; exit 1; }

# One process, and the cluster: with one thread each.
run=(docs/examples/tiny.yaml --set "seeds=[1, 2, 3, 4]" --set training.epochs=${EPOCHS:-30} ${DATA:+--data "$DATA"})
OMP_NUM_THREADS=1 "$PROGRAM" reproduce "${run[@]}" --out "$work/whole" >/dev/null
CPUS=1 ci/slurm/submit.sh "${run[@]}" --out "$work/array" | tee "$work/jobs"
reports=$(sed -n 's/^job \([0-9]*\): reports.*/\1/p' "$work/jobs")
first=$(sed -n '1s/^job \([0-9]*\): .*/\1/p' "$work/jobs")

# The process of a task once it has begun to train, which a file of its model shows.
process_of() { pgrep -f "^$PROGRAM reproduce .*--out $work/array .*--seed $1 --only $2 " || true; }
began() {
    for ((i = 0; i < 6000; i++)); do
        [ -e "$work/array/seed-$1/$2/stage.json" ] && [ -n "$(process_of "$1" "$2")" ] && return
        sleep 0.05
    done
    echo "slurm-rehearsal: $* was never seen at work; EPOCHS=300 makes it longer" >&2
    exit 1
}
for task in "1 baseline" "2 baseline"; do
    began $task
    kill -KILL "$(process_of $task)"
    echo "killed: $task of generation 0"
done
began 4 baseline
scontrol requeue "${first}_$(($(grep -n '^4 baseline$' "$work"/array-slurm/generation-0.* | cut -d: -f1) - 1))"
echo "requeued: 4 baseline"

state() { scontrol --oneliner show job "$1" | sed -E 's/.* JobState=([A-Z]+) .*/\1/' | sort -u | paste -sd' '; }
until [[ "$(state "$reports")" =~ ^(COMPLETED|FAILED|CANCELLED|TIMEOUT)$ ]]; do
    [[ ! "$(state "$first")" =~ FAILED ]] || break
    sleep 0.5
done
if [ "$(state "$reports")" != COMPLETED ]; then
    tail -n 5 "$work"/array-slurm/*.log >&2
    echo "slurm-rehearsal: the reports ended as $(state "$reports")" >&2
    exit 1
fi
restarts=$(scontrol --oneliner show job | sed -nE 's/.* Restarts=([0-9]+) .*/\1/p' | awk '{ sum += $1 } END { print sum }')

files() { (cd "$1" && find . -type f ! -name '*.json' ! -name 'run.*' -printf '%P\n' | LC_ALL=C sort); }
[ "$(files "$work/whole")" = "$(files "$work/array")" ] || { diff <(files "$work/whole") <(files "$work/array") >&2; exit 1; }
while read -r path; do
    cmp "$work/whole/$path" "$work/array/$path" || { echo "slurm-rehearsal: $path differs from one process's" >&2; exit 1; }
done < <(files "$work/whole")
echo "slurm-rehearsal: 12 tasks, 2 killed and 1 requeued ($restarts restarts): $(files "$work/whole" | wc -l) files are one process's, to the byte"
