using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// What PyTorch's course on classifying images prints: the accuracy of each class, which is its recall, and that of all images. Whole per
/// cents are what is left when their decimals are cut off, or rounded.
/// </summary>
internal static partial class ClassAccuracies
{
    private static readonly Column[] Columns =
        [new(ColumnKind.Figure, "accuracy of the class", Score.Recall), new(ColumnKind.Support, "images")];

    /// <summary>The table of these lines; <see langword="null"/> if there are none of two classes.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <exception cref="BadInputException">There are several accuracies of all images.</exception>
    public static GatheredTable? In(string source, PastedLine[] lines)
    {
        List<FoundRow> classes = [], all = [];
        var areCalled = false;
        foreach (var line in lines)
            if (OfAll().Match(line.Text) is { Success: true } whole)
                all.Add(new(line.Number, "accuracy",
                    [whole.Groups["value"].Value + "%", whole.Groups["images"].Value.Replace(",", "", StringComparison.Ordinal)]));
            else if (OfClass().Match(line.Text) is { Success: true } own)
            {
                classes.Add(new(line.Number, own.Groups["name"].Value, [own.Groups["value"].Value + "%", ""]));
                areCalled |= own.Groups["word"].Success;
            }
        // Without a word that says so they may be of models or sets.
        if (classes.Count < 2 || (!areCalled && (all.Count == 0 || classes.TrueForAll(row => IsOfSetOrModel(row.Name))))) return null;
        if (all.Count > 1)
            throw new BadInputException(
                $"{source}:{all[1].Line}: a second accuracy of all images, expected one beside the accuracy of each class");
        FoundRow[] rows = [.. classes, .. all];
        return new(new(TableLayout.Lines, Columns, rows)
        {
            FirstLine = rows.Min(row => row.Line),
            NamesTitle = areCalled ? "class" : "",
            MayCutDigits = true,
        }, rows.Select(row => row.Line).ToHashSet());
    }

    private static bool IsOfSetOrModel(string name) => OfSet().IsMatch(name) || ModelNames.IsOfClassifier(Column.Plain(name));

    private const string Value = @"(?<value>[0-9]+(?:\.[0-9]+)?)\s?%$";

    [GeneratedRegex(@"^Accuracy of the (?:network|net|model) on the (?<images>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+) (?:test )?images\s*"
        + @"(?:is|:)?\s*" + Value, RegexOptions.IgnoreCase)]
    private static partial Regex OfAll();

    [GeneratedRegex(
        @"^Accuracy (?:(?<word>(?:for|of) class)\s*:?|of)\s+(?!the\b)(?<name>\S(?:.*?\S)?)\s*(?:\bis\s*:?|:)\s*" + Value,
        RegexOptions.IgnoreCase)]
    private static partial Regex OfClass();

    [GeneratedRegex("^(?:" + Column.OtherSets + @"|test|testing)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OfSet();
}
