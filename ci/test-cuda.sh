#!/usr/bin/env bash
# The claims held against runs that are trained for them. Says beforehand how long that takes; an interrupted training goes on
# where it stopped. DEVICE=cpu runs the rehearsal instead: the same code on a handful of images.
set -euo pipefail
cd "$(dirname "$0")/.."
device=${DEVICE:-cuda}
# Specs run elsewhere, so that the place of the data is told from the root.
REPRODUCTION_DATA=$(realpath -m "${DATA:-${REPRODUCTION_DATA:-data}}")
export REPRODUCTION_DATA
if [ "$device" != cuda ]; then
    echo "rehearsal on $device: small networks, 60 images, a minute"
    SPECS="FullyQualifiedName~PaperRehearsal" exec ci/test.sh -c Release -p:Accelerator="$device"
fi

# Images that pass forward and backward, from the recipes: published has 12 epochs of the B4 and 8 of the B0 on 50,000 images,
# corrected 8 and 16 on 45,000; five seeds each. The rates are a guess for one current data-centre GPU; yours may be given.
b4_rate=${B4_RATE:-300} b0_rate=${B0_RATE:-600}
awk -v b4="$b4_rate" -v b0="$b0_rate" 'BEGIN {
    seconds = 5 * ((12 * 50000 / b4 + 8 * 50000 / b0) + (8 * 45000 / b4 + 16 * 45000 / b0))
    # A fifth more: the teacher that answers as the student learns, its answers to all views, and validation.
    printf "10 runs: 5 seeds of published, 5 of corrected; about %.1f hours at %d (B4) and %d (B0) images a second\n", 1.2 * seconds / 3600, b4, b0
    print "how far they are: out/claims/*.log"
}'
SPECS="Category=Cuda" ci/test.sh -c Release -p:Accelerator=cuda
# A claim that was not tried is skipped, which is no success of this job.
! grep -q 'not run: ' out/test/specs.trx || { echo "ci/test-cuda.sh: claims were not tried, for the reasons above" >&2; exit 3; }
