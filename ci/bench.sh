#!/usr/bin/env bash
# Measures this program against PyTorch and against its own plain path in one run, and writes artifacts/bench.md and bench.json
# (bench-avx2.md and bench-avx2.json with INSTRUCTIONS=avx2, which keeps every program from AVX-512).
# ROUNDS (7), STEPS (4), THREADS (all cores), DATA (a folder with cifar-10-batches-bin), IMAGES (a folder or zip of CIFAR-10 as JPEG files).
# Debian's PyTorch is installed where it lacks and root allows; what cannot be measured is named.
set -euo pipefail
cd "$(dirname "$0")/.."

python=/usr/bin/python3
lacking() { ! "$python" -c "import torch, torchvision" 2>/dev/null; }
if lacking && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y python3-torch python3-torchvision libopenblas0-pthread >/dev/null 2>&1 \
        || { apt-get update >/dev/null 2>&1 && apt-get install -y python3-torch python3-torchvision libopenblas0-pthread >/dev/null 2>&1; } || true
fi
if lacking; then
    echo "skipped: every column of PyTorch, for $python has no torch and torchvision" >&2
fi
command -v python3 >/dev/null || { echo "make bench needs python3" >&2; exit 2; }
exec python3 ci/bench.py
