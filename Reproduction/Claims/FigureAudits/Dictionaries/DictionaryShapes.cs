using System.Globalization;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>Other shapes of a report in a program's value, as the dictionary by class or by score that says the same.</summary>
internal static class DictionaryShapes
{
    private static readonly string[] OfNames =
    [
        "labels", "label", "classes", "class", "class_names", "class_labels", "names", "name", "target_names", "categories", "category",
        "index",
    ];

    /// <summary>
    /// The value by rows or by columns: of a data frame in parts, of a list of figures for each score, and of titles that name a class and
    /// a score at once. Anything else stays what it is.
    /// </summary>
    public static object? ByRow(object? value) => value is List<(string Name, object? Value)> pairs
        ? OfParts(pairs) ?? OfLists(pairs) ?? FlatNames.ByRow(pairs) ?? pairs
        : value;

    /// <summary>
    /// The four arrays of scikit-learn's <c>precision_recall_fscore_support</c>, whose order is known, by score; <see langword="null"/> of
    /// anything else.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="isOfF1">Whether nothing says that its F is of another weight than 1.</param>
    public static object? OfScores(object? value, bool isOfF1)
    {
        if (value is not List<object?> { Count: 4 } arrays) return null;
        var columns = arrays.Select(Texts).OfType<List<string>>().ToList();
        if (columns.Count < 4 || columns[0].Count == 0 || columns.Exists(column => column.Count != columns[0].Count)
            || columns.Take(3).Any(column => !column.TrueForAll(cell => CellText.Score(cell) is { } score && score.Value <= 1))
            || !columns[3].TrueForAll(cell => long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return null;
        string[] titles = ["precision", "recall", isOfF1 ? "f1-score" : "f-beta", "support"];
        List<(string Name, object? Value)> byScore =
            [.. titles.Zip(columns, (title, column) => (title, ByName(Places(column.Count), column)))];
        return byScore;
    }

    /// <summary>A data frame as its columns, its index and its data.</summary>
    private static object? OfParts(List<(string Name, object? Value)> pairs)
    {
        if (Texts(Under(pairs, "columns")) is not { } titles || Under(pairs, "data") is not List<object?> data) return null;
        List<List<(string Name, object? Value)>> rows = [];
        foreach (var row in data)
        {
            if (row is not List<object?> cells || cells.Count != titles.Count) return null;
            rows.Add([.. titles.Zip(cells, (title, cell) => (title, cell))]);
        }
        // A row for each model or epoch is of no class, whatever the index counts.
        if (titles.Exists(ModelNames.IsOfModels) && !titles.Exists(ModelNames.IsOfClasses)) return null;
        if (titles.Exists(DictionaryRows.IsOfName))
        {
            List<object?> records = [.. rows];
            return records;
        }
        if (Texts(Under(pairs, "index")) is not { } names || names.Count != rows.Count) return null;
        List<(string Name, object? Value)> byName =
            [.. names.Zip(rows, (name, row) => (name, (object?)row)), .. pairs.Where(pair => pair.Value is string)];
        return byName;
    }

    /// <summary>
    /// Lists of figures, one a class, whose names stand in a list beside them; places instead of names only where each class has images, as
    /// epochs and thresholds have none, and where no list says that they are of models, folds or epochs.
    /// </summary>
    private static object? OfLists(List<(string Name, object? Value)> pairs)
    {
        if (Texts(pairs.Find(pair => Column.Plain(pair.Name) == "recall").Value) is not { Count: > 1 } recalls) return null;
        bool IsColumn((string Name, object? Value) pair) => Texts(pair.Value)?.Count == recalls.Count;
        var named = pairs.FindIndex(pair => OfNames.Contains(pair.Name.ToLowerInvariant()) && IsColumn(pair));
        if ((named < 0 || pairs[named].Name.Equals("index", StringComparison.OrdinalIgnoreCase))
            && pairs.Exists(pair => IsColumn(pair) && ModelNames.IsOfModels(pair.Name)))
            return null;
        if (named < 0 && !pairs.Exists(pair => IsColumn(pair) && DictionaryRows.ColumnOf(pair.Name) is { Kind: ColumnKind.Support }))
            return null;
        var names = named < 0 ? Places(recalls.Count) : Texts(pairs[named].Value)!;
        if (names.Distinct().Count() != names.Count) return null;
        List<(string Name, object? Value)> byScore =
            [.. pairs.Where((_, i) => i != named)
                .Select(pair => IsColumn(pair) ? (pair.Name, ByName(names, Texts(pair.Value)!)) : pair)];
        return byScore;
    }

    private static object? Under(List<(string Name, object? Value)> pairs, string name) => pairs.Find(pair => pair.Name == name).Value;

    /// <summary>A list of texts and numbers; <see langword="null"/> of anything else.</summary>
    private static List<string>? Texts(object? value) =>
        value is List<object?> items && items.TrueForAll(item => item is string) ? [.. items.Cast<string>()] : null;

    private static List<string> Places(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static object? ByName(List<string> names, List<string> cells)
    {
        List<(string Name, object? Value)> pairs = [.. names.Zip(cells, (name, cell) => (name, (object?)cell))];
        return pairs;
    }
}
