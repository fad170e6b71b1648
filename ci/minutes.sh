#!/usr/bin/env bash
# Minutes until B0 from random weights has TARGET (0.82) on held-out images of CIFAR-10: the recipe cifar10-cpu as shipped, and the
# same recipe in PyTorch after it on the same machine with as many threads (THREADS, all cores by default). Hours in all; nothing else
# should run. DATA: a folder with cifar-10-batches-bin.
# IMAGES and EPOCHS make it small for a rehearsal. Writes artifacts/minutes.md.
set -euo pipefail
cd "$(dirname "$0")/.."
threads=${THREADS:-$(nproc)}
export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads
data=${DATA:?DATA must name a folder with cifar-10-batches-bin}
target=${TARGET:-0.82} images=${IMAGES:-45000} out=${OUT:-artifacts}
run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT
mkdir -p "$out"

# The first stage of a run is the teacher's: with B0 there and the baseline's learning rate it is the baseline's very training.
rate=$(sed -n 's/^  learning_rate: //p' Reproduction/Recipes/cifar10-cpu.yaml | head -n 1)
set=(--set networks.teacher.architecture=efficientnet_b0 --set "models.teacher.training.learning_rate=$rate")
[ "$images" = 45000 ] || set+=(--set "train_images=$((images + 200))" --set held_out.choose_epoch=200 --set test_images=100)
[ -z "${EPOCHS:-}" ] || set+=(--set "training.epochs=$EPOCHS" --set 'training.smaller_first=[]')

start=$(date +%s.%N)
Reproduction/bin/Release/net10.0/reproduction reproduce cifar10-cpu --data "$data" --out "$run/ours" "${set[@]}" >"$run/log" &
program=$!
minutes_of() { awk -v now="$(date +%s.%N)" -v start="$start" 'BEGIN { printf "%.2f", (now - start) / 60 }'; }
# Ends at the target, with the first stage, or with the program.
while read -r line; do
    case $line in
        "teacher epoch "*) ;;
        "teacher's logits"* | "baseline: "*) break ;;
        *) continue ;;
    esac
    accuracy=$(sed -E 's/.*validation accuracy ([0-9.]+).*/\1/' <<<"$line")
    echo "this program: $(minutes_of) minutes, ${line#teacher }" | tee -a "$run/ours.txt"
    awk -v a="$accuracy" -v t="$target" 'BEGIN { exit !(a >= t) }' && break
done < <(tail -n +1 --pid="$program" -f "$run/log") || true
kill -TERM "$program" 2>/dev/null || true # A process in the background of a script ignores SIGINT.
wait "$program" 2>/dev/null || true
ours=$(sed -n 's/.*"threads": \([0-9]*\).*/\1/p' "$run/ours/run.json" | head -n 1)
[ "$ours" = "$threads" ] || { echo "minutes: this program had $ours threads, expected $threads" >&2; exit 1; }

env MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=8589934592 /usr/bin/python3 ci/pilot_pytorch.py \
    --data "$data" --threads "$threads" --images "$images" --target "$target" --held-out "$([ "$images" = 45000 ] && echo 5000 || echo 200)" | tee "$run/theirs.txt"
grep -qx "PyTorch: $threads threads" "$run/theirs.txt"

{
    echo "# Minutes until B0 has $target on held-out images"
    echo
    echo "From random weights, $images training images, by the recipe cifar10-cpu in both, $threads threads for each, on $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1); the last line of each is where it ended."
    echo
    sed 's/^/- /' "$run/ours.txt"
    echo
    sed 's/^/- /' "$run/theirs.txt"
} >"$out/minutes.md.new"
mv "$out/minutes.md.new" "$out/minutes.md"
echo "$out/minutes.md"
