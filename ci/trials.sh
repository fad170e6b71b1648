#!/usr/bin/env bash
# Tries changes of a recipe on held-out images alone: no test image is read. Each line of standard input is a name and overrides,
#   no dropout; networks.student.dropout=0; training.epochs=10
# trained for each of SEEDS (1 2), one after the other, and what was done before is not done again. Writes the table so far to
# OUT/trials.md: held-out accuracy of each epoch, and the minutes that it took here.   RECIPE (cifar10-cpu), MODEL (baseline), OUT, DATA.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
reproduction=${REPRODUCTION:-Reproduction/bin/Release/net10.0/reproduction}
recipe=${RECIPE:-cifar10-cpu} model=${MODEL:-baseline} out=${OUT:-out/trials}
mkdir -p "$out"

row() { # name, seed, the model's folder
    awk -F, -v name="$1" -v seed="$2" -v minutes="$(awk '/"train / { sum += $NF } END { printf "%.1f", sum / 60 }' "$3/stage.json")" '
        NR > 1 { loss = $5; last = $8; if ($8 > best) best = $8; all = all (NR > 2 ? " · " : "") sprintf("%.4f", $8) }
        END { printf "| %s | %s | %s | %.4f | %.4f | %.4f | %s |\n", name, seed, minutes, loss, last, best, all }' "$3/history.csv"
}

{
    echo "| trial | seed | minutes | training loss, last epoch | held-out accuracy, last epoch | best | by epoch |"
    echo "| --- | --- | ---: | ---: | ---: | ---: | --- |"
} >"$out/trials.md"
while IFS=';' read -r name overrides || [ -n "$name" ]; do
    [ -n "$name" ] || continue
    changes=()
    IFS=';' read -ra pairs <<<"$overrides"
    for pair in "${pairs[@]}"; do changes+=(--set "$(sed -E 's/^ +| +$//g' <<<"$pair")"); done
    for seed in ${SEEDS:-1 2}; do
        folder=$out/$(tr -c 'A-Za-z0-9\n' - <<<"$name")
        "$reproduction" reproduce "$recipe" --only "$model" --no-test --seed "$seed" --out "$folder" --resume ${DATA:+--data "$DATA"} \
            "${changes[@]}" </dev/null >&2
        row "$name" "$seed" "$folder/seed-$seed/$model" >>"$out/trials.md"
    done
done
cat "$out/trials.md"
