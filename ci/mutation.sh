#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and sees whether a spec fails (Stryker). In a copy of the working tree,
# because the mutated program stays where it is built. Writes artifacts/mutation.md; exit 1 below 85 % killed. Nothing else
# should run: a change counts as found, too, when its specs take far longer than they did without it.
#   ci/mutation.sh                  every part of the list below, each against its folder's own specs; two hours. Results are kept
#                                   in artifacts/mutation with hashes of the folder's program and of the specs that tried it: only where
#                                   one of these changed is a part tried again, not where a spec was added, which can only kill more.
#   ci/mutation.sh FOLDER [NAME…]   of one folder, such as Data, these files (without .cs); printed, and no report is kept
# A change that no spec can tell, because it changes nothing, is said so where it is: // Stryker disable once KIND : why
set -euo pipefail
cd "$(dirname "$0")/.."

# A mutated expression asks whether it is the changed one, at a hundred times its own cost. So what computes in long loops is a
# part of its own: while it is whole, the rest of its folder is tried in a fraction of the time. A folder alone is all that is left,
# against all of its specs; a part may name those that are to try it, after a colon.
parts=(
    Distillation
    Corrections
    Metrics
    Data
    Claims/Figures
    Claims/FigureAudits
    Claims/Counting
    "Claims/Counting:SingleClass,TwoClasses,SmallCounts,BruteForce,RandomTable,PublishedTable,OtherClasses Search/Cell Search/ClassDomain Search/CountProblem Search/TwoClasses"
    "Claims/Counting:OneWay,Enumeration,Decision,Search,SolverModel,BruteForce,RandomTable,PublishedTable,OtherClasses Search/Decision Search/Enumeration Search/Extremes Search/LocalSearch Search/SearchResult Search/SolverModel"
    Claims/Published
    Claims/Verdicts
    Claims/Runs
    Archive
    "Metrics:SignificanceTests/TTest SignificanceTests/DeviationRatio SignificanceTests/NoncentralT SignificanceTests/TTest"
)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

folder_of() { local first=${1%% *}; echo "${first%%:*}"; }

# The files of a part, by their names without .cs: those given, or all of the folder that no other part of it names.
names() { # FOLDER [NAME…]
    local folder=$1 part
    if [ $# -gt 1 ]; then printf '%s\n' "${@:2}"; return; fi
    (cd "Reproduction/$folder" && find . -name '*.cs' -printf '%P\n' | sed 's/\.cs$//' | LC_ALL=C sort) | grep -vxF -f <(
        for part in "${parts[@]}"; do [ "$(folder_of "$part")" = "$folder" ] && tr ' ' '\n' <<<"$part" | tail -n +2; done; echo "/")
}

mutate() { # SOURCES RESULTS FOLDER [NAME…]
    local sources=$1 results=$2 folder=${3%%:*} by=${3#*:} copy=$work/part name specs=
    [ "$by" = "$3" ] || specs=$(printf "$folder/%sSpecs.cs;" ${by//,/ })
    local -a files mutated=()
    mapfile -t files < <(names "$folder" "${@:4}")
    for name in "${files[@]}"; do mutated+=(-m "$folder/$name.cs"); done
    mkdir -p "$copy"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || cp --parents "$file" "$copy"
    done
    # Stryker looks for the root of a repository; two test hosts on two processors would wait for each other, hence one each.
    (cd "$copy" && git init -q && dotnet tool restore >/dev/null)
    (cd "$copy/Reproduction" && find . -name '*.cs' -printf '%P\n' | grep -vxF -f <(printf "$folder/%s.cs\n" "${files[@]}") | xargs -d '\n' sed -i '1i // Stryker disable all')
    (cd "$copy/Reproduction.Specs" && MutatedFolder=$folder MutatedBy=$specs DOTNET_PROCESSOR_COUNT=1 dotnet stryker --skip-version-check -O "$copy/stryker" "${mutated[@]}") \
        || { echo "Stryker ended with exit code $?" >&2; exit 1; }
    mkdir -p "$(dirname "$results")"
    dotnet run ci/MutationReport.cs -- keep "$folder" "$sources" "$copy/stryker/reports/mutation-report.json" "$results.new"
    mv "$results.new" "$results"
    rm -rf "$copy"
}

if [ $# -gt 0 ]; then
    mutate - "$work/results.tsv" "$@"
    dotnet run ci/MutationReport.cs -- report "$work/report.md" "$*=$work/results.tsv" || true
    cat "$work/report.md"
    exit
fi

report() { # Of all parts, also of those that are still to be tried.
    local part results
    local -a known=()
    for part in "${parts[@]}"; do
        # shellcheck disable=SC2086 # A part is words.
        results=$(results_of $part)
        if is_current "$part"; then known+=("$part=$results"); else known+=("$part="); fi
    done
    dotnet run ci/MutationReport.cs -- report artifacts/mutation.md "${known[@]}"
}
# Of a part's folder the program's hash, and of its specs that may try the part (snapshots and what specs share among them) each one's.
sources() { # FOLDER[:SPECS]
    local folder=${1%%:*} by=${1#*:}
    [ "$by" != "$1" ] || by='.*'
    printf '%s\t' "$(hashes "Reproduction/$folder" | sha256sum | cut -c1-12)"
    hashes "Reproduction.Specs/$folder" | awk -v by="^(${by//,/|})Specs[.]" '!/Specs[.]/ || $0 ~ by' | paste -sd ' '
}
hashes() { (cd "$1" && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | awk '{ print $2 "=" substr($1, 1, 12) }'); }
results_of() { echo "artifacts/mutation/$(tr / - <<<"$(folder_of "$1")${2:+-$2}").tsv"; }
is_current() { # PART
    local results program specs then_program then_specs
    # shellcheck disable=SC2086 # A part is words.
    results=$(results_of $1)
    [ -f "$results" ] || return
    IFS=$'\t' read -r program specs <<<"$(sources "${1%% *}")"
    IFS=$'\t' read -r _ then_program then_specs <"$results"
    [ "$program" = "$then_program" ] || return
    [ -z "$(comm -23 <(tr ' ' '\n' <<<"$then_specs" | sort) <(tr ' ' '\n' <<<"$specs" | sort))" ]
}

for part in "${parts[@]}"; do
    is_current "$part" && continue
    # shellcheck disable=SC2086 # A part is words.
    mutate "$(sources "${part%% *}")" "$(results_of $part)" $part
    report || true
done
report
