using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>
/// Figures that lines of other text state beside a matrix, each alone: <c>accuracy = 0.8000</c>, or with the number in the next line, as
/// MATLAB shows it.
/// </summary>
/// <param name="Claims">Those of the matrix, as claims.</param>
/// <param name="NotJudged">Those that may be of something else, or are no figure that it decides.</param>
internal sealed partial record StatedFigures(
    IReadOnlyList<(int Line, string Claim)> Claims, IReadOnlyList<LooseFigure> NotJudged)
{
    /// <summary>Names that are of other things, too: of an F of a test of variances, of the error that a training made smaller.</summary>
    private static readonly string[] Ambiguous = ["f", "for", "phi", "error", "err", "ba", "bm", "mk", "fm", "gm"];

    /// <summary>Bits of floating-point numbers, which trainers call their precision.</summary>
    private static readonly string[] Bits = ["16", "32", "64"];

    /// <summary>None.</summary>
    public static StatedFigures None { get; } = new([], []);

    /// <summary>Such figures as claims; of a name that is stated twice with two values, none.</summary>
    /// <param name="lines">Lines of other text.</param>
    /// <param name="matrix">The matrix beside which they stand.</param>
    /// <param name="classNames">Names of its classes.</param>
    /// <param name="cellEnds">Numbers of the lines at which cells of a notebook end.</param>
    /// <param name="speaksOfFolds">Whether the text speaks of folds or means.</param>
    public static StatedFigures Read(
        IReadOnlyList<PastedLine> lines, FoundMatrix matrix, IReadOnlyList<string> classNames, IReadOnlyList<int> cellEnds,
        bool speaksOfFolds)
    {
        List<Statement> found = [];
        List<LooseFigure> named = [];
        HashSet<int> areFigures = [];
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var stated = Stated().Match(line.Text);
            var isBelow = stated.Success && !stated.Groups["value"].Success && i + 1 < lines.Count && Number().IsMatch(lines[i + 1].Text);
            var value = isBelow ? lines[i + 1].Text : stated.Groups["value"].Value;
            if (value.Length > 0 && PublishedNames.Parse(stated.Groups["name"].Value, classNames) is var (figure, complement))
            {
                found.Add(new(line.Number, figure, complement, stated.Groups["name"].Value, value));
                areFigures.Add(line.Number);
                if (isBelow) areFigures.Add(lines[i + 1].Number);
            }
            else if (LooseFigure.Of(line) is { Count: > 0 } others)
            {
                named.AddRange(others);
                areFigures.Add(line.Number);
            }
        }
        var around = new TextAround(lines, areFigures, cellEnds, matrix.FirstLine, matrix.FirstLine);
        string[] inPerCent = [.. found.Where(own => own.IsInPerCent).Select(own => own.Name).Distinct()];
        List<(int Line, string Claim)> claims = [];
        foreach (var same in found.GroupBy(own => (own.Figure, own.Complement)))
        {
            var first = same.First();
            if (!speaksOfFolds && same.All(own => own.Value == first.Value && !around.MayBeOfOthers(own.Line))
                && IsDecided(first.Figure, matrix, classNames)
                && !Ambiguous.Contains(first.Name.ToLowerInvariant())
                && InUnits(first, inPerCent.Any(other => other != first.Name)) is { } text)
                claims.Add((first.Line, $"{first.Name}={text}"));
            else named.AddRange(same.Select(own => new LooseFigure(own.Line, own.Name, own.Value)));
        }
        return new(claims, [.. named.OrderBy(figure => figure.Line)]);
    }

    /// <summary>Whether a matrix decides a figure: no average of classes of which one is of none, or has no images.</summary>
    private static bool IsDecided(FigureName figure, FoundMatrix matrix, IReadOnlyList<string> classNames) =>
        figure.Score is not (Score.Images or Score.AurocOvrMacro)
        && !((figure.IsMean || figure.Scope == Scope.Micro) && classNames.Any(AverageName.IsOfNoClass))
        && !(figure is { Scope: Scope.Macro, Score: Score.Recall }
            && matrix.Labelled.Any(counts => FoundMatrix.Supports(counts).Contains(0L)));

    /// <summary>
    /// A number as claims have it: a share above 1 is per cent. <see langword="null"/> of what is none, and of one that may be in other
    /// units than those beside it.
    /// </summary>
    private static string? InUnits(Statement stated, bool areOthersInPerCent)
    {
        if (CellText.Score(stated.Value) is not { } printed) return null;
        if (stated.Value.Contains('%', StringComparison.Ordinal) || stated.Figure.Score.IsUnbounded()) return stated.Value;
        // Of an error of 0.85 beside an accuracy of 99.15 nothing says that it is a share.
        if (printed.Value <= 1) return stated.Complement && areOthersInPerCent ? null : stated.Value;
        return printed.Value <= 100 && !Bits.Contains(stated.Value)
            && (areOthersInPerCent || (printed.Value >= 2 && stated.Figure is { Scope: Scope.Whole, Score: Score.Accuracy }))
            ? stated.Value + "%"
            : null;
    }

    [GeneratedRegex(@"^(?<name>\p{L}[\p{L}\p{N} '’()._+-]*?)\s*(?:[:=]\s*(?<value>-?[0-9]*[.,]?[0-9]+ ?%?)|=)$")]
    private static partial Regex Stated();

    [GeneratedRegex("^-?[0-9]*[.,]?[0-9]+ ?%?$")]
    private static partial Regex Number();

    /// <summary>What a line states.</summary>
    private sealed record Statement(int Line, FigureName Figure, bool Complement, string Name, string Value)
    {
        public bool IsInPerCent => Value.Contains('%', StringComparison.Ordinal)
            || (!Figure.Score.IsUnbounded() && CellText.Score(Value) is { } printed && printed.Value > 1);
    }
}
