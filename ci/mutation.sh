#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and sees whether a spec fails (Stryker). In a copy of the working tree,
# because the mutated program stays where it is built. Writes artifacts/mutation.md; exit 1 below 85 % killed. Nothing else
# should run: a change counts as found, too, when its specs take far longer than they did without it.
#   ci/mutation.sh                 every folder of the list below, each against its own specs; an hour. What is done for the same
#                                  sources is kept in out/mutation, so that a stopped run goes on and a changed folder runs alone.
#   ci/mutation.sh FOLDER [FILES]  of one folder, such as Data, these files (*.cs); printed, and no report is kept
set -euo pipefail
cd "$(dirname "$0")/.."
folders=(Distillation Metrics Data Claims/Published Claims/Runs Claims/Verdicts Claims/Counting)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mutate() { # REPORT FOLDER FILES
    local report=$1 folder=$2 files=$3 copy=$work/$2
    mkdir -p "$copy"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || cp --parents "$file" "$copy"
    done
    # Stryker looks for the root of a repository. A mutated expression asks whether it is the changed one, at a hundred times its
    # own cost: so only the folder is mutated, and one processor each for the two test hosts, which would wait for each other.
    (cd "$copy" && git init -q && dotnet tool restore >/dev/null)
    (cd "$copy/Reproduction" && find . -name '*.cs' ! -path "./$folder/*" -exec sed -i '1i // Stryker disable all' {} +)
    (cd "$copy/Reproduction.Specs" && MutatedFolder=$folder DOTNET_PROCESSOR_COUNT=1 dotnet stryker --skip-version-check -O "$copy/stryker" -m "$folder/$files") \
        || { echo "Stryker ended with exit code $?" >&2; exit 1; }
    mkdir -p "$(dirname "$report")"
    cp "$copy/stryker/reports/mutation-report.json" "$report.tmp"
    mv "$report.tmp" "$report"
    rm -rf "$copy"
}

if [ $# -gt 0 ]; then
    mutate "$work/report.json" "$1" "${2:-**/*.cs}"
    dotnet run ci/MutationReport.cs -- ci/mutation-reasons.txt "$work/report.md" "$work/report.json" || true
    cat "$work/report.md"
    exit
fi
reports=()
for folder in "${folders[@]}"; do
    sources=$(find "Reproduction/$folder" "Reproduction.Specs/$folder" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
    report=out/mutation/${folder/\//-}-$sources.json
    [ -f "$report" ] || mutate "$report" "$folder" '**/*.cs'
    reports+=("$report")
done
dotnet run ci/MutationReport.cs -- ci/mutation-reasons.txt artifacts/mutation.md "${reports[@]}"
