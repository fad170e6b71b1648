#!/usr/bin/env bash
# Runs the specs. At the end: the ten slowest, a line for each reason of a skip and each failure, and last the line
# "N passed, N failed, N skipped". The results are kept in out/test.
# Takes dotnet's options, such as -c Release; SPECS may hold another filter; COVERAGE=1 counts which lines run, for a third more time.
set -uo pipefail
cd "$(dirname "$0")/.."

results=out/test
rm -rf "$results"
coverage=()
[ -z "${COVERAGE:-}" ] || coverage=(--collect "XPlat Code Coverage" --settings ci/coverage.runsettings)
# Specs and the programs that they start make much that is soon garbage, and live so shortly that compiling is much of what they do: a
# tenth less without guards on what was compiled and without counting what would be worth to be compiled once more.
export DOTNET_GCgen0size=0x4000000 DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0
dotnet test "$@" --nologo --filter "${SPECS:-Category!=Cuda}" --results-directory "$results" \
    --logger "trx;LogFileName=specs.trx" --logger "console;verbosity=minimal" "${coverage[@]}"
status=$?

counters=$(grep -o '<Counters [^>]*>' "$results/specs.trx" 2>/dev/null)
count() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
if [ -z "$counters" ] || [ "$(count total)" = 0 ]; then
    echo "no spec ran"
    exit 1
fi
echo "the slowest specs:"
grep -o '<UnitTestResult [^>]*>' "$results/specs.trx" | sed -nE 's/.* testName="([^"]*)".* duration="([0-9:.]{12})[^"]*".*/  \2 \1/p' | LC_ALL=C sort -r | head -n 10 | cut -c1-160
if mv "$results"/*/coverage.cobertura.xml "$results" 2>/dev/null; then
    rate=$(grep -m1 -o '<coverage line-rate="[0-9.]*"' "$results/coverage.cobertura.xml" | grep -o '[0-9.]*')
    LC_ALL=C awk -v rate="$rate" 'BEGIN { printf "line coverage of the program but its kernels: %.1f %%\n", 100 * rate }'
fi
outcomes=$(bash ci/outcomes.sh "$results/specs.trx")
[ -z "$outcomes" ] || echo "$outcomes"
skipped=$(awk '$1 == "skipped" { sum += $2 } END { print sum + 0 }' <<<"$outcomes")
echo "$(count passed) passed, $(count failed) failed, $skipped skipped"
exit "$status"
