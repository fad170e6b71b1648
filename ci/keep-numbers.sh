#!/usr/bin/env bash
# Does the working tree keep the numbers? Three fresh seeds of a recipe, made with the program as it is now, against the stored
# runs in artifacts/. Exit 0: yes; 1: no, with interval and p-value; 3: these runs cannot tell.
# RECIPE, REFERENCE, SEEDS and SET (such as "training.epochs=1 train_images=5000") may be given.
set -euo pipefail
cd "$(dirname "$0")/.."
recipe=${RECIPE:-quick}
reference=${REFERENCE:-artifacts/$recipe}
fresh=${FRESH:-out/keep-numbers/$recipe}
reproduction=Reproduction/bin/Release/net10.0/reproduction

overrides=()
for value in ${SET:-}; do overrides+=(--set "$value"); done
# Runs of another program would answer for this one.
rm -rf "$fresh"
for seed in ${SEEDS:-101 102 103}; do
    "$reproduction" reproduce "$recipe" --seed "$seed" --out "$fresh" ${DATA:+--data "$DATA"} "${overrides[@]}"
done
exec "$reproduction" keep-numbers "$fresh" --reference "$reference"
