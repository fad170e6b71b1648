using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>The header of a table: its columns side by side.</summary>
internal static class Header
{
    private const int LongestTitle = 3;

    /// <summary>Names of one field for what another calls precision, recall and so on: a table may have a score under both.</summary>
    private static readonly string[] OfOtherFields =
    [
        "tp rate", "tpr", "true positive rate", "sensitivity", "sens", "ppv", "pos pred value", "positive predictive value", "tnr",
        "true negative rate",
    ];

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
                if ((found = Column.Of(string.Join(' ', words[i..(i + taken)]))) is not null) break;
            if (found is null && columns.Any(column => column.IsScore)) return null;
            // What stands before the first score is what rows are called, or of a log.
            columns.Add(found ?? new(ColumnKind.Name, words[i]));
            i += Math.Max(1, taken);
        }
        if (!IsHeader(columns)) return null;
        columns = [.. WithPrecision(columns)];
        var first = columns.FindIndex(column => column.IsScore);
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
            // Before all others it is Spanish and says name, not number.
            var isName = Column.Plain(cell) == "nombre" && columns.All(column => column.Title.Length == 0);
            var known = isName ? null : Column.Of(cell);
            columns.Add(columns.Any(column => column.IsScore)
                ? known ?? new(ColumnKind.Other, cell)
                : known is { Kind: ColumnKind.Figure or ColumnKind.Support } || (known is not null && IsScoreOfClass(cell))
                ? known
                : new(ColumnKind.Name, cell));
        }
        return IsHeader(columns) ? [.. WithPrecision(columns)] : null;
    }

    /// <summary>
    /// The columns of a table whose only word for precision means accuracy elsewhere: beside recall as those say who search documents it is
    /// precision. Beside sensitivity, or another such word, it may be either.
    /// </summary>
    /// <param name="columns">All of the table.</param>
    public static IEnumerable<Column> WithPrecision(IReadOnlyList<Column> columns)
    {
        var isPrecision = columns.Count(column => column.IsOf(Score.Precision)) == 1
            && columns.Any(column => column is { Kind: ColumnKind.Figure, IsOfRetrieval: true });
        return columns.Select(column => isPrecision && column.MayBeAccuracy ? column.AsPrecision() : column);
    }

    /// <summary>
    /// Letters are scores where P and R stand side by side, P before R or an F1 with them. The r and p of a correlation are none, nor is
    /// the P of a test beside a precision.
    /// </summary>
    /// <returns>The columns, of which other letters are unsure.</returns>
    public static Column[] WithoutOtherLetters(IReadOnlyList<Column> columns)
    {
        var letters = columns.Select(column => column.Kind == ColumnKind.Figure ? Column.Plain(column.Title) : "").ToList();
        var (p, r) = (letters.IndexOf("p"), letters.IndexOf("r"));
        bool Has(Score score) => columns.Any(column => column.Kind == ColumnKind.Figure && column.Score == score);
        var together = (p >= 0 && r == p + 1) || (Has(Score.F1) && Has(Score.Precision) && Has(Score.Recall));
        return
        [
            .. columns.Select((column, i) => letters[i] is "p" or "r" && (!together || columns.Where((_, j) => letters[j].Length > 1)
                .Any(other => other.Score == column.Score)) ? column.AsUnsure() : column),
        ];
    }

    /// <summary>Refuses two sets of scores side by side, and tells images from other counts of them.</summary>
    /// <returns>The columns, of which one at most is of images: that which is called support, where there are several.</returns>
    /// <exception cref="UnjudgedTableException">What may be precision or recall may be something else.</exception>
    /// <exception cref="BadInputException">Two columns have one title, or are of images.</exception>
    public static Column[] Once(string place, IReadOnlyList<Column> columns, string what = "columns")
    {
        columns = WithoutOtherLetters(columns);
        var areSure = columns.Any(column => column is { Kind: ColumnKind.Support, MayBeOfOthers: false });
        columns = [.. columns.Select(column => areSure && column.MayBeOfOthers ? column with { Kind = ColumnKind.Other } : column)];
        // Beside a score that says no more, one that does is another's.
        columns = [.. columns.Select(column => column.IsRemarked && columns.Any(other =>
            other.Kind == ColumnKind.Figure && other != column && (other.Score, other.Complement) == (column.Score, column.Complement))
            ? column.AsUnsure()
            : column)];
        // A report whose columns are the classes needs no precision.
        Score[] needed = what == "rows" ? [Score.Recall] : [Score.Precision, Score.Recall];
        if (columns.FirstOrDefault(column => column.IsUnsure && needed.Contains(column.Score)
            && !columns.Any(other => other.Kind == ColumnKind.Figure && other.Score == column.Score)) is { } unsure)
            throw new UnjudgedTableException(
                $"{place}: '{Shown.Short(unsure.Title)}', which may be something else than {NameOf(unsure.Score)}, expected a title that "
                + $"says {NameOf(unsure.Score)} and no more");
        if (columns.Where(column => column.Kind is ColumnKind.Figure or ColumnKind.Support).GroupBy(column => Column.Plain(column.Title))
            .FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException(
                $"{place}: two {what} '{Shown.Short(twice.First().Title)}', expected one: a table for each model");
        // Weka has recall twice, as TP Rate, too; two models have a score twice under names of one field.
        var twins = columns.Where(column => column.Kind == ColumnKind.Figure).GroupBy(column => (column.Score, column.Complement))
            .Where(group => group.Count() > 2 || (group.Count() == 2 && group.Count(IsOfOtherField) != 1)).ToList();
        if (twins.Count > 0)
            throw new BadInputException(
                $"{place}: '{Shown.Short(twins[0].First().Title)}' and '{Shown.Short(twins[0].Last().Title)}' are two {what} of "
                + $"{NameOf(twins[0].Key.Score)}, expected one: a table for each model");
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

    private static bool IsHeader(List<Column> columns) =>
        columns.Any(column => column.IsOf(Score.Precision)) && columns.Any(column => column.IsOf(Score.Recall));

    /// <summary>What stands beside precision and recall, and may stand before them: scores and counts that are not judged.</summary>
    private static bool IsScoreOfClass(string title) =>
        Column.Of(title)?.Kind == ColumnKind.Other && Column.Plain(title) is not ("pred" or "predicted" or "index");

    private static bool IsOfOtherField(Column column) => OfOtherFields.Contains(Column.Plain(column.Title));

    private static bool IsSupport(Column column) => Column.Plain(column.Title) == "support";

    private static string NameOf(Score score) => score.ToString().ToLowerInvariant();
}
