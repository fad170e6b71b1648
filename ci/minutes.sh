#!/usr/bin/env bash
# Minutes until a B0 from random weights has TARGET (0.88) on held-out images of CIFAR-10: the model baseline of RECIPE (cifar10-five),
# changed by CHANGES ("training.epochs=12; training.smaller_first=[]"), here and then by the same recipe in PyTorch, on the same machine
# with as many threads (THREADS, all cores by default). No test image is read. Hours in all; nothing else should run. DATA: a folder with
# cifar-10-batches-bin. Writes minutes.md into OUT (artifacts).
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
/usr/bin/python3 -c 'import torch, torchvision, yaml' || { echo "minutes: /usr/bin/python3 lacks torch, torchvision or yaml" >&2; exit 2; }
threads=${THREADS:-$(nproc)}
export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads
data=${DATA:?DATA must name a folder with cifar-10-batches-bin}
recipe=${RECIPE:-cifar10-five} target=${TARGET:-0.88} out=${OUT:-artifacts}
program=Reproduction/bin/Release/net10.0/reproduction
run=$(mktemp -d)
ours= reached=
trap '[ -z "$ours" ] || kill -TERM "$ours" 2>/dev/null || true; rm -rf "$run"' EXIT
mkdir -p "$out"

changes=()
IFS=';' read -ra pairs <<<"${CHANGES:-}"
for pair in "${pairs[@]}"; do changes+=(--set "$(sed -E 's/^ +| +$//g' <<<"$pair")"); done
"$program" recipe show "$recipe" "${changes[@]}" >"$run/recipe.yaml"

start=$(date +%s.%N)
minutes() { awk -v now="$(date +%s.%N)" -v start="$start" 'BEGIN { printf "%.2f", (now - start) / 60 }'; }
"$program" reproduce "$run/recipe.yaml" --data "$data" --out "$run/ours" --only baseline --no-test --seed 1 >"$run/log" &
ours=$!
# Ends at the target or with the training. A line an epoch: minutes and held-out accuracy.
while read -r line; do
    [[ $line =~ baseline\ epoch\ .*\ validation\ accuracy\ ([0-9.]+) ]] || continue
    echo "$(minutes) ${BASH_REMATCH[1]}" | tee -a "$run/ours.txt"
    awk -v a="${BASH_REMATCH[1]}" -v t="$target" 'BEGIN { exit !(a >= t) }' && { reached=1; break; }
done < <(tail -n +1 --pid="$ours" -f "$run/log") || true
kill -TERM "$ours" 2>/dev/null || true # A process in the background of a script ignores SIGINT.
code=0
wait "$ours" 2>/dev/null || code=$?
ours=
[ "$code" = 0 ] || [ -n "$reached" ] || { echo "minutes: this program ended with $code" >&2; exit 1; }
have=$(sed -n 's/.*"threads": \([0-9]*\).*/\1/p' "$run/ours/seed-1/run.json" | head -n 1)
[ "$have" = "$threads" ] || { echo "minutes: this program had $have threads, expected $threads" >&2; exit 1; }

env MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=8589934592 /usr/bin/python3 ci/pilot_pytorch.py \
    "$run/recipe.yaml" --data "$data" --threads "$threads" --target "$target" | tee "$run/theirs.txt"

processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1) torch=$(/usr/bin/python3 -c 'import torch; print(torch.__version__)')
minutes_to() { awk -v t="$2" '$2 >= t { print $1; exit }' "$1"; }
{
    echo "# Minutes until a B0 has $target of held-out images"
    echo
    echo "| held-out accuracy | minutes here | minutes, PyTorch | PyTorch over here |"
    echo "| ---: | ---: | ---: | ---: |"
    for level in $(awk -v t="$target" 'BEGIN { for (l = 0.80; l < t - 1e-9; l += 0.01) printf "%.2f ", l; print t }'); do
        one=$(minutes_to "$run/ours.txt" "$level") other=$(minutes_to "$run/theirs.txt" "$level")
        ratio=$(awk -v a="$one" -v b="$other" 'BEGIN { if (a && b) printf "%.2f", b / a }')
        echo "| $level | ${one:-not reached} | ${other:-not reached} | ${ratio:-–} |"
    done
    echo
    echo "The model baseline of recipe \`$recipe\`${CHANGES:+ with \`$CHANGES\`} from random weights,"
    echo "on $threads threads of $processor; here, and after it in PyTorch $torch, which has each part$(
        grep -q 'alternating: true' "$run/recipe.yaml" && echo ' but the alternating flip, for which it flips at random'). Both hold out as many images, not the same ones: from so"
    echo "few, as from another seed, accuracies of one epoch differ by about a hundredth. Minutes count from the start of each process."
    echo
    echo "| epoch | minutes here | held-out accuracy | minutes, PyTorch | held-out accuracy |"
    echo "| ---: | ---: | ---: | ---: | ---: |"
    awk 'NR == FNR { ours[NR] = $1 " | " $2; n = NR; next } { theirs[FNR] = $1 " | " $2; n = n > FNR ? n : FNR }
        END { for (i = 1; i <= n; i++) print "| " i " | " (i in ours ? ours[i] : "|") " | " (i in theirs ? theirs[i] : "|") " |" }' "$run/ours.txt" "$run/theirs.txt"
} >"$out/minutes.md.new"
mv "$out/minutes.md.new" "$out/minutes.md"
cat "$out/minutes.md"
