using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>The rows of a report in a program's value: a dictionary by class or by score, or a list of records.</summary>
internal static class DictionaryRows
{
    private const string Overall = "overall_";

    private static readonly string[] Names = ["class", "label", "name", "category", "index", ""];

    /// <summary>What may stand beside what a row of all images is called.</summary>
    private static readonly string[] OfScores = ["metrics", "scores", "results", "stats", "performance"];

    /// <summary>What a row of all images is called, and no line of a printed report.</summary>
    private static readonly string[] OfAll = ["", "global", "summary", "aggregate", "aggregated", "totals", "averages"];

    /// <summary>Rows by name; none where it is something else.</summary>
    public static List<(string Name, List<(string Title, string Text)> Figures)> Of(object? value)
    {
        // One record a class, with its name among the figures.
        if (value is List<object?> list)
            return Records(list) is var records && records.Any(HasRecall)
                ? [.. records.Where(IsRow).Select(record => (NameOf(record), Figures(record)))]
                : [];
        List<(string Name, List<(string Title, string Text)> Figures)> rows = [];
        if (value is not List<(string Name, object? Value)> pairs) return rows;
        if (AreByRow(pairs))
        {
            foreach (var (name, item) in pairs)
            {
                if (item is List<(string Name, object? Value)> inner && HasScore(name, inner)) rows.Add((name, Figures(inner)));
                else if (item is string text && IsAccuracy(name, pairs)) rows.Add((name, [("precision", text)]));
            }
            if (rows.Count > 0 && pairs.Exists(IsOverall))
                rows.Add(("micro avg",
                    [.. pairs.Where(IsOverall)
                        .Select(pair => (Title(pair.Name[Overall.Length..], rows[0].Figures), (string)pair.Value!))]));
        }
        else if (AreByColumn(pairs))
            foreach (var (title, item) in pairs)
                if (item is List<(string Name, object? Value)> column)
                    foreach (var (name, figure) in column)
                    {
                        if (rows.TrueForAll(row => row.Name != name)) rows.Add((name, []));
                        rows.First(row => row.Name == name).Figures.Add((title, figure as string ?? ""));
                    }
        return rows;
    }

    /// <summary>What stands beside the rows and is no number, and what stands within them and is none.</summary>
    public static IEnumerable<string> NotJudged(object? value)
    {
        if (value is List<object?> list) return Within(Records(list).Where(IsRow)).Concat(Others(Records(list)));
        if (value is not List<(string Name, object? Value)> pairs) return [];
        var ofTokens = pairs.Where(pair => pair.Value is string text && CellText.IsNumberLike(text) && IsOfTokens(pair.Name, pairs))
            .Select(pair => $"{pair.Name} (of tokens)");
        if (!AreByRow(pairs)) return ofTokens;
        var inner = pairs.Where(pair => pair.Value is List<(string Name, object? Value)> { Count: > 0 })
            .ToLookup(pair => HasScore(pair.Name, (List<(string Name, object? Value)>)pair.Value!));
        return ofTokens.Concat(inner[false].Select(pair => pair.Name))
            .Concat(Within(inner[true].Select(pair => (List<(string Name, object? Value)>)pair.Value!)));
    }

    /// <summary>Single numbers beside the rows that are no row of their own.</summary>
    public static IEnumerable<(string Name, string Text)> Beside(object? value) => value is List<(string Name, object? Value)> pairs
        ? Numbers(pairs).Where(number => !(AreByRow(pairs) && (IsAccuracy(number.Name, pairs) || IsOverall(number.Name)))
            && !IsOfTokens(number.Name, pairs))
        : [];

    /// <summary>All single numbers of a dictionary.</summary>
    public static IEnumerable<(string Name, string Text)> Numbers(List<(string Name, object? Value)> pairs)
    {
        foreach (var (name, value) in pairs)
            if (value is string text && CellText.IsNumberLike(text)) yield return (name, text);
    }

    /// <summary>
    /// The one number of a dictionary beside its images; <see langword="null"/> where several stand there, or that of a set.
    /// </summary>
    public static string? OnlyFigure(List<(string Name, object? Value)> pairs)
    {
        string[] figures =
            [.. Numbers(pairs).Where(number => ColumnOf(number.Name) is not { Kind: ColumnKind.Support }).Select(number => number.Text)
                .Distinct()];
        return figures is [var only] && !pairs.Exists(pair => SetNames.IsSet(pair.Name)) ? only : null;
    }

