#!/usr/bin/env bash
# Copies what is worth keeping of a whole run into artifacts/: no weights, no logits of training images, predictions gzipped,
# and a report and a manifest of what is there.   ci/store-run.sh out/quick/seed-1 artifacts/quick/seed-1
set -euo pipefail
run=$1 store=$2
[ -f "$run/manifest.json" ] || { echo "$run is not a whole run" >&2; exit 2; }

rm -rf "$store"
mkdir -p "$store"
cp "$run"/run.json "$store"/
for model in "$run"/*/ "$run"/../shared/*/; do
    name=$(basename "$model")
    # Of shared models those of this run.
    [ -f "$model/test.csv" ] && grep -q "^    \"$name\": {" "$run/run.json" || continue
    mkdir "$store/$name"
    # What was trained has a history, what was calibrated a calibration, an ensemble neither.
    for file in history.csv calibration.json; do
        [ ! -f "$model/$file" ] || cp "$model/$file" "$store/$name"/
    done
    # Without name and time, so that equal predictions are equal files.
    gzip -9 -n <"$model/test.csv" >"$store/$name/test.csv.gz"
done
# The version of the ledger of claims that the run is stored under.
sed -n 's/^version: *//p' "$(dirname "$0")/../golden/claims.yaml" >"$store/claims-version.txt"
# Report, page, plots and manifest are made of what is there.
"$(dirname "$0")/../Reproduction/bin/Release/net10.0/reproduction" report "$store" --restate >/dev/null
