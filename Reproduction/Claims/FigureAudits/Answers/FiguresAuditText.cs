using System.Globalization;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;
using Reproduction.Text;

namespace Reproduction.Claims.FigureAudits.Answers;

/// <summary>An audit of figures for people: the verdict first, then what a reader needs to check it.</summary>
internal static class FiguresAuditText
{
    private const int LargestMatrix = 20;
    private const int MostNamed = 12;

    public static void Write(FiguresAudit audit, TextWriter output)
    {
        var (figures, answer) = (audit.Figures, audit.Answer);
        var question = audit.Question;
        if (figures.Where is { } where) output.WriteLine($"== {where}");
        output.WriteLine(
            $"{Name(answer.Possibility)}: {Numbers.Count(question.Claims.Count, "figure")} of "
            + $"{Numbers.Classes(question.Supports.Count)} and {Numbers.Whole(question.Images)} images, {Rules(question)}");
        if (audit.Assumptions.Length > 0) output.WriteLine($"  assuming {audit.Assumptions}");
        if (audit.NotUnder.Count > 0) output.WriteLine($"  not under: {string.Join("; ", audit.NotUnder)}");
        foreach (var would in audit.WouldBe) output.WriteLine($"  consistent if {would}");
        foreach (var (rule, possibility) in audit.OtherRules) output.WriteLine($"  {Other(answer.Possibility, rule, possibility)}");
        if (answer.Progress is { } progress) output.WriteLine($"  how far it came: {progress}");
        foreach (var note in figures.Notes) output.WriteLine($"  {note}");
        if (audit.Matrix is { } matrix)
        {
            output.WriteLine($"  {Matrix(audit, matrix)}");
            if (matrix.IsOfTheseImages)
                foreach (var other in matrix.NotJudged)
                    output.WriteLine($"  not judged: {other}, which does not print every figure");
        }
        if (answer.Possibility == Possibility.Impossible) WriteConflict(audit, output);
        if (audit.Intervals.Count > 0)
        {
            output.WriteLine("\nwhat these figures admit, exactly:");
            foreach (var (figure, interval) in audit.Intervals)
                output.WriteLine(
                    $"  {figure,-17} {interval.ToString(4)}{(interval.Attained ? $"  from {interval.Low} to {interval.High}" : "  (no value lies outside)")}");
        }
        if (answer.Witness is { } witness) WriteWitness(audit, witness, output);
    }

    private static string Matrix(FiguresAudit audit, MatrixCheck matrix) =>
        matrix.Doubt is { } doubt ? $"not judged: {matrix.Title}, {doubt}"
        : !matrix.IsOfTheseImages && matrix.NotPrinted.Count > 0
            ? "several confusion matrices are of these images, and none prints every figure"
        : !matrix.IsOfTheseImages ? $"{matrix.Title} is of other images: its rows do not add up to the supports"
        : matrix.HasOtherHits ? $"{matrix.Title} prints every figure, and has other hits than the table"
        : matrix.IsInAnotherOrder ? $"{matrix.Title} prints every figure, if its classes stand in another order than the table's"
        : matrix.Agrees ? $"{matrix.Title} prints every figure"
        : $"{matrix.Title} does not print {Numbers.Count(matrix.NotPrinted.Count, "figure")}"
            // Where nothing else clashes, they are listed below.
            + (audit.Answer.Conflict == matrix.NotPrinted ? "" : $": {Named(audit.Figures, matrix.NotPrinted)}");

    private static string Named(AuditedFigures figures, IReadOnlyList<FigureClaim> claims) =>
        string.Join(", ", claims.Take(MostNamed).Select(claim => Shown(figures, claim)))
            + (claims.Count > MostNamed ? $" and {claims.Count - MostNamed} more" : "");

    private static string Shown(AuditedFigures figures, FigureClaim claim) =>
        $"{PlainText.Line(claim.NameIn(figures.ClassNames))} = {claim.Printed}";

    internal static string Name(Possibility possibility) => possibility.ToString().ToLowerInvariant();

