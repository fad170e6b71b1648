#!/usr/bin/env bash
# Kills a run with SIGKILL again and again, resumes it each time, and compares what comes out with a run that was left alone.
#   ci/torture.sh [RECIPE] [options of `reproduce`]
# KILLS (50): how many kills. PROGRAM: the executable. SEED: of the moments, to try the same ones again.
# Without a recipe, a very small `quick`. The moments are of two kinds, because a process needs a second to start and a
# file is written in milliseconds: after a random time, and as soon as a certain file appears.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${KILLS:-50} program=${PROGRAM:-Reproduction/bin/Release/net10.0/reproduction}
RANDOM=${SEED:-$$}
if [ $# -eq 0 ]; then
    set -- quick --set train_images=260 --set test_images=100 --set held_out.choose_epoch=60 --set training.batch_size=20 --set training.epochs=6 \
        --set networks.teacher.architecture=efficientnet_w0.2_d0.2 --set networks.student.architecture=efficientnet_w0.1_d0.2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
now() { local t=$EPOCHREALTIME; echo "${t//[.,]/}"; }

# What a moment waits for: the pattern of a file, relative to the run's folder.
declare -A file=(
    [checkpoint]='seed-*/*/next.safetensors.*.tmp'
    [renames]='seed-*/*/next.safetensors'
    [stage]='seed-*/*/weights.safetensors.*.tmp'
    [record]='seed-*/*/*.json.*.tmp'
    [logits]='seed-*/*/answers.safetensors.*.tmp'
    [evaluation]='seed-*/*/test.csv.*.tmp'
    [report]='seed-*/report.md*'
    [manifest]='seed-*/manifest.json.*.tmp'
)
# Half of the moments are random times; evaluation and report come at the end of a run, so they end its round.
kinds=(time checkpoint time stage time evaluation time checkpoint time report time renames time record time logits time evaluation time manifest)
declare -A count=()

whole=$work/whole
started=$(now)
"$program" reproduce "$@" --out "$whole" >/dev/null
# A whole run's time, start included: random moments lie within the first half, so that several fall into one run.
length=$(($(now) - started))

compare() {
    local path
    while read -r path; do
        cmp "$whole/$path" "$1/$path" || { echo "torture: $path differs after kills (moments of SEED=${SEED:-$$})" >&2; exit 1; }
    done < <(cd "$whole" && find . -type f ! -name '*.json' ! -name 'run.*' -printf '%P\n')
    [ "$(cd "$1" && find . -type f ! -name 'run.*' | LC_ALL=C sort)" = "$(cd "$whole" && find . -type f ! -name 'run.*' | LC_ALL=C sort)" ] \
        || { echo "torture: checkpoints left behind in $1" >&2; exit 1; }
    if find "$1" -name '*.tmp' | grep -q .; then echo "torture: temporary files left behind in $1" >&2; exit 1; fi
}

# Waits until the moment has come, or the process has ended by itself.
wait_for() {
    local kind=$1 process=$2 folder=$3
    if [ "$kind" = time ]; then
        local delay=$((RANDOM * 32768 + RANDOM))
        delay=$((delay % (length / 2)))
        read -r -t "$((delay / 1000000)).$(printf %06d $((delay % 1000000)))" <>"$work/never" || true
        return
    fi
    local marker=$work/started
    touch "$marker"
    while kill -0 "$process" 2>/dev/null; do
        for found in "$folder"/${file[$kind]}; do
            # Only what this process wrote: a killed one may have left its own.
            if [ -e "$found" ] && [ "$found" -nt "$marker" ]; then return; fi
        done
        read -r -t 0.002 <>"$work/never" || true
    done
}

mkfifo "$work/never"
killed=0 rounds=0 run=$work/run-0
while [ "$killed" -lt "$kills" ]; do
    kind=${kinds[$((RANDOM % ${#kinds[@]}))]}
    "$program" reproduce "$@" --out "$run" --resume >/dev/null 2>"$work/stderr" &
    process=$!
    wait_for "$kind" "$process" "$run"
    if kill -KILL "$process" 2>/dev/null; then
        killed=$((killed + 1))
        count[$kind]=$((${count[$kind]:-0} + 1))
    fi
    status=0
    wait "$process" 2>/dev/null || status=$?
    # What libtorch computes wrongly on a machine is said of every run there.
    if grep -v "^reproduction: warning: libtorch's" "$work/stderr" >&2; then echo "torture: a resumed run complains" >&2; exit 1; fi
    case $status in
        137) ;;
        0)
            compare "$run"
            rounds=$((rounds + 1)) run=$work/run-$rounds
            rm -rf "$work/run-$((rounds - 1))"
            ;;
        *) echo "torture: a resumed run ended with $status" >&2; exit 1 ;;
    esac
done
"$program" reproduce "$@" --out "$run" --resume >/dev/null
compare "$run"
rounds=$((rounds + 1))
moments=$(for kind in $(printf '%s\n' "${!count[@]}" | LC_ALL=C sort); do printf '%s %s, ' "${count[$kind]}" "$kind"; done)
echo "torture: $killed kills (${moments%, }) in $rounds runs; predictions, history and report are those of a run left alone, to the byte"
