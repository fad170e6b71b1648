using System.Globalization;
using System.Text;
using MathNet.Numerics.Statistics;
using Reproduction.Claims.Figures;
using Reproduction.Claims.Runs;
using Reproduction.Metrics;
using Reproduction.Runs;
using Reproduction.Text;

namespace Reproduction.Claims.Verdicts;

/// <summary>The audit as <c>artifacts/audit.md</c>: one table of verdicts, and below it what a reader needs to check them.</summary>
public static class AuditMarkdown
{
    /// <summary>The figures that are shown of stored runs.</summary>
    private static readonly Figure[] OfRuns = [FigureCatalogue.Accuracy, FigureCatalogue.DisparateImpact, FigureCatalogue.Ece];

    /// <summary>The text. Nothing in it depends on the machine or the time.</summary>
    /// <param name="audit">The audit.</param>
    public static string Of(LedgerAudit audit)
    {
        var text = new StringBuilder();
        Head(text, audit);
        Verdicts(text, audit);
        Meanings(text, audit);
        PublishedNumbers(text, audit);
        Rises(text, audit);
        Nulls(text, audit);
        Notes(text, audit);
        Stored(text, audit);
        Rules(text, audit);
        Places(text, audit);
        return text.ToString();
    }

    private static void Head(StringBuilder text, LedgerAudit audit)
    {
        var kinds = audit.Claims.CountBy(claim => claim.Verdict.Kind).ToDictionary();
        var counts = Verdict.Kinds.Where(kind => kinds.ContainsKey(kind.Kind)).Select(kind => $"{kinds[kind.Kind]} {kind.Word}");
        text.Append("# The audit of the published claims\n\n");
        if (audit.Runs.Warning is { } warning) text.Append($"> **{Cell(warning)}**\n\n");
        text.Append(
            $"Source: {audit.Ledger.Source}. Ledger: version {audit.Ledger.Version}, {audit.Claims.Count} claims"
            + $"{(audit.Claims.Count == 0 ? "" : ": ")}{string.Join(", ", counts)}.\n");
        text.Append(audit.Runs.Runs.Count == 0
            ? "Stored runs: none.\n"
            : $"Stored runs: {audit.Runs.Runs.Count}, every figure of which was recomputed from its predictions.{Older(audit)}\n");
    }

    private static string Older(LedgerAudit audit)
    {
        var (intervals, reports) = (audit.Runs.WithOlderIntervals, audit.Runs.WithOlderReports);
        return (intervals.Count == 0 ? ""
                : $" The intervals in {intervals.Count} of their records were made by an older method and are not "
                + "compared; those shown here are today's.")
            + (reports.Count == 0 ? "" : $" The reports of {reports.Count}, and summaries beside them, were written by an older version "
                + $"and are not compared ({string.Join(", ", reports)}): `report FOLDER --restate` makes them anew.");
    }

    private static void Verdicts(StringBuilder text, LedgerAudit audit)
    {
        text.Append("\n## Verdicts\n\n| claim | published | verdict | why |\n| --- | --- | --- | --- |\n");
        foreach (var row in Rows(audit.Claims))
            text.Append(
                $"| {string.Join("<br>", row.Select(claim => Cell(claim.Name)))} | "
                + $"{string.Join("<br>", row.Select(claim => Cell(claim.Published)))} | **{row[0].Verdict.Word}** | "
                + $"{Lines(row[0].Verdict)} |\n");
    }

    /// <summary>
    /// Claims of one verdict for one reason that follow one another share a row: a table of precision, recall and F1 stands or falls as
    /// one.
    /// </summary>
    private static IEnumerable<IReadOnlyList<JudgedClaim>> Rows(IReadOnlyList<JudgedClaim> claims)
    {
        List<JudgedClaim> row = [];
        foreach (var claim in claims)
        {
            if (row.Count > 0 && (row[0].Verdict.Kind != claim.Verdict.Kind || Lines(row[0].Verdict) != Lines(claim.Verdict)))
            {
                yield return row;
                row = [];
            }
            row.Add(claim);
        }
        if (row.Count > 0) yield return row;
    }

    private static string Lines(Verdict verdict) => string.Join("<br>",
        [.. verdict.Why.Select(Cell), .. verdict.Differences.Count == 0
            ? Array.Empty<string>()
            : ["differences of protocol: [below](#differences-of-protocol)"]]);

    private static void Meanings(StringBuilder text, LedgerAudit audit)
    {
        text.Append("\n## What the verdicts mean\n\n");
        foreach (var (_, word, meaning) in Verdict.Kinds) text.Append($"- **{word}**: {meaning}.\n");
    }