    internal static string Name(RoundingRule rule) => rule.ToString().ToLowerInvariant();

    private static string Rules(CountQuestion question) => string.Join(
        "; ", question.Claims.GroupBy(claim => claim.Rule)
            .Select(group => $"{(group.Count() == question.Claims.Count ? "" : $"{group.Count()} ")}rounded by {Name(group.Key)}"));

    private static string Other(Possibility verdict, RoundingRule rule, Possibility other) =>
        $"under {Name(rule)}: {(other == verdict && other != Possibility.Undecided ? "the same verdict" : Name(other))}";

    private static void WriteConflict(FiguresAudit audit, TextWriter output)
    {
        var (figures, answer) = (audit.Figures, audit.Answer);
        output.WriteLine();
        output.WriteLine(
            audit.Matrix is { IsOfTheseImages: true, NotPrinted.Count: > 0 } matrix && answer.Conflict == matrix.NotPrinted
                ? $"nothing clashes but {matrix.Title}, which does not print:"
            : audit.Matrix is { HasOtherHits: true } other && answer.Conflict.Count == 0
                ? $"nothing clashes but {other.Title} and the table's counts"
            : answer.ConflictIsSmallest ? "these clash already, and no fewer figures do:"
            : answer.ConflictIsIrreducible ? "these clash already, and none of them can be left out:"
            : "these clash already, and perhaps fewer of them:");
        foreach (var claim in answer.Conflict) output.WriteLine($"  {Shown(figures, claim)}");
        if (answer.Reasons.Count > 0)
        {
            output.WriteLine("\nwhy:");
            for (var i = 0; i < answer.Reasons.Count; i++) output.WriteLine($"  {i + 1}. {PlainText.Line(answer.Reasons[i])}");
        }
        if (audit.Repairs.Count == 0)
        {
            if (audit.SoughtRepairs) output.WriteLine("\nno change of a single figure was found that mends it");
            return;
        }
        output.WriteLine("\nwhat would mend it (one figure, changed by as little as possible):");
        foreach (var repair in audit.Repairs)
            output.WriteLine(
                $"  {PlainText.Line(repair.Claim.NameIn(figures.ClassNames))} = {repair.Instead} instead of {repair.Claim.Printed}");
    }

    private static void WriteWitness(FiguresAudit audit, ConfusionMatrix witness, TextWriter output)
    {
        var figures = audit.Figures;
        var names =
            figures.ClassNames.Select(PlainText.Line).Concat(witness.Classes > figures.ClassNames.Count ? ["(others)"] : []).ToArray();
        var width = Math.Max(5, names.Max(name => name.Length));
        output.WriteLine(
            audit.Matrix is { IsOfTheseImages: true } ? "\nthe counts of that matrix:"
            : audit.IsOnly ? "\nthe only counts that print every one of these figures:"
            : "\ncounts that print every one of these figures (one way of many: not necessarily theirs):");
        output.WriteLine($"  {"class".PadRight(width)} {"images",8} {"hits",8} {"taken for it",13}");
        for (var c = 0; c < figures.ClassNames.Count; c++)
            output.WriteLine($"  {names[c].PadRight(width)} {witness.Support(c),8} {witness[c, c],8} {witness.Predicted(c),13}");
        if (witness.Classes > LargestMatrix)
        {
            output.WriteLine("\nand a confusion matrix with these counts: --json prints it whole");
            return;
        }
        output.WriteLine("\nand a confusion matrix with these counts (rows: images of the class, columns: what they were taken for):");
        var column = Enumerable.Range(0, witness.Classes).Max(c => Math.Max(witness.Support(c), witness.Predicted(c)))
            .ToString(CultureInfo.InvariantCulture).Length;
        for (var label = 0; label < witness.Classes; label++)
            output.WriteLine(
                $"  {names[label].PadRight(width)} "
                + $"{string.Join(' ', Enumerable.Range(0, witness.Classes).Select(c => witness[label, c].ToString(CultureInfo.InvariantCulture).PadLeft(column)))}");
    }
}
