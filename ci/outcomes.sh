#!/usr/bin/env bash
# Says of a .trx file of test results why specs were skipped, a line a reason with its number of specs, the most frequent first,
# and then which failed, each with what it said: the end of a log is all that some CI servers keep.
# What was not run without a reason is no spec but a measurement, which only runs when it is asked for.
#   ci/outcomes.sh FILE.trx
set -euo pipefail
awk -v RS='<UnitTestResult ' '
    function plain(text) {
        gsub(/([ \t\r\n]|&#x[dDaA];)+/, " ", text)
        gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#39;|&apos;/, "\047", text); gsub(/&amp;/, "\\&", text)
        sub(/^\$XunitDynamicSkip\$/, "", text)
        return text
    }
    function message() { return match($0, /<Message>[^<]*/) ? plain(substr($0, RSTART + 9, RLENGTH - 9)) : "" }
    /^[^>]* outcome="NotExecuted"/ && message() != "" { print "skipped " message() }
    /^[^>]* outcome="Failed"/ { match($0, / testName="[^"]*/); print "failed " plain(substr($0, RSTART + 11, RLENGTH - 11)) ": " substr(message(), 1, 500) }
    ' "$1" | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k2,2r -k1,1nr -k3 | sed -E 's/^ *([0-9]+) skipped (.*)$/  skipped \1: \2/; s/^ *[0-9]+ failed /  failed: /'
