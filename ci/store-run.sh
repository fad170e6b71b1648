#!/usr/bin/env bash
# Copies what is worth keeping of a whole run into artifacts/: no weights, no logits of training images, predictions gzipped,
# and a manifest of what is there.   ci/store-run.sh out/quick/seed-1 artifacts/quick/seed-1
set -euo pipefail
run=$1 store=$2
[ -f "$run/manifest.json" ] || { echo "$run is not a whole run" >&2; exit 2; }

rm -rf "$store"
mkdir -p "$store"
cp -r "$run"/{run.json,report.md,report.html,plots} "$store"/
for model in "$run"/*/ "$run"/../shared/*/; do
    name=$(basename "$model")
    # Of shared models those of this run.
    [ -f "$model/test.csv" ] && grep -q "^    \"$name\": {" "$run/run.json" || continue
    mkdir "$store/$name"
    cp "$model/history.csv" "$store/$name"/
    # Without name and time, so that equal predictions are equal files.
    gzip -9 -n <"$model/test.csv" >"$store/$name/test.csv.gz"
done
# The version of the ledger of claims that the run is stored under.
sed -n 's/^version: *//p' "$(dirname "$0")/../golden/claims.yaml" >"$store/claims-version.txt"
# The list is taken before the manifest is begun, so that it does not list itself.
files=$(cd "$store" && find . -type f -printf '%P\n' | LC_ALL=C sort)
(cd "$store" && xargs -d '\n' sha256sum <<<"$files") \
    | awk 'BEGIN { print "{" } { printf "%s  \"%s\": \"%s\"", (NR > 1 ? ",\n" : ""), $2, $1 } END { print "\n}" }' >"$store.manifest"
mv "$store.manifest" "$store/manifest.json"
