#!/usr/bin/env bash
# Runs the specs with coverage and ends with the line "N passed, N failed, N skipped" and one for each reason of a skip.
# Takes dotnet's options, such as -c Release; SPECS may hold another filter.
set -uo pipefail
cd "$(dirname "$0")/.."

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test "$@" --nologo --filter "${SPECS:-Category!=Cuda}" --results-directory "$results" \
    --logger "trx;LogFileName=specs.trx" --logger "console;verbosity=minimal" --collect "XPlat Code Coverage" --settings ci/coverage.runsettings
status=$?

counters=$(grep -o '<Counters [^>]*>' "$results/specs.trx" 2>/dev/null)
if [ -z "$counters" ]; then
    echo "no spec ran"
    exit 1
fi
count() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
coverage=$(cat "$results"/*/coverage.cobertura.xml 2>/dev/null | grep -m1 -o '<coverage line-rate="[0-9.]*"' | grep -o '[0-9.]*')
[ -z "$coverage" ] || awk -v rate="$coverage" 'BEGIN { printf "line coverage of the program: %.1f %%\n", 100 * rate }'
reasons=$(bash ci/skips.sh "$results/specs.trx")
skipped=$(awk '{ sum += $2 } END { print sum + 0 }' <<<"$reasons")
echo "$(count passed) passed, $(count failed) failed, $skipped skipped"
[ -z "$reasons" ] || echo "$reasons"
exit "$status"
