#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and sees whether a spec fails (Stryker). In a copy of the working tree,
# because the mutated program stays where it is built. Writes artifacts/mutation.md; exit 1 below 85 % killed.
#   ci/mutation.sh               Distillation, Metrics, Claims and Data, a folder after the other; hours. One that is done for the
#                                same sources is kept in out/mutation and not done again, so that a stopped run goes on.
#   ci/mutation.sh Data/Idx*.cs  these files alone, and no report is kept
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || cp --parents "$file" "$copy"
done
(cd "$copy" && git init -q && dotnet tool restore >/dev/null) # Stryker looks for the root of a repository.

mutate() { # REPORT PATTERN...
    local report=$1 only=()
    shift
    for files in "$@"; do only+=(-m "$files"); done
    (cd "$copy/Reproduction.Specs" && MutationTesting=true dotnet stryker --skip-version-check -O "$copy/stryker" "${only[@]}") \
        || { echo "Stryker ended with exit code $?" >&2; exit 1; }
    mkdir -p "$(dirname "$report")"
    cp "$copy/stryker/reports/mutation-report.json" "$report.tmp"
    mv "$report.tmp" "$report"
}

if [ $# -gt 0 ]; then
    mutate "$copy/report.json" "$@"
    dotnet run ci/MutationReport.cs -- ci/mutation-reasons.txt /dev/stdout "$copy/report.json"
    exit
fi
sources=$(find Reproduction Reproduction.Specs -name '*.cs' ! -path '*/obj/*' ! -path '*/bin/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
reports=()
for folder in Distillation Metrics Data Claims; do
    report=out/mutation/$folder-$sources.json
    [ -f "$report" ] || mutate "$report" "$folder/**/*.cs"
    reports+=("$report")
done
dotnet run ci/MutationReport.cs -- ci/mutation-reasons.txt artifacts/mutation.md "${reports[@]}"
