#!/usr/bin/env bash
# Lets one call of a small run fail (or kills the run at it), damages a checkpoint or not, resumes, and compares what comes out
# with a run that was left alone: at the Nth rename, fsync, unlink, open and write on the run's folder, with one and two threads.
#   ci/faults.sh [RECIPE] [options of `reproduce`]
# FAULTS (100): how many. THREADS ("1 2"). PROGRAM: the executable. SEED: of the moments, to try the same ones again.
# By a shim between the program and the C library (ci/faults.c) where there is a C compiler, else by strace -e inject, which knows
# no folders and so is kept to the calls that only files of the run get.
set -euo pipefail
cd "$(dirname "$0")/.."
faults=${FAULTS:-100} program=${PROGRAM:-Reproduction/bin/Release/net10.0/reproduction}
RANDOM=${SEED:-$$}
read -ra numbers_of_threads <<<"${THREADS:-1 2}"
if [ $# -eq 0 ]; then
    set -- quick --set train_images=260 --set test_images=100 --set held_out.choose_epoch=60 --set training.batch_size=50 --set training.epochs=2 \
        --set networks.teacher.architecture=efficientnet_w0.2_d0.2 --set networks.student.architecture=efficientnet_w0.1_d0.2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
calls=(rename fsync unlink open write)
if command -v cc >/dev/null && cc -shared -fPIC -o "$work/faults.so" ci/faults.c -ldl 2>/dev/null; then by=shim
elif strace -o /dev/null true 2>/dev/null; then by=strace calls=(rename fsync unlink)
else echo "faults: neither a C compiler nor strace that may trace: no call can be made to fail" >&2; exit 3
fi
# errno of each, and 0 for a kill.
declare -A number=([kill]=0 [EIO]=5 [EMFILE]=24 [ENOSPC]=28 [EROFS]=30 [EDQUOT]=122) happened=()
kinds=(kill EIO ENOSPC kill EROFS EDQUOT EMFILE) damages=(none cut none zero none flip none empty)
complain() { echo "faults: $1 (${said:-} SEED=${SEED:-$$})" >&2; cat "$work/stderr" >&2 2>/dev/null || true; exit 1; }

reproduce() { # threads, folder, further variables of the environment
    local threads=$1 folder=$2
    shift 2
    env OMP_NUM_THREADS="$threads" "$@" "$program" reproduce "${arguments[@]}" --out "$folder" --resume >/dev/null 2>"$work/stderr"
}
arguments=("$@")

# How many calls of each kind a whole run makes.
declare -A count=()
for threads in "${numbers_of_threads[@]}"; do
    whole=$work/whole-$threads
    if [ "$by" = shim ]; then
        reproduce "$threads" "$whole" LD_PRELOAD="$work/faults.so" FAULT_FOLDER="$whole" FAULT_LOG="$work/log" || complain "a run left alone fails"
        for call in "${calls[@]}"; do count[$call]=$(grep -c "^$call " "$work/log" || true); done
        rm "$work/log"
    else
        OMP_NUM_THREADS=$threads strace -f -qq -e trace=rename,fsync,unlink -o "$work/log" "$program" reproduce "$@" --out "$whole" >/dev/null
        for call in "${calls[@]}"; do count[$call]=$(grep -c " $call(" "$work/log" || true); done
    fi
done

compare() {
    local path
    while read -r path; do
        cmp "$2/$path" "$1/$path" || complain "$path differs"
    done < <(cd "$2" && find . -type f ! -name '*.json' ! -name 'run.*' -printf '%P\n')
    if find "$1" -name '*.tmp' | grep -q .; then complain "temporary files left behind"; fi
}

damage() { # kind, file
    local size
    size=$(stat -c %s "$2")
    case $1 in
        cut) truncate -s $((size / 2)) "$2" ;;
        zero) dd if=/dev/zero of="$2" bs=1 seek=$((size / 3)) count=$((size / 3)) conv=notrunc status=none ;;
        flip) printf '\377\377\377\377' | dd of="$2" bs=1 seek=$((size - 9)) conv=notrunc status=none ;;
        empty) : >"$2" ;;
    esac
}

for ((i = 0; i < faults; i++)); do
    call=${calls[$((i % ${#calls[@]}))]} kind=${kinds[$((RANDOM % ${#kinds[@]}))]} threads=${numbers_of_threads[$((RANDOM % ${#numbers_of_threads[@]}))]} broken=${damages[$((RANDOM % ${#damages[@]}))]}
    at=$((1 + RANDOM % count[$call])) run=$work/run
    said="$kind at $call $at of ${count[$call]}, $threads threads, then a checkpoint: $broken;"
    rm -rf "$run"
    status=0
    if [ "$by" = shim ]; then
        reproduce "$threads" "$run" LD_PRELOAD="$work/faults.so" FAULT_FOLDER="$run" FAULT_CALL="$call" FAULT_AT="$at" FAULT_ERROR="${number[$kind]}" 2>/dev/null || status=$?
    else
        injected=$([ "$kind" = kill ] && echo signal=KILL || echo "error=$kind")
        OMP_NUM_THREADS=$threads strace -f -qq -e trace="$call" -e inject="$call:$injected:when=$at" -o /dev/null \
            "$program" reproduce "$@" --out "$run" --resume >/dev/null 2>"$work/stderr" || status=$?
    fi
    case $status in
        0) [ -f "$run/seed-1/manifest.json" ] || complain "a run that failed ended with 0" ;;
        2) [ "$(grep -vc 'warning: ' "$work/stderr")" = 1 ] || complain "not one line" ;;
        137) [ "$kind" = kill ] || complain "killed" ;;
        *) complain "ended with $status" ;;
    esac
    if grep -qE '^   at |System\.|Unhandled' "$work/stderr"; then complain "words of the run-time"; fi
    checkpoint=$(ls "$run"/seed-1/*/{weights,latest,previous}.safetensors 2>/dev/null | head -n $((1 + RANDOM % 4)) | tail -n 1 || true)
    if [ "$broken" != none ] && [ -n "$checkpoint" ] && [ ! -f "$run/seed-1/manifest.json" ]; then damage "$broken" "$checkpoint"; fi
    reproduce "$threads" "$run" || complain "cannot be resumed"
    compare "$run" "$work/whole-$threads"
    happened[$kind]=$((${happened[$kind]:-0} + 1))
done
moments=$(for kind in $(printf '%s\n' "${!happened[@]}" | LC_ALL=C sort); do printf '%s %s, ' "${happened[$kind]}" "$kind"; done)
echo "faults: $faults by $by (${moments%, }); each run was resumed, and came to the files of a run left alone, to the byte"
