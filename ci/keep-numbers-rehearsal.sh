#!/usr/bin/env bash
# Shows on a small recipe that `keep-numbers` finds no difference in the unchanged program (so few images may leave it
# underpowered, exit 3) and answers no, by its figures and not only because
# the recipe is another, when temperature, learning rate or the loss's factor T² is changed. (β = 1/25 at T = 5 is the loss
# without T².) Twenty minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
reproduction=${REPRODUCTION:-Reproduction/bin/Release/net10.0/reproduction}
out=${OUT:-out/keep-numbers-rehearsal}
small=(--set train_images=8000 --set held_out.choose_epoch=1000 --set test_images=4000)

runs() { # folder, seeds, overrides
    local folder=$1 seeds=$2 seed
    shift 2
    for seed in $seeds; do
        "$reproduction" reproduce quick --seed "$seed" --out "$out/$folder" --resume ${DATA:+--data "$DATA"} "${small[@]}" "$@" >&2
    done
}
status=0
decide() { # title, folder, expected exit code
    echo "== $1"
    local code=0 json
    "$reproduction" keep-numbers "$out/$2" --reference "$out/reference" || code=$?
    json=$("$reproduction" keep-numbers "$out/$2" --reference "$out/reference" --json) || true
    local differing
    differing=$(grep -o '"differs":true' <<<"$json" | wc -l) || true
    echo "exit $code, $differing figures differ"
    echo
    if [ "$3" = 1 ]; then [ "$code" = 1 ] && [ "$differing" -gt 0 ] || status=1; else [ "$code" = 0 ] || [ "$code" = 3 ] || status=1; fi
}

runs reference "1 2 3 4 5"
runs unchanged "101 102 103"
decide "unchanged" unchanged 0
runs temperature "101 102 103" --set models.student.loss.soft_targets.temperature=2
decide "temperature 2 instead of 5" temperature 1
runs learning-rate "101 102 103" --set training.learning_rate=0.003
decide "learning rate 0.003 instead of 0.01" learning-rate 1
runs without-t2 "101 102 103" --set models.student.loss.soft_targets.weight=0.04
decide "loss without T²" without-t2 1
[ $status = 0 ] && echo "as expected" || echo "not as expected"
exit $status
