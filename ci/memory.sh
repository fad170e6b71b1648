#!/usr/bin/env bash
# Watches the resident memory of runs: over 2,000 training steps of `quick` it must stay flat (within ±1 %, after a warm-up of
# 1,000 steps), and its peak must stay within 2 GiB there and within 4 GiB for B4 at 64 px, batch 64. Nothing here is timed.
# Takes options for both runs, such as --data DIR. PROGRAM: the executable.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PROGRAM:-Reproduction/bin/Release/net10.0/reproduction}
work=$(mktemp -d)
process=
trap '[ -z "$process" ] || kill "$process" 2>/dev/null || true; rm -rf "$work"' EXIT
status=0

# Of a process: VmRSS now or VmHWM, its peak, in KiB.
memory() { awk -v what="$2:" '$1 == what { print $2 }' "/proc/$1/status" 2>/dev/null || true; }
limit() {
    awk -v what="$1" -v peak="$2" -v gibibytes="$3" 'BEGIN {
        printf "%s: peak %.2f GiB, at most %d GiB: %s\n", what, peak / 1048576, gibibytes, peak <= gibibytes * 1048576 ? "ok" : "TOO MUCH"
        exit peak > gibibytes * 1048576 }' || status=1
}

# One model, 29 epochs of 110 steps: the memory at the end of each epoch, at the same point of every one. .NET compiles each method
# once and for good here: compiling it a second time where it is hot goes on beside the run for thousands of steps, takes some MiB
# of its own, and would hide what a step might keep.
mkfifo "$work/lines"
DOTNET_TieredCompilation=0 "$program" reproduce quick --out "$work/quick" --set train_images=3920 --set held_out.choose_epoch=400 --set test_images=400 \
    --set training.batch_size=32 --set training.epochs=29 "$@" >"$work/lines" &
process=$!
while read -r line; do
    case $line in
        *"teacher epoch "*) memory $process VmRSS >>"$work/resident" ;;
        *"teacher's logits"*) break ;;
    esac
done <"$work/lines"
kill -TERM $process 2>/dev/null || true
wait $process || true
process=
awk 'NR > 9 { if (NR == 10 || $1 < low) low = $1; if ($1 > high) high = $1 }
    END {
        flat = NR == 29 && high - low <= 0.01 * (high + low)
        printf "quick: resident memory from step 1100 to %d: %.1f to %.1f MiB, ±%.2f %%: %s\n", NR * 110, low / 1024, high / 1024,
            100 * (high - low) / (high + low), flat ? "ok" : "NOT FLAT"
        exit !flat }' "$work/resident" || status=1

# The peak of a whole run, read while it still lives: at the last line that it prints before its report.
peak() {
    local what=$1 gibibytes=$2
    shift 2
    "$program" reproduce "$@" >"$work/lines" &
    process=$!
    local seen=0 now
    while read -r _; do now=$(memory $process VmHWM); seen=${now:-$seen}; done <"$work/lines"
    wait $process || status=1
    process=
    [ "$seen" -gt 0 ] || { echo "$what: not measured"; status=1; return; }
    limit "$what" "$seen" "$gibibytes"
}
# Fewer training images than the recipe has, which are in memory all the same.
peak "quick" 2 quick --out "$work/whole" --set train_images=6000 --set held_out.choose_epoch=1000 "$@"
peak "B4 at 64 px, batch 64" 4 cifar10-cpu --out "$work/b4" --set dataset=fashion-mnist --set train_images=400 --set held_out.choose_epoch=80 --set test_images=100 \
    --set training.batch_size=64 --set training.epochs=1 --set 'training.smaller_first=[]' --set models.student.training.epochs=1 --set models.aliased.training.epochs=1 "$@"
exit $status
