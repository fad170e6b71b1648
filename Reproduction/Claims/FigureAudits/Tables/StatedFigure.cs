using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>A figure that other text states beside a table or matrix, as <c>print("Accuracy:", …)</c> leaves it.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Value">Its number, with a sign of per cent if one stands there.</param>
/// <param name="Images">The images that stand behind it, as in a line of a table.</param>
internal sealed partial record StatedFigure(int Line, string Name, string Value, long? Images = null)
{
    private const string Number = @"-?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?\s?%?";

    /// <summary>A name and a number behind a colon or a sign of equality; a deviation is part of the number, which then is none.</summary>
    private const string Entry = @"(?<name>\p{L}[^:=,;|]{0,59}?)\s*[:=|]\s*(?<value>" + Number + @"(?:\s*(?:±|\+/-|\+-)\s*" + Number
        + @")?)(?![0-9A-Za-z]|[.,][0-9])";

    /// <summary>A time or a date; a number alone is an iteration, a fold or a threshold.</summary>
    private const string Time = @"(?:[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{1,2}:[0-9]{2})[0-9 :.,TZ+-]*";

    /// <summary>What a log has in brackets before a line of no other model: its level, the time, or that it is of the test.</summary>
    internal const string Tag = @"\[(?:eval|evaluation|test|testing|info|debug|log|results?|metrics?|" + Time + @")\]";

    /// <summary>Whether words of the paste, or what stands between, say that it may be of something else.</summary>
    public bool MayBeOfOthers { get; init; }

    /// <summary>The figures that lines state, each with nothing else, beside a table or matrix or within it.</summary>
    /// <param name="others">The lines that are of no table or matrix, in their order.</param>
    /// <param name="classNames">
    /// Those of the matrix; <see langword="null"/> beside a table, which has the scores of each class itself.
    /// </param>
    /// <param name="cellEnds">Numbers of the lines at which cells of a notebook end.</param>
    /// <param name="first">The first line of the table or matrix.</param>
    /// <param name="last">Its last.</param>
    public static IReadOnlyList<StatedFigure> Among(
        IReadOnlyList<PastedLine> others, IReadOnlyList<string>? classNames, IReadOnlyList<int> cellEnds, int first, int last)
    {
        List<StatedFigure> figures = [];
        HashSet<int> lines = [];
        for (var i = 0; i < others.Count; i++)
        {
            var line = others[i];
            // MATLAB shows the number in the next line, or leaves one empty between.
            var isBelow = line.Text.EndsWith('=') && i + 1 < others.Count && others[i + 1].Number <= line.Number + 2
                && NumberAlone().IsMatch(others[i + 1].Text);
            var whole = isBelow ? line with { Text = $"{line.Text} {others[i + 1].Text}" } : line;
            if (Of(whole, classNames) is not { Count: > 0 } own) continue;
            // Beside a line with a plus one with a minus is what it was before.
            var wasBefore = line.Text.StartsWith('-') && (IsAdded(i - 1, line) || IsAdded(i + 1, line));
            figures.AddRange(wasBefore ? own.Select(figure => figure with { MayBeOfOthers = true }) : own);
            lines.Add(line.Number);
            if (isBelow) lines.Add(others[i + 1].Number);
        }
        var around = new TextAround(others, lines, cellEnds, first, last);
        return [.. figures.Select(figure => figure with { MayBeOfOthers = figure.MayBeOfOthers || around.MayBeOfOthers(figure.Line) })];

        bool IsAdded(int at, PastedLine beside) => at >= 0 && at < others.Count
            && others[at].Text.StartsWith('+') && Math.Abs(others[at].Number - beside.Number) == 1;
    }

    /// <summary>The figures of a line that holds nothing else; none where it does.</summary>
    /// <param name="line">The line.</param>
    /// <param name="classNames">Those of a matrix, which decides other figures, too, than those of all classes.</param>
    public static IReadOnlyList<StatedFigure> Of(PastedLine line, IReadOnlyList<string>? classNames = null)
    {
        var text = Bullets().Replace(line.Text.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal)
            .Replace("\\%", "%", StringComparison.Ordinal), "").Trim(' ', '|', '\\');
        // What stands in brackets before a figure may be the model that it is of.
        var owner = Owner().Match(text).Value;
        text = text[owner.Length..];
        if (Titled().Match(text) is { Success: true } titled)
        {
            StatedFigure[] entries =
            [
                .. titled.Groups["name"].Captures.Zip(titled.Groups["value"].Captures, (name, value) => new StatedFigure(
                    line.Number, $"{name.Value.Trim()} {titled.Groups["remark"].Value}".Trim(), Bare(value.Value))),
            ];
            StatedFigure[] figures = [.. entries.Where(figure => IsFigure(figure, classNames)).Select(OfOwner)];
            // A line of a log, or of a setting: its figures are of an iteration, or of a threshold.
            return figures.Length == entries.Length ? figures : [.. figures.Select(figure => figure with { MayBeOfOthers = true })];
        }
        if (AsRow().Match(text) is not { Success: true } row) return [];
        var stated = new StatedFigure(line.Number, row.Groups["name"].Value.Trim(), Bare(row.Groups["value"].Value),
            long.TryParse(row.Groups["images"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var images) ? images : null);
        return IsFigure(stated, null) ? [OfOwner(stated)] : [];

        StatedFigure OfOwner(StatedFigure figure) => figure with { Name = owner + figure.Name };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Shown.Short(Name)} = {Shown.Short(Value.Replace(',', '.'))} (line {Line})";

    /// <summary>Whether its name speaks of a score, or is that of a figure of all classes, or of any that a matrix decides.</summary>
    private static bool IsFigure(StatedFigure figure, IReadOnlyList<string>? classNames) =>
        Measure().IsMatch(figure.Name) || (classNames is null
            ? NamedFigure.Of(figure.Name, figure.Value, NamedFigure.ManyClasses) is { IsOverall: true }
            : NamedFigure.Of(figure.Name, figure.Value, classNames) is not null);

    private static string Bare(string value) => value.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Names with their numbers, and what stands in brackets at the end.</summary>
    [GeneratedRegex("^" + Entry + @"(?:\s*(?:[,;|]|\band\b)\s*" + Entry + @")*\s*(?<remark>\([^()]*\))?\s*\.?$")]
    private static partial Regex Titled();

    /// <summary>A name and a decimal number, perhaps with images behind, as a line of a table has them.</summary>
    [GeneratedRegex(@"^(?<name>\p{L}[\p{L}\p{N}'’ _./()-]{0,59}?)\s+(?<value>-?[0-9]*[.,][0-9]+\s?%?)(?:\s+(?<images>[0-9]+))?$")]
    private static partial Regex AsRow();

    [GeneratedRegex("^-?[0-9]*[.,]?[0-9]+ ?%?$")]
    private static partial Regex NumberAlone();

    /// <summary>What says that a line has a score.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?:accuracy|acc|oa|kappa|mcc|matthews|precision|recall|sensitivity|specificity|f-?1|f[ _-](?:score|measure)"
        + @"|auc|auroc|roc|jaccard|iou|dice|g-?mean)(?![\p{L}\p{N}])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Measure();

    /// <summary>What stands before a line of a list or a log.</summary>
    [GeneratedRegex(@"^[\s\-*•#>|]*(?:" + Tag + @"\s*)*", RegexOptions.IgnoreCase)]
    private static partial Regex Bullets();

    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)*")]
    private static partial Regex Owner();
}
