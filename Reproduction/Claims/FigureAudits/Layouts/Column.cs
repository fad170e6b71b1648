using System.Text;
using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>What a column of a table is.</summary>
internal enum ColumnKind
{
    /// <summary>A score of each class.</summary>
    Figure,

    /// <summary>Images.</summary>
    Support,

    /// <summary>What a row is of.</summary>
    Name,

    /// <summary>What is not judged: an area under a curve, say, or imbalanced-learn's <c>iba</c>, whose α is not printed.</summary>
    Other,
}

/// <summary>A column of a table.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">As it is printed.</param>
/// <param name="Score">Of a figure.</param>
/// <param name="Complement">Whether the figure is what is missing to 1.</param>
internal sealed partial record Column(ColumnKind Kind, string Title, Score Score = default, bool Complement = false)
{
    private static readonly (string[] Titles, Score Score, bool Complement)[] Figures =
    [
        (["precision", "prec", "pre", "ppv", "pos pred value", "positive predictive value", "precision score", "p"], Score.Precision,
            false),
        (["recall", "rec", "sensitivity", "tpr", "tp rate", "true positive rate", "recall score", "sens", "r"], Score.Recall, false),
        (["f1 score", "f1", "f 1", "f 1 score", "f score", "fscore", "f measure", "f1 measure", "f1score", "f"], Score.F1, false),
        (["specificity", "spe", "spec", "tnr"], Score.Specificity, false),
        (["fp rate", "fpr"], Score.Specificity, true),
        (["npv", "neg pred value"], Score.NegativePredictiveValue, false),
        (["mcc"], Score.MatthewsCorrelation, false),
        (["geo", "g mean", "gmean"], Score.GeometricMean, false),
        (["jaccard", "iou"], Score.Jaccard, false),
    ];

    private static readonly string[] Supports =
        ["support", "sup", "supports", "n", "count", "samples", "instances", "num samples", "# samples", "images"];
    private static readonly string[] Names =
        ["class", "classes", "label", "labels", "category", "class name", "name", "split", "tag", "metric", "metrics", ""];
    private static readonly string[] Others =
    [
        "accuracy", "acc", "tp", "fp", "fn", "tn", "true positives", "false positives", "false negatives", "true negatives", "truepositives",
        "falsepositives", "falsenegatives", "truenegatives", "iba",
        "roc area", "prc area", "auc", "roc auc", "f beta", "pred", "predicted", "index",
    ];
    private static readonly int LongestTitle = 3;

    /// <summary>Whether its title says that it is in per cent.</summary>
    public bool SaysPerCent => PerCent().IsMatch(Title);

    /// <summary>Whether it stands beside precision and recall of detected objects alone: an average precision at an overlap.</summary>
    public bool IsOfDetections => Detections().IsMatch(Plain(Title));

    /// <summary>What a title says; <see langword="null"/> of one that is not known.</summary>
    public static Column? Of(string title)
    {
        var plain = Plain(title);
        if (!IsKnown(plain) && Remark().Match(plain) is { Success: true, Groups: [_, { Value: var first }] } && IsKnown(first))
            plain = first;
        foreach (var (titles, score, complement) in Figures)
            if (titles.Contains(plain)) return new(ColumnKind.Figure, title, score, complement);
        if (Supports.Contains(plain)) return new(ColumnKind.Support, title);
        if (Names.Contains(plain)) return new(ColumnKind.Name, title);
        return Others.Contains(plain) || Quantity().IsMatch(plain) ? new(ColumnKind.Other, title) : null;
    }

    private static bool IsKnown(string plain) =>
        Figures.Any(figure => figure.Titles.Contains(plain)) || Supports.Contains(plain) || Names.Contains(plain) || Others.Contains(plain);

    /// <summary>
    /// The columns of a line of words; <see langword="null"/> where it is no header: precision and recall and nothing unknown behind them.
    /// </summary>
    public static Column[]? OfWords(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<Column> columns = [];
        for (var i = 0; i < words.Length;)
        {
            Column? found = null;
            var taken = Math.Min(LongestTitle, words.Length - i);
            for (; taken > 0; taken--)
                if ((found = Of(string.Join(' ', words[i..(i + taken)]))) is not null) break;
            if (found is null && columns.Any(column => column.Kind == ColumnKind.Figure)) return null;
            // What stands before the first score is what rows are called, or of a log.
            columns.Add(found ?? new(ColumnKind.Name, words[i]));
            i += Math.Max(1, taken);
        }
        if (!IsHeader(columns)) return null;
        var first = columns.FindIndex(column => column.Kind == ColumnKind.Figure);
        bool IsData(Column column) => column.Kind == ColumnKind.Support
            ? columns.Count(other => other.Kind == ColumnKind.Support) == 1
            : IsScoreOfClass(column.Title);
        var names = columns.Take(first).ToList().FindLastIndex(column => !IsData(column)) + 1;
        Column[] leading = names > 0 ? [new(ColumnKind.Name, string.Join(' ', columns.Take(names).Select(column => column.Title)))] : [];
        return [.. leading, .. columns.Skip(names)];
    }

