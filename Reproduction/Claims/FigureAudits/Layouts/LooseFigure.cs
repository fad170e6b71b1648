using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>A figure in a line by itself, as <c>print("Accuracy:", …)</c> leaves it beside a table.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Value">Its number, with a sign of per cent if one stands there.</param>
/// <param name="Images">The images that stand behind it, as in a line of a table.</param>
internal sealed partial record LooseFigure(int Line, string Name, string Value, long? Images = null)
{
    private const string Number = @"-?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?\s?%?";

    /// <summary>A name and a number behind a colon or a sign of equality; a deviation is part of the number, which then is none.</summary>
    private const string Entry = @"(?<name>\p{L}[^:=,;|]{0,59}?)\s*[:=|]\s*(?<value>" + Number + @"(?:\s*(?:±|\+/-|\+-)\s*" + Number
        + @")?)(?![0-9A-Za-z]|[.,][0-9])";

    /// <summary>What a log has in brackets before a line of no other model: its level, the time, or that it is of the test.</summary>
    internal const string Tag = @"\[(?:eval|evaluation|test|testing|info|debug|log|results?|metrics?|[0-9][0-9 :.,/TZ+-]*)\]";

    /// <summary>Whether words in the paste, or what stands between, say that it may be of something else than the table.</summary>
    public bool MayBeOfOthers { get; init; }

    /// <summary>Figures that stand in lines by themselves beside the tables of a paste, or within them.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="skipped">Numbers of those that are no line of a table or matrix.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="cellEnds">Numbers of the lines at which cells of a notebook end.</param>
    public static IReadOnlyList<LooseFigure> In(
        PastedLine[] lines, IEnumerable<int> skipped, IReadOnlyList<FoundTable> tables, IReadOnlyList<int> cellEnds)
    {
        // PyCM prints all that there is of a matrix, and Weka sums up before its table.
        if (tables.Count == 0 || tables.Any(table => table.IsOfClassesAlone)) return [];
        var numbers = skipped.ToHashSet();
        PastedLine[] others = [.. lines.Where(line => numbers.Contains(line.Number))];
        LooseFigure[] figures = [.. others.SelectMany(Of)];
        var around = new TextAround(
            others, figures.Select(figure => figure.Line).ToHashSet(), cellEnds, tables[0].FirstLine, tables[0].LastLine);
        return [.. figures.Select(figure => figure with { MayBeOfOthers = figure.MayBeOfOthers || around.MayBeOfOthers(figure.Line) })];
    }

    /// <summary>The figures of a line that holds nothing else; none where it does.</summary>
    public static IReadOnlyList<LooseFigure> Of(PastedLine line)
    {
        var text = Bullets().Replace(line.Text.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal)
            .Replace("\\%", "%", StringComparison.Ordinal), "").Trim(' ', '|', '\\');
        // What stands in brackets before a figure may be the model that it is of.
        var owner = Owner().Match(text).Value;
        text = text[owner.Length..];
        if (Titled().Match(text) is { Success: true } titled)
        {
            LooseFigure[] entries =
            [
                .. titled.Groups["name"].Captures.Zip(titled.Groups["value"].Captures, (name, value) => new LooseFigure(
                    line.Number, $"{owner}{name.Value.Trim()} {titled.Groups["remark"].Value}".Trim(), Bare(value.Value))),
            ];
            LooseFigure[] measures = [.. entries.Where(figure => Measure().IsMatch(figure.Name))];
            // A line of a log, or of a setting: its figures are of an iteration, or of a threshold.
            return measures.Length == entries.Length ? measures : [.. measures.Select(figure => figure with { MayBeOfOthers = true })];
        }
        if (AsRow().Match(text) is not { Success: true } row || !Measure().IsMatch(row.Groups["name"].Value)) return [];
        return
        [
            new(line.Number, owner + row.Groups["name"].Value.Trim(), Bare(row.Groups["value"].Value),
                long.TryParse(row.Groups["images"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var images) ? images : null),
        ];
    }

    /// <summary>As a claim of all classes; <see langword="null"/> where its name says more, or less, or its number may be two.</summary>
    public string? Claim => NamedFigure.Of(Name, Value, NamedFigure.ManyClasses) is { IsOverall: true } named
        && named.Share(areOthersInPerCent: false) is { } share
            ? $"{named.OwnName}={share}"
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Shown.Short(Name)} = {Shown.Short(Value)} (line {Line})";

    private static string Bare(string value) =>
        value.Replace(" ", "", StringComparison.Ordinal).Replace(',', '.');

    /// <summary>Names with their numbers, and what stands in brackets at the end.</summary>
    [GeneratedRegex("^" + Entry + @"(?:\s*(?:[,;|]|\band\b)\s*" + Entry + @")*\s*(?<remark>\([^()]*\))?\s*\.?$")]
    private static partial Regex Titled();

    /// <summary>A name and a decimal number, perhaps with images behind, as a line of a table has them.</summary>
    [GeneratedRegex(@"^(?<name>\p{L}[\p{L}\p{N}'’ _./()-]{0,59}?)\s+(?<value>-?[0-9]*[.,][0-9]+\s?%?)(?:\s+(?<images>[0-9]+))?$")]
    private static partial Regex AsRow();

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