    /// <summary>
    /// Whether a number may be that of the training, as one of another set stands beside it under the same name: <c>val_accuracy</c>.
    /// </summary>
    public static bool MayBeOfTraining(string name, IEnumerable<string> names) => names.Any(other =>
        SetNames.Leading(other) is var (set, length) && !set.StartsWith("train", StringComparison.OrdinalIgnoreCase)
        && other[length..].Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether scores of all classes counted together stand beside the rows, as seqeval has them.</summary>
    public static bool HasOverall(object? value) => value is List<(string Name, object? Value)> pairs && pairs.Exists(IsOverall);

    /// <summary>
    /// Whether it is a row beside others: an average or a class of which two scores or the images stand there, too, as a setting has not.
    /// </summary>
    public static bool HasScore(string name, List<(string Name, object? Value)> row)
    {
        var figures = row.Where(pair => pair.Value is string text && CellText.IsNumberLike(text)).Select(pair => pair.Name).ToList();
        var scores = figures.Count(title => Column.Plain(title).Length > 1
            && ColumnOf(title) is { Kind: ColumnKind.Figure, Score: Score.Precision or Score.Recall or Score.F1 });
        return scores > 0 && (scores > 1 || HasRecall(row) || AverageName.Kind(name) is not null
            || figures.Exists(title => ColumnOf(title) is { Kind: ColumnKind.Support }));
    }

    /// <summary>The figures of a row; numbers of which it is not known what they are belong to it, too.</summary>
    public static List<(string Title, string Text)> Figures(List<(string Name, object? Value)> pairs) =>
        [.. pairs.Where(pair => pair.Value is string text
                && (ColumnOf(pair.Name) is { } known ? known.Kind != ColumnKind.Name : CellText.IsNumberLike(text)))
            .Select(pair => (pair.Name, (string)pair.Value!))];

    /// <summary>A column; seqeval's <c>number</c> is of the entities of a class.</summary>
    public static Column? ColumnOf(string title) => IsOfEntities(title) ? new(ColumnKind.Support, title) : Column.Of(title);

    /// <summary>Whether it is what seqeval calls the entities of a class.</summary>
    public static bool IsOfEntities(string title) => title.Equals("number", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a title is of a score or of images.</summary>
    public static bool IsOfRows(string title) => ColumnOf(title) is { Kind: ColumnKind.Figure or ColumnKind.Support };

    /// <summary>Whether the name of a class stands under a title.</summary>
    public static bool IsOfName(string title) => Names.Contains(title.ToLowerInvariant());

    /// <summary>
    /// What a printed report would call the line of all images that is called so, such as <c>macro_metrics</c>; <see langword="null"/> of a
    /// class's name.
    /// </summary>
    public static string? AverageNameOf(string name)
    {
        if (AverageName.Kind(name) is not null) return name;
        var plain = Column.Plain(name);
        var rest = string.Join(' ', plain.Split(' ').Where(word => !OfScores.Contains(word)));
        return plain.Length > 0 && OfAll.Contains(rest) ? "overall" : AverageName.Kind(rest) is not null ? rest : null;
    }

    private static List<(string Name, object? Value)>[] Records(List<object?> list) =>
        [.. list.OfType<List<(string Name, object? Value)>>()];

    private static bool IsRow(List<(string Name, object? Value)> record) => HasScore(NameOf(record), record);

    /// <summary>The name of a record's class.</summary>
    private static string NameOf(List<(string Name, object? Value)> record) =>
        record.FirstOrDefault(pair => IsOfName(pair.Name)).Value as string ?? "";

    /// <summary>Whether what stands under one name at least is a row of a report.</summary>
    private static bool AreByRow(List<(string Name, object? Value)> pairs) =>
        pairs.Any(pair => pair.Value is List<(string Name, object? Value)> inner && HasRecall(inner));

    /// <summary>Whether the classes stand under the scores: {"precision": {"a": …}}.</summary>
    private static bool AreByColumn(List<(string Name, object? Value)> pairs) =>
        pairs.Any(pair => Column.Plain(pair.Name) == "recall" && pair.Value is List<(string Name, object? Value)>);

    private static bool HasRecall(List<(string Name, object? Value)> pairs) =>
        pairs.Any(pair => Column.Plain(pair.Name) == "recall" && pair.Value is string);

    /// <summary>Whether it is a score of seqeval of all classes counted together.</summary>
    private static bool IsOverall((string Name, object? Value) pair) => pair.Value is string && IsOverall(pair.Name);

    private static bool IsOverall(string name) => name.StartsWith(Overall, StringComparison.OrdinalIgnoreCase)
        && Column.Of(name[Overall.Length..]) is { Kind: ColumnKind.Figure };

    private static bool IsAccuracy(string name, List<(string Name, object? Value)> pairs) =>
        AverageName.Kind(name) == Average.Accuracy && !IsOfTokens(name, pairs)
        && !MayBeOfTraining(name, pairs.Select(pair => pair.Name));

    /// <summary>seqeval's accuracy is of tokens, and not of entities.</summary>
    private static bool IsOfTokens(string name, List<(string Name, object? Value)> pairs) =>
        AverageName.Kind(name) == Average.Accuracy && name.StartsWith(Overall, StringComparison.OrdinalIgnoreCase) && pairs.Any(IsOverall);

    /// <summary>What a score is called in the rows above.</summary>
    private static string Title(string name, List<(string Title, string Text)> figures) =>
        figures.FirstOrDefault(figure => Column.Of(figure.Title) is { Kind: ColumnKind.Figure } own && own.Score == Column.Of(name)!.Score)
            .Title ?? name;

    /// <summary>What of rows is a dictionary or list of its own.</summary>
    private static IEnumerable<string> Within(IEnumerable<List<(string Name, object? Value)>> rows) =>
        rows.SelectMany(row => row)
            .Where(pair => pair.Value is List<(string Name, object? Value)> { Count: > 0 } or List<object?> { Count: > 0 })
            .Select(pair => pair.Name).Distinct();

    /// <summary>Records of a list that are no rows, by their places.</summary>
    private static IEnumerable<string> Others(List<(string Name, object? Value)>[] records) =>
        records.Index().Where(record => !IsRow(record.Item)).Select(record => $"record {record.Index + 1}");
}