    /// <summary>The columns of cells; unknown ones before the first score are names, later ones are not judged.</summary>
    public static Column[]? OfCells(IReadOnlyList<string> cells)
    {
        List<Column> columns = [];
        foreach (var cell in cells)
        {
            var known = Of(cell);
            columns.Add(columns.Any(column => column.Kind == ColumnKind.Figure)
                ? known ?? new(ColumnKind.Other, cell)
                : known is { Kind: ColumnKind.Figure or ColumnKind.Support } || (known is not null && IsScoreOfClass(cell))
                ? known
                : new(ColumnKind.Name, cell));
        }
        return IsHeader(columns) ? [.. columns] : null;
    }

    /// <summary>Refuses two sets of scores side by side, and tells images from other counts of them.</summary>
    /// <returns>The columns, of which one at most is of images: that which is called support, where there are several.</returns>
    /// <exception cref="BadInputException">Two columns have one title, or are of images.</exception>
    public static Column[] Once(string place, IReadOnlyList<Column> columns, string what = "columns")
    {
        if (columns.Where(column => column.Kind is ColumnKind.Figure or ColumnKind.Support).GroupBy(column => Plain(column.Title))
            .FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException(
                $"{place}: two {what} '{Shown.Short(twice.First().Title)}', expected one: a table for each model");
        // Weka has recall twice, as TP Rate, too; two models have more than one score twice.
        var twins = columns.Where(column => column.Kind == ColumnKind.Figure).GroupBy(column => (column.Score, column.Complement))
            .Where(group => group.Count() > 1).ToList();
        if (twins.Count > 1)
            throw new BadInputException(
                $"{place}: '{Shown.Short(twins[0].First().Title)}' and '{Shown.Short(twins[0].Last().Title)}' are two {what} of "
                + $"{twins[0].Key.Score.ToString().ToLowerInvariant()}, expected one: a table for each model");
        Column[] images = [.. columns.Where(column => column.Kind == ColumnKind.Support)];
        if (images.Length > 1 && !images.Any(IsSupport) && !columns.Any(column => column.IsOfDetections))
            throw new BadInputException(
                $"{place}: {what} '{Shown.Short(images[0].Title)}' and '{Shown.Short(images[1].Title)}', expected one of the images of "
                + "each class, called support");
        return
        [
            .. columns.Select(column => images.Length > 1 && column.Kind == ColumnKind.Support && !IsSupport(column)
                ? column with { Kind = ColumnKind.Other } : column),
        ];
    }

    private static bool IsSupport(Column column) => Plain(column.Title) == "support";

    /// <summary>Lower case, one space for what parts words.</summary>
    public static string Plain(string title) =>
        Separators().Replace(
            CellText.Plain(PerCent().Replace(title.Normalize(NormalizationForm.FormKC), " ")).Replace("$", "", StringComparison.Ordinal)
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
                .Trim('*', '`', '"', '\'', ':', ' ').ToLowerInvariant(), " ")
            .Trim();

    /// <summary>What stands beside precision and recall, and may stand before them: scores and counts that are not judged.</summary>
    private static bool IsScoreOfClass(string title) =>
        Of(title)?.Kind == ColumnKind.Other && Plain(title) is not ("pred" or "predicted" or "index");

    private static bool IsHeader(List<Column> columns) =>
        columns.Any(column => column.Score == Score.Precision && column.Kind == ColumnKind.Figure)
        && columns.Any(column => column is { Score: Score.Recall, Kind: ColumnKind.Figure });

    /// <summary>What a title says of its unit.</summary>
    [GeneratedRegex(
        @"\(\s*(?:in\s+)?(?:\\?%|per ?cent|pct)\s*\)|\[\s*(?:in\s+)?\\?%\s*\]|\bin\s+(?:\\?%|per ?cent)|\\?%",
        RegexOptions.IgnoreCase)]
    private static partial Regex PerCent();

    /// <summary>What a training's log has of each epoch.</summary>
    [GeneratedRegex("^(?:(?:training|train|validation|valid|val|test|eval) )?(?:loss|runtime|time)$")]
    private static partial Regex Quantity();

    /// <summary>A title with another name behind it, in brackets.</summary>
    [GeneratedRegex(@"^(.+?) ?\([^()]*\)$")]
    private static partial Regex Remark();

    [GeneratedRegex("^(?:map(?![a-z])|ap ?@? ?[0-9])")]
    private static partial Regex Detections();

    [GeneratedRegex(@"[\s_\-./\\]+")]
    private static partial Regex Separators();
}
