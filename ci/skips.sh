#!/usr/bin/env bash
# Says of a .trx file of test results why specs were skipped: a line a reason with its number of specs, the most frequent first.
# What was not run without a reason is no spec but a measurement, which only runs when it is asked for.
#   ci/skips.sh FILE.trx
set -euo pipefail
awk -v RS='<UnitTestResult ' '
    /^[^>]* outcome="NotExecuted"/ && match($0, /<Message>[^<]*/) {
        reason = substr($0, RSTART + 9, RLENGTH - 9)
        gsub(/([ \t\r\n]|&#x[dDaA];)+/, " ", reason)
        gsub(/&lt;/, "<", reason); gsub(/&gt;/, ">", reason); gsub(/&quot;/, "\"", reason); gsub(/&#39;|&apos;/, "\047", reason); gsub(/&amp;/, "\\&", reason)
        sub(/^\$XunitDynamicSkip\$/, "", reason)
        print reason
    }' "$1" | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k1,1nr -k2 | sed -E 's/^ *([0-9]+) (.*)$/  skipped \1: \2/'
