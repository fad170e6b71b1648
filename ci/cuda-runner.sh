#!/usr/bin/env bash
# The job of a CUDA runner: build on CUDA's libtorch, get the data, run the whole suite there, then train for the claims.
# DEVICE=cpu rehearses it on a CPU with a handful of images: the same steps, and of the claims only the rehearsal.
set -euo pipefail
cd "$(dirname "$0")/.."
device=${DEVICE:-cuda}
# Specs run elsewhere, so that the place of the data is told from the root.
REPRODUCTION_DATA=$(realpath -m "${DATA:-${REPRODUCTION_DATA:-data}}")
export REPRODUCTION_DATA

if [ "$device" = cuda ]; then
    nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader || { echo "ci/cuda-runner.sh: no NVIDIA driver; DEVICE=cpu rehearses without" >&2; exit 2; }
fi

echo "== build on libtorch for $device"
dotnet build -c Release -p:Accelerator="$device" --nologo -v quiet

echo "== data"
ci/fashion-mnist.sh
reproduction=Reproduction/bin/Release/net10.0/reproduction
if [ "$device" = cuda ]; then
    # Better said now than after the suite: a driver that is too old, or arithmetic that is wrong on this device.
    found=$("$reproduction" check --data "$REPRODUCTION_DATA") || { echo "$found"; echo "ci/cuda-runner.sh: something computes wrongly here" >&2; exit 2; }
    grep '^CUDA: ' <<<"$found"
    ! grep -q '^CUDA: none' <<<"$found" || { echo "ci/cuda-runner.sh: libtorch can use no device; its driver may be older than 525" >&2; exit 2; }
    if said=$("$reproduction" data verify cifar-10 --data "$REPRODUCTION_DATA" 2>/dev/null); then
        grep -q '^bit-equal to the official files: yes' <<<"$said" || { echo "ci/cuda-runner.sh: the claims need the official CIFAR-10, found in $REPRODUCTION_DATA: $said" >&2; exit 2; }
    else
        "$reproduction" data fetch cifar-10 --data "$REPRODUCTION_DATA"
    fi
    for weights in efficientnet_b0 efficientnet_b4; do "$reproduction" data fetch "$weights" --data "$REPRODUCTION_DATA"; done
fi
"$reproduction" data list

echo "== the whole suite"
SPECS=${SUITE:-Category!=Cuda} ci/test.sh -c Release -p:Accelerator="$device"

echo "== the claims"
DEVICE=$device ci/test-cuda.sh
