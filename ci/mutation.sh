#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and sees whether a spec fails (Stryker). In a copy of the working tree,
# because the mutated program stays where it is built. Writes artifacts/mutation.md; exit 1 below 85 % killed.
#   ci/mutation.sh               Distillation, Metrics, Claims and Data
#   ci/mutation.sh Data/Idx*.cs  these files alone, and no report is kept
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || cp --parents "$file" "$copy"
done

report=artifacts/mutation.md
only=()
for files in "$@"; do only+=(-m "$files"); done
[ $# -eq 0 ] || report=/dev/stdout

(
    cd "$copy"
    git init -q # Stryker looks for the root of a repository.
    dotnet tool restore >/dev/null
    cd Reproduction.Specs
    MutationTesting=true dotnet stryker --skip-version-check -O "$copy/stryker" "${only[@]}"
) || { echo "Stryker ended with exit code $?" >&2; exit 1; }
dotnet run ci/MutationReport.cs -- "$copy/stryker/reports/mutation-report.json" ci/mutation-reasons.txt "$report"
