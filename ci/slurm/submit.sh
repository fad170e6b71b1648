#!/usr/bin/env bash
# Gives a recipe to a Slurm cluster: a job array for each generation of models (teachers, then those who learn from them) with a task for
# each seed and model, and at the end a job that writes reports and summary. When and where they run is Slurm's business.
#   ci/slurm/submit.sh RECIPE [--data DIR] [--device cpu|cuda] [--seed N] [--out DIR] [--set KEY=VALUE]
# CPUS (4): cores of each task; on a CPU their number decides bits, so keep it for one experiment. With --device cuda each has a GPU too.
# sbatch's own variables are obeyed: SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT, SBATCH_CONSTRAINT, SBATCH_MEM_PER_CPU …
# Given once more, it submits what is not done. PROGRAM: the executable, on a disk that all nodes see, like --out and --data.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=${PROGRAM:-$here/../../Reproduction/bin/Release/net10.0/reproduction}
[ $# -gt 0 ] || { sed -n '2,/^set /{/^set /!p}' "$0" | cut -c3- >&2; exit 2; }

recipe=$1 device=cpu
shift
# `stages` knows some of the options; a task is given its seed; the job at the end needs all.
all=("$@") planned=() task=()
while [ $# -gt 0 ]; do
    case $1 in
        --seed) planned+=("$1" "${2-}") ;;
        --out | --set) planned+=("$1" "${2-}") task+=("$1" "${2-}") ;;
        --data) task+=("$1" "${2-}") ;;
        --device) task+=("$1" "${2-}") device=${2-} ;;
        *) echo "ci/slurm/submit.sh: $1: expected --data, --device, --seed, --out or --set" >&2; exit 2 ;;
    esac
    [ $# -gt 1 ] || { echo "ci/slurm/submit.sh: $1: expected a value" >&2; exit 2; }
    shift 2
done

stages=$("$program" stages "$recipe" ${planned[@]+"${planned[@]}"} --json)
folder=$(python3 -c 'import json, sys; print(json.load(sys.stdin)["folder"])' <<<"$stages")
work=${folder%/}-slurm
mkdir -p "$work"
tasks=$(python3 "$here/tasks.py" <<<"$stages")

resources=(--parsable --cpus-per-task="${CPUS:-4}" --kill-on-invalid-dep=yes)
[ "$device" = cpu ] || resources+=(--gres=gpu:1)
after=()
for generation in $(cut -d' ' -f1 <<<"$tasks" | sort -nu); do
    # One of its own for each submission: tasks of an earlier one may still wait and read theirs.
    list=$(mktemp "$work/generation-$generation.XXXXXX")
    awk -v generation="$generation" '$1 == generation { print $2, $3 }' <<<"$tasks" >"$list"
    count=$(wc -l <"$list")
    job=$(sbatch "${resources[@]}" "${after[@]}" --job-name="generation-$generation" --output="$work/%x-%A_%a.log" --array="0-$((count - 1))" \
        "$here/task.sh" "$list" "$program" "$recipe" ${task[@]+"${task[@]}"})
    job=${job%%;*} # On several clusters the cluster's name follows.
    after=(--dependency="afterok:$job")
    echo "job $job: $count tasks of generation $generation, $(cut -d' ' -f2 "$list" | sort -u | paste -sd' ')"
done
job=$(sbatch "${resources[@]}" "${after[@]}" --job-name=reports --output="$work/%x-%j.log" \
    "$here/task.sh" - "$program" "$recipe" ${all[@]+"${all[@]}"})
echo "job ${job%%;*}: reports and summary into $folder"
echo "logs: $work"
