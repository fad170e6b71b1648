#!/usr/bin/env bash
# Makes the reference values again: all topics, or those named (golden/make.sh losses metrics).
set -eu
cd "$(dirname "$0")"
for package in torch torchvision sklearn PIL; do
    /usr/bin/python3 -c "import $package" 2>/dev/null || {
        echo "golden: /usr/bin/python3 has no '$package'; on Debian 12: apt-get install python3-torch python3-torchvision python3-sklearn" >&2
        exit 2
    }
done
topics=("$@")
[ $# -gt 0 ] || for script in [!_]*.py; do topics+=("${script%.py}"); done
for topic in "${topics[@]}"; do
    /usr/bin/python3 "$topic.py"
done
