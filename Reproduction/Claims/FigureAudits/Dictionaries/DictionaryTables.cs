using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>
/// scikit-learn's report as a program's value, seqeval's, or several of them in one: JSON, YAML, or Python's own way of printing one.
/// </summary>
internal static partial class DictionaryTables
{
    private const int Deepest = 3;

    /// <summary>Where the next value may begin; -1 where none does.</summary>
    /// <param name="text">The whole paste.</param>
    /// <param name="from">From where on.</param>
    public static int Next(string text, int from) =>
        from < text.Length && Start().Match(text, from) is { Success: true, Index: var at } ? at : -1;

    /// <summary>The tables of what begins at a brace or bracket; none where that is something else.</summary>
    /// <param name="text">The whole paste.</param>
    /// <param name="at">Where it begins; moved behind it if there are tables.</param>
    public static IReadOnlyList<FoundTable> At(string text, ref int at)
    {
        var end = at;
        var value = Literal.Read(text, ref end);
        if (text[at] == '(') value = DictionaryShapes.OfScores(value, isOfF1: !OtherBeta().IsMatch(text));
        if (value is null) return [];
        var tables = Of(value, 1 + text.AsSpan(0, at).Count('\n'));
        if (tables.Count > 0) at = end;
        return tables;
    }

    /// <summary>The tables of a value.</summary>
    /// <param name="value">As <see cref="Literal"/> reads it.</param>
    /// <param name="line">Where it begins.</param>
    public static IReadOnlyList<FoundTable> Of(object value, int line)
    {
        FoundTable[] tables = [.. Reports(value, null, "", 0).Select(report => report.Table(line)).OfType<FoundTable>()];
        return tables is [var only] ? [only with { Group = null }] : tables;
    }

    private static IReadOnlyList<DictionaryReport> Reports(object? value, string? path, string name, int depth)
    {
        if (depth > Deepest) return [];
        var shaped = DictionaryShapes.ByRow(value);
        var own = DictionaryReport.Of(shaped, path, name);
        // Where several rows are called as classes are, what stands in a row is of its class.
        HashSet<string> rows = own is { Classes: > 1 } ? [.. own.Rows.Select(row => row.Name)] : [];
        (string Name, DictionaryReport Report)[] found =
            [.. Inner(shaped).Where(item => !rows.Contains(item.Name)).SelectMany(item =>
                Reports(item.Value, path is null ? item.Name : $"{path}.{item.Name}", item.Name, depth + 1)
                    .Select(report => (item.Name, report)))];
        (string Name, DictionaryReport Report)[] nested = [.. found.Where(item => item.Report.HasClasses)];
        // A row or two of all images beside a dictionary of the classes, and not classes beside something of their own.
        if (own is not null
            && (nested.Length == 0 || (own.Classes > 1 && !nested.Any(item => SetNames.IsOfClasses(item.Name)))))
            return [own];
        if (nested.Length == 0 || shaped is not List<(string Name, object? Value)> pairs) return [.. found.Select(item => item.Report)];
        var first = With(nested, pairs, [.. found.Where(item => !item.Report.HasClasses)], path);
        return [first, .. nested.Skip(1).Select(item => item.Report)];
    }

    private static IEnumerable<(string Name, object? Value)> Inner(object? value) => value switch
    {
        List<(string Name, object? Value)> pairs => pairs,
        List<object?> items => items.Select((item, i) => ($"{i + 1}", item)),
        _ => [],
    };

    /// <summary>
    /// The first of reports with what stands beside them: figures of the same predictions where it is the only one and its name says no
    /// more than that it is a report of the classes, else what is not judged.
    /// </summary>
    private static DictionaryReport With(
        (string Name, DictionaryReport Report)[] nested, List<(string Name, object? Value)> pairs,
        (string Name, DictionaryReport Report)[] averages, string? path)
    {
        var (name, first) = nested[0];
        var within = path is null ? first.Path ?? name : first.Path![(path.Length + 1)..];
        var numbers = DictionaryRows.Numbers(pairs).ToList();
        List<(string Name, List<(string Title, string Text)> Figures)> rows = [];
        List<string> others = [];
        foreach (var (key, value) in pairs)
        {
            if (value is not List<(string Name, object? Value)> { Count: > 0 } inner || nested.Any(item => item.Name == key)) continue;
            var average = DictionaryRows.AverageNameOf(key);
            if (averages.FirstOrDefault(item => item.Name == key) is { Report: { } more } && !SetNames.IsSet(key))
            {
                rows.AddRange(more.Rows.Where(row => AverageName.Kind(row.Name) != Average.Accuracy));
                numbers.AddRange(more.Rows.Where(row => AverageName.Kind(row.Name) == Average.Accuracy)
                    .Select(row => (row.Name, row.Figures[0].Text)));
            }
            else if (average is not null && AverageName.Kind(average) == Average.Accuracy)
            {
                // Accuracies of several sets, or one with the ends of its interval: it is not said which is that of the classes.
                if (DictionaryRows.OnlyFigure(inner) is { } only) numbers.Add((key, only));
                else others.Add(key);
            }
            else if (average is not null)
            {
                // Single numbers among those of all images are figures of all.
                var haveOthers = AverageName.Kind(average) == Average.Unsaid && !first.IsOfGroups;
                var isRow = DictionaryRows.HasScore(average, inner);
                if (isRow)
                    rows.Add((average,
                        [.. DictionaryRows.Figures(inner).Where(figure => !haveOthers || DictionaryRows.IsOfRows(figure.Title))]));
                if (haveOthers)
                    numbers.AddRange(DictionaryRows.Numbers(inner).Where(number => !isRow || !DictionaryRows.IsOfRows(number.Name)));
                else if (!isRow) others.Add(key);
            }
            else if (averages.Any(item => item.Name == key) || HasNumbers(inner)) others.Add(key);
        }
        var isHeld = nested.Length == 1 && (first.IsOfGroups ? !SetNames.IsSet(name) : SetNames.IsOfReport(within));
        if (!isHeld) others.AddRange(rows.Select(row => row.Name));
        if (!isHeld || first.AreEntities)
        {
            others.AddRange(numbers.Select(number => number.Name));
            numbers = [];
        }
        first = first with { NotJudged = [.. first.NotJudged, .. others] };
        return isHeld ? first.With(rows, numbers) : first;
    }

    /// <summary>Whether numbers stand in a dictionary, however deep.</summary>
    private static bool HasNumbers(List<(string Name, object? Value)> pairs) =>
        DictionaryRows.Numbers(pairs).Any()
        || pairs.Exists(pair => pair.Value is List<(string Name, object? Value)> inner && HasNumbers(inner));

    /// <summary>A dictionary, one with an order, or the arrays of <c>precision_recall_fscore_support</c>.</summary>
    [GeneratedRegex(@"\{|OrderedDict\(|\((?=(?:[a-z]{1,9}\.)?array\()")]
    private static partial Regex Start();

    /// <summary>An F of another weight than 1.</summary>
    [GeneratedRegex(@"\bbeta\s*=\s*(?!1(?:\.0*)?(?![0-9.]))")]
    private static partial Regex OtherBeta();
}
