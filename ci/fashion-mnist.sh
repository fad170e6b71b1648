#!/usr/bin/env bash
# Puts Fashion-MNIST where the program finds it, unless it is there: from Debian's package (unpacked, not installed, so that
# no root is needed), else from the official address.
set -euo pipefail
cd "$(dirname "$0")/.."

present() { [ -f "$1/train-images-idx3-ubyte" ] || [ -f "$1/train-images-idx3-ubyte.gz" ]; }
for place in "${REPRODUCTION_DATA:-data}/fashion-mnist" "${REPRODUCTION_DATA:-data}" data/fashion-mnist /usr/share/datasets/fashion-mnist; do
    if present "$place"; then exit 0; fi
done

if command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    download() { (cd "$scratch" && apt-get download dataset-fashion-mnist >/dev/null 2>&1); }
    if download || { apt-get update >/dev/null 2>&1 && download; }; then
        dpkg -x "$scratch"/dataset-fashion-mnist_*.deb "$scratch/unpacked"
        mkdir -p data
        rm -rf data/fashion-mnist
        cp -r "$scratch/unpacked/usr/share/datasets/fashion-mnist" data/fashion-mnist
        echo "Fashion-MNIST: Debian's package unpacked into data/fashion-mnist"
        exit 0
    fi
fi
dotnet build Reproduction -c Release --nologo -v quiet
Reproduction/bin/Release/net10.0/reproduction data fetch fashion-mnist --data data