    private static void PublishedNumbers(StringBuilder text, LedgerAudit audit)
    {
        text.Append("\n## Disparate impact in whole numbers\n\n");
        text.Append(
            "The printed table and accuracy admit these and no others: exact ends, each reached by a confusion matrix that prints "
            + "everything else.\n\n");
        text.Append("| model | hits | best class | possible DI | published DI |\n| --- | --- | --- | --- | --- |\n");
        foreach (var model in audit.Counts.Models)
        {
            var published = audit.Ledger.Figure(model.Model.Id, Published.FigureKind.DisparateImpact);
            text.Append(
                $"| {Cell(model.Model.Name)} | {Numbers.Whole(model.Hits)} | {model.BestHits} | "
                + $"{model.DisparateImpact?.ToString(4) ?? "none"} | {published?.Published ?? "none"} |\n");
        }
        text.Append("\nA witness for each possible table, hits and predictions in class order:\n\n");
        foreach (var model in audit.Counts.Models)
            if (model.Answer.Witness is { } matrix)
                text.Append(
                    $"- {model.Model.Name}: hits {Each(matrix, c => matrix[c, c])}; predictions {Each(matrix, matrix.Predicted)}\n");
    }

    private static void Rises(StringBuilder text, LedgerAudit audit)
    {
        if (audit.Rises is not { Count: > 0 } rises) return;
        const int tables = PublishedRise.Tables;
        text.Append("\n## What accuracy alone explains\n\n");
        text.Append(
            $"""
            Disparate impact is mean over best recall, so it rises with accuracy although no class is treated otherwise: if all classes'
            errors change by one factor, DI rises by what the column *by accuracy* says, and *beside accuracy* is left. Its 95 % interval is
            that of other test images, over {tables} pairs of tables drawn from those that print the published recalls and hits, the two models
            drawn independently of each other, which is the widest. *If equal* is the probability that two models of the first one's table
            show as large a rise by test images alone (seeds not counted); *if equally fair*, that two do whose errors are shared among
            the classes alike, at the two accuracies.


            """);
        text.Append(
            "| from | to | rise of DI | by accuracy | beside accuracy | if equal | if equally fair |\n| --- | --- | --- | --- | --- | "
            + "--- | --- |\n");
        foreach (var rise in rises)
            text.Append(
                $"| {Cell(rise.Second.Model.Name)} | {Cell(rise.First.Model.Name)} | {Numbers.Decimal(rise.Rise)} | "
                + $"{Numbers.Decimal(rise.ByAccuracy)} | {Numbers.Decimal(rise.Adjusted)} "
                + $"{Numbers.Interval(rise.AdjustedInterval.Low, rise.AdjustedInterval.High)} | "
                + $"{Rare(rise.IfEqual)} (deviation {Numbers.Decimal(rise.Deviation)}) | {Numbers.Decimal(rise.IfEquallyFair, 2)} |\n");
    }

