#!/usr/bin/env bash
# Puts Fashion-MNIST where the program finds it, unless it is there whole: from Debian's package (unpacked, not installed, so that
# no root is needed), else from the official address. A damaged copy in data/ is replaced; elsewhere it is named, exit 2.
set -euo pipefail
cd "$(dirname "$0")/.."

# The length that an IDX file's own header gives it: magic, sizes, and their product of bytes.
promised() {
    local dimensions sizes length=1 size
    read -r _ _ _ dimensions < <(head -c 4 | od -An -tu1)
    [ "${dimensions:-0}" = 1 ] || [ "${dimensions:-0}" = 3 ] || { echo 0; return; }
    sizes=$(head -c $((4 * dimensions)) | od -An -tu1 -v -w4 | awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }')
    for size in $sizes; do length=$((length * size)); done
    echo $((4 + 4 * dimensions + length))
}
unpacked() { if [ "${1%.gz}" != "$1" ]; then gzip -dc -- "$1" 2>/dev/null; else cat -- "$1"; fi; }

# What is wrong with the files in a folder, a line each: nothing where they are whole, "absent" where there is none.
faults() {
    local name file seen=
    for name in train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte; do
        file=$1/$name.gz
        [ -f "$file" ] || file=$1/$name
        if [ ! -f "$file" ]; then echo "$file is missing"; continue; fi
        seen=1
        { [ "${file%.gz}" = "$file" ] || gzip -t -- "$file" 2>/dev/null; } \
            && [ "$(unpacked "$file" | wc -c)" = "$(unpacked "$file" | { promised; cat >/dev/null; })" ] \
            || echo "$file is cut off or damaged"
    done >"$scratch/faults"
    if [ -z "$seen" ]; then echo absent; else cat "$scratch/faults"; fi
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for place in "${REPRODUCTION_DATA:-data}/fashion-mnist" "${REPRODUCTION_DATA:-data}" data/fashion-mnist /usr/share/datasets/fashion-mnist; do
    found=$(faults "$place")
    case $found in
        "") exit 0 ;;
        absent) continue ;;
    esac
    echo "Fashion-MNIST: $found" >&2
    [ "$place" = data/fashion-mnist ] || [ "$place" = /usr/share/datasets/fashion-mnist ] || {
        echo "Fashion-MNIST: every run would take the files in $place and stop; mend or remove them, then run this again" >&2
        exit 2
    }
    break
done

if command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
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
[ -x Reproduction/bin/Release/net10.0/reproduction ] || dotnet build Reproduction -c Release --nologo -v quiet
Reproduction/bin/Release/net10.0/reproduction data fetch fashion-mnist --data data
