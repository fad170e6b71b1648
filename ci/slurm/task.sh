#!/usr/bin/env bash
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:USR1@120
# What submit.sh submits: one model of one seed, a line of a list, or with - in the list's place the reports.
#   task.sh LIST PROGRAM RECIPE [options of `reproduce`]
# Two minutes before its time limit a task writes a checkpoint and goes back into the queue, and so does one whose program was killed, up
# to three times. What Slurm itself requeues (a lost node, preemption) goes on in the same way, on a CPU to the same bits.
set -uo pipefail
list=$1 program=$2
shift 2
if [ "$list" != - ]; then
    read -r seed model < <(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$list")
    set -- "$@" --seed "$seed" --only "$model"
fi
# Threads divide sums: their number belongs to the bits.
export OMP_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}

limit=
"$program" reproduce "$@" --resume &
child=$!
trap 'limit=1; kill -TERM "$child"' USR1
trap 'kill -TERM "$child"' TERM
status=0
# A signal ends `wait` before the program has ended.
while wait "$child"; status=$?; kill -0 "$child" 2>/dev/null; do :; done

if [ -n "$limit" ] || { [ "$status" = 137 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; }; then
    echo "task.sh: ended with $status; back into the queue"
    scontrol requeue "$SLURM_JOB_ID" && sleep 60
fi
exit "$status"