    private static void Nulls(StringBuilder text, LedgerAudit audit)
    {
        if (PublishedNulls.Of(audit) is not { Count: > 0 } nulls) return;
        text.Append(
            $"""

            ### Each model beside what accuracy alone gives

            *Proportional errors*: the DI at the model's accuracy, had all classes' errors of the table's first model changed by one factor.
            *Equal recalls*: what a classifier prints on average whose classes all have the model's accuracy, so that no DI near it says
            that classes are treated unequally. *Share of the worst class*: of all errors, those that fall on the class of the least
            recall, by the printed recalls; 1/{nulls[0].Model.Model.Classes} where all classes err alike, and it does not move with accuracy.

            | model | accuracy | possible DI | published DI | proportional errors | equal recalls | share of the worst class |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var row in nulls)
            text.Append(
                $"| {Cell(row.Model.Model.Name)} | {Numbers.Decimal(row.Accuracy)} | {row.Model.DisparateImpact?.ToString(4) ?? "none"} | "
                + $"{Cell(row.Published)} | {(row.ProportionalErrors is { } factor ? Numbers.Decimal(factor) : "undefined")} | "
                + $"{Numbers.Decimal(row.EqualRecalls)} | {(row.WorstShare is { } share ? Numbers.Decimal(share, 3) : "undefined")} |\n");
    }

    private static void Notes(StringBuilder text, LedgerAudit audit)
    {
        if (audit.Ledger.Notes.Count == 0) return;
        text.Append(
            "\n## Notes from the published code\n\nOf what no claim speaks. *Circumstantial*: what is seen makes it likely and does not "
            + "show it.\n\n");
        foreach (var note in audit.Ledger.Notes)
            text.Append($"- {(note.IsCircumstantial ? "**Circumstantial**: " : "")}{Cell(note.Says)} (see {Cell(note.Seen)}).\n");
    }

    private static string Rare(double probability) =>
        probability >= 0.001
            ? Numbers.Decimal(probability, 3)
            : probability.ToString("0e-0", CultureInfo.InvariantCulture);

    private static string Each(ConfusionMatrix matrix, Func<int, long> count) =>
        string.Join(' ', Enumerable.Range(0, matrix.Classes).Select(count));

    private static void Stored(StringBuilder text, LedgerAudit audit)
    {
        text.Append("\n## Stored runs\n\n");
        if (audit.Runs.Runs.Count == 0)
        {
            text.Append("None.\n");
            return;
        }
        text.Append(
            "Mean over seeds, ± the deviation between them where there are several; of a single seed, and of a model that was made once "
            + "for all seeds, the 95 % interval that the test images give.\n\n");
        text.Append("| recipe | seeds | model | accuracy | DI | calibration error |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var recipe in audit.Runs.Records.GroupBy(run => run.Recipe))
            foreach (var model in recipe.First().Models.Keys.Where(name => recipe.All(run => run.Models.ContainsKey(name))))
                text.Append(
                    $"| {recipe.Key} | {Seeds(recipe)} | {model} | "
                    + $"{string.Join(" | ", OfRuns.Select(figure => Mean(RunJudge.OfTheirOwn(recipe, model), model, figure.Key)))} |\n");
        text.Append('\n');
        foreach (var recipe in audit.Runs.Runs.GroupBy(run => run.Record.Recipe))
            if (audit.Ledger.Effect is { Acceptance: var rule } effect && EffectNoise.Of(effect, [.. recipe]) is { } noise)
                text.Append(
                    $"- {recipe.Key}: {rule.Model} − {rule.Over} {noise.Figure} {Numbers.Decimal(noise.Mean)}; "
                    + $"{noise.Sentence(audit.Ledger.Level, audit.Ledger.Power)}.\n");
        var differences = audit.Claims.Where(claim => claim.Verdict.Differences.Count > 0).ToList();
        if (differences.Count == 0) return;
        text.Append(
            "\n### Differences of protocol\n\nA run under another protocol decides nothing about a claim. Where these runs depart:\n\n");
        foreach (var same in differences.GroupBy(claim => string.Join('\n', claim.Verdict.Differences)))
        {
            text.Append($"{string.Join(", ", same.Select(claim => $"`{claim.Id}`"))}:\n\n");
            foreach (var line in same.First().Verdict.Differences) text.Append($"- {line}\n");
            text.Append('\n');
        }
        text.Length--;
    }

    private static void Rules(StringBuilder text, LedgerAudit audit)
    {
        var level = audit.Ledger.Level.ToString(CultureInfo.InvariantCulture);
        var power = audit.Ledger.Power.ToString(CultureInfo.InvariantCulture);
        var oneAtLeast = Numbers.Decimal(1 - Math.Pow(1 - audit.Ledger.Level, audit.Ledger.RunClaims.Count()), 2);
        text.Append(
            $"""

            ## The rules

            - **Whole numbers.** A figure is printed from counts by the rule that the ledger names; every count that prints it is
              admitted, none else; a table is possible only if a confusion matrix prints all of it. Decided exactly, with a
              witness or a proof.
            - **A figure against runs.** It was published of one run. With k runs of the claim's own protocol, mean m and sample
              deviation s, it is rejected where |figure − m| > t(1 − α/2, k − 1) · s · √(1 + 1/k), a two-sided t-test at level
              α = {level}. It is shown to hold where |figure − m| + t(1 − α, k − 1) · s · √(1 + 1/k) is no larger than the claim's
              stated difference: two one-sided tests, each at α. Shown and not rejected is *reproduced*, shown and rejected
              *differs immaterially*, rejected and not shown *not reproduced*, neither *underpowered*. Runs that are all equal
              decide nothing.
            - **A rise against runs.** The same tests on each seed's difference of the two models; in addition a paired t-test must
              show that the difference is above 0.
            - **Seeds** are those that the ledger fixed beforehand, if it did, judged when all are there: whoever looks after every run finds
              what he looks for more often. What no number of seeds can show, with a power of {power}, is said before any is run.
            - **Power** is computed from the upper {power} bound of the deviation between seeds, not from s, which two or three runs
              may by chance have small.
            - **How often the ledger is wrong.** {audit.Ledger.RunClaims.Count()} claims are judged by runs, each at {level} and
              nothing corrected: if all were true and independent of each other, one at least would be called not reproduced, or
              different immaterially, with probability {oneAtLeast}.
            - **Runs of another protocol** are listed with their differences and never decide.
            - **Stored runs.** Metrics, intervals, report, chosen epochs and hashes are recomputed; a run that does not recompute
              is no evidence, and the audit then exits with 1.

            """);
    }

    private static void Places(StringBuilder text, LedgerAudit audit)
    {
        text.Append("\n## Where each claim was published\n\n| identifier | where |\n| --- | --- |\n");
        foreach (var claim in audit.Claims) text.Append($"| `{claim.Id}` | {Cell(claim.Where)} |\n");
    }

    private static string Seeds(IEnumerable<RunRecord> runs) => string.Join(", ", runs.Select(run => run.Seed).Order());

    private static string Mean(IReadOnlyCollection<RunRecord> runs, string model, string metric)
    {
        var values = runs.Select(run => run.Models[model].Metric(metric)).OfType<double>().ToList();
        return values.Count switch
        {
            0 => "undefined",
            1 => Numbers.Decimal(values[0]) + (runs.Count == 1 ? RunJudge.IntervalAfter(runs.First(), model, metric) : ""),
            _ => $"{Numbers.Decimal(values.Mean())} ± {Numbers.Decimal(values.StandardDeviation())}",
        };
    }

    private static string Cell(string words) => PlainText.Line(words).Replace("|", "\\|");
}
