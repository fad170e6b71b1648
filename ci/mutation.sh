#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and sees whether a spec fails (Stryker). In a copy of the working tree,
# because the mutated program stays where it is built. Writes artifacts/mutation.md; exit 1 below 85 % killed. Nothing else
# should run: a change counts as found, too, when its specs take far longer than they did without it.
#   ci/mutation.sh                  every part of the list below, each against its folder's own specs; two hours. What is done
#                                   for the same sources is kept in out/mutation: a stopped run goes on, a changed folder runs alone.
#   ci/mutation.sh FOLDER [NAME…]   of one folder, such as Data, these files (without .cs); printed, and no report is kept
set -euo pipefail
cd "$(dirname "$0")/.."

# A mutated expression asks whether it is the changed one, at a hundred times its own cost. So what computes in long loops is a
# part of its own: while it is whole, the rest of its folder is tried in a fraction of the time. A folder alone: all that is left.
parts=(
    Distillation
    Metrics
    Data
    Claims/Published
    Claims/Verdicts
    Claims/Runs
    "Claims/Runs NoncentralT TTest"
    Claims/Counting
    "Claims/Counting Admission Cell ClassDomain CountProblem Counts Rational Scores TwoClasses"
    "Claims/Counting Decision Enumeration Extremes LocalSearch Search SolverModel"
)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The files of a part, by their names without .cs: those given, or all of the folder that no other part of it names.
names() { # FOLDER [NAME…]
    local folder=$1 part
    if [ $# -gt 1 ]; then printf '%s\n' "${@:2}"; return; fi
    (cd "Reproduction/$folder" && find . -name '*.cs' -printf '%P\n' | sed 's/\.cs$//' | LC_ALL=C sort) | grep -vxF -f <(
        for part in "${parts[@]}"; do [ "${part%% *}" = "$folder" ] && tr ' ' '\n' <<<"$part" | tail -n +2; done; echo "/")
}

mutate() { # REPORT FOLDER [NAME…]
    local report=$1 folder=$2 copy=$work/$2 name
    local -a files mutated=()
    mapfile -t files < <(names "${@:2}")
    for name in "${files[@]}"; do mutated+=(-m "$folder/$name.cs"); done
    mkdir -p "$copy"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || cp --parents "$file" "$copy"
    done
    # Stryker looks for the root of a repository; two test hosts on two processors would wait for each other, hence one each.
    (cd "$copy" && git init -q && dotnet tool restore >/dev/null)
    (cd "$copy/Reproduction" && find . -name '*.cs' -printf '%P\n' | grep -vxF -f <(printf "$folder/%s.cs\n" "${files[@]}") | xargs -d '\n' sed -i '1i // Stryker disable all')
    (cd "$copy/Reproduction.Specs" && MutatedFolder=$folder DOTNET_PROCESSOR_COUNT=1 dotnet stryker --skip-version-check -O "$copy/stryker" "${mutated[@]}") \
        || { echo "Stryker ended with exit code $?" >&2; exit 1; }
    mkdir -p "$(dirname "$report")"
    cp "$copy/stryker/reports/mutation-report.json" "$report.tmp"
    mv "$report.tmp" "$report"
    rm -rf "$copy"
}

if [ $# -gt 0 ]; then
    mutate "$work/report.json" "$@"
    dotnet run ci/MutationReport.cs -- ci/mutation-reasons.txt "$work/report.md" "$work/report.json" || true
    cat "$work/report.md"
    exit
fi
reports=()
for part in "${parts[@]}"; do
    read -r folder first _ <<<"$part"
    sources=$(find "Reproduction/$folder" "Reproduction.Specs/$folder" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
    report=out/mutation/${folder/\//-}${first:+-$first}-$sources.json
    # shellcheck disable=SC2086 # A part is words.
    [ -f "$report" ] || mutate "$report" $part
    reports+=("$report")
done
dotnet run ci/MutationReport.cs -- ci/mutation-reasons.txt artifacts/mutation.md "${reports[@]}"
