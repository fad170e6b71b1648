using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>A report in a program's value, before it is a table.</summary>
/// <param name="Path">The names under which it stands.</param>
/// <param name="Rows">Rows by name.</param>
internal sealed record DictionaryReport(string? Path, IReadOnlyList<(string Name, List<(string Title, string Text)> Figures)> Rows)
{
    /// <summary>What stands beside its rows or in them and is not judged.</summary>
    public IReadOnlyList<string> NotJudged { get; init; } = [];

    /// <summary>Single numbers beside it.</summary>
    private IReadOnlyList<(string Name, string Text)> Beside { get; init; } = [];

    /// <summary>Whether it stands under a name that says that its rows are groups of people and the like.</summary>
    public bool IsOfGroups { get; init; }

    /// <summary>Whether its rows are entities, as its name says or their <c>number</c>: an accuracy beside them is of tokens.</summary>
    public bool AreEntities { get; private init; }

    /// <summary>How many rows are called as classes are.</summary>
    public int Classes => Rows.Count(row => DictionaryRows.AverageNameOf(row.Name) is null);

    /// <summary>Whether a row is called as a class is.</summary>
    public bool HasClasses => Rows.Any(row => AverageName.Kind(row.Name) is null);

    /// <summary>Whether its rows are sets of images, each with figures of its own, by their names or that of the whole.</summary>
    private bool AreSets
    {
        get
        {
            var rows = Rows.Where(row => AverageName.Kind(row.Name) != Average.Accuracy).ToList();
            return IsOfGroups
                || (rows.Exists(row => SetNames.IsSet(row.Name))
                    && rows.TrueForAll(row => SetNames.IsSet(row.Name) || AverageName.Kind(row.Name) == Average.Unsaid))
                || (rows is [var only] && DictionaryRows.AverageNameOf(only.Name) is { } name && AverageName.Kind(name) == Average.Unsaid);
        }
    }

    /// <summary>The report of a value; <see langword="null"/> where it has no rows.</summary>
    /// <param name="value">The value, by rows or by columns.</param>
    /// <param name="path">The names under which it stands.</param>
    /// <param name="name">The last of them.</param>
    public static DictionaryReport? Of(object? value, string? path, string name) => DictionaryRows.Of(value) is { Count: > 0 } rows
        ? new DictionaryReport(path, rows)
        {
            NotJudged = [.. DictionaryRows.NotJudged(value)],
            Beside = [.. DictionaryRows.Beside(value)],
            IsOfGroups = SetNames.AreIn(name),
            AreEntities = SetNames.IsOfEntities(path ?? "")
                || rows.Exists(row => row.Figures.Exists(figure => DictionaryRows.IsOfEntities(figure.Title))),
        }.WithoutOthers(DictionaryRows.HasOverall(value))
        : null;

    /// <summary>The same with averages and numbers that stand beside it and are of the same predictions.</summary>
    public DictionaryReport With(
        IEnumerable<(string Name, List<(string Title, string Text)> Figures)> averages, IEnumerable<(string Name, string Text)> numbers)
    {
        List<(string Name, List<(string Title, string Text)> Figures)> rows = [.. Rows];
        List<string> notJudged = [.. NotJudged];
        foreach (var average in averages)
        {
            var kind = AverageName.Kind(average.Name);
            List<(string Title, string Text)> figures = [.. average.Figures.Select(figure => (Title(figure.Title), figure.Text))];
            if (IsOfGroups
                ? kind != Average.Unsaid
                : MayLeaveOut || rows.Exists(row => AverageName.Kind(row.Name) == kind)
                    || IsOfOneClass(figures, mayBeOne: kind == Average.Unsaid))
                notJudged.Add(average.Name);
            // Beside the classes no class is called macro.
            else rows.Add((AverageName.IsBare(average.Name) ? $"{average.Name} avg" : average.Name, figures));
        }
        return this with { Rows = rows, NotJudged = notJudged, Beside = [.. Beside, .. numbers] };
    }

    /// <summary>The table; <see langword="null"/> where precision or recall are missing.</summary>
    /// <param name="line">Where it begins.</param>
    public FoundTable? Table(int line)
    {
        var areSets = AreSets;
        var rows = Rows.Where(row => !areSets || AverageName.Kind(row.Name) is null or Average.Unsaid).ToList();
        string[] titles =
            [.. rows.SelectMany(row => row.Figures.Select(figure => figure.Title)).Distinct()
                .OrderBy(title => DictionaryRows.ColumnOf(title) is { Kind: ColumnKind.Support })];
        var columns =
            Header.WithoutOtherLetters([.. titles.Select(title => DictionaryRows.ColumnOf(title) ?? new(ColumnKind.Other, title))]);
        if (Header.OfCells(titles) is null) return null;
        return new(TableLayout.Dictionary, columns,
            [.. rows.Select(row => new FoundRow(line, row.Name, [.. columns.Select(column => Cell(row, column))]))])
        {
            Group = Path,
            FirstLine = line,
            AreSets = areSets,
            Beside = areSets || AreEntities ? [] : Beside,
            NotJudged =
            [
                .. NotJudged, .. (areSets || AreEntities ? Beside.Select(number => number.Name) : []),
                .. Rows.Except(rows).Select(row => row.Name),
            ],
        };
    }

    /// <summary>What a column is called in the rows.</summary>
    private string Title(string name) => DictionaryRows.ColumnOf(name) is { Kind: ColumnKind.Figure or ColumnKind.Support } own
        ? Rows.SelectMany(row => row.Figures).FirstOrDefault(figure => DictionaryRows.ColumnOf(figure.Title) is { } column
            && (column.Kind, column.Score, column.Complement) == (own.Kind, own.Score, own.Complement)).Title ?? name
        : name;

    private bool MayLeaveOut => AverageName.MayLeaveOut(Rows.Select(row => row.Name));

    /// <summary>The same without rows of all images that may be of something else than all its classes; they are named.</summary>
    private DictionaryReport WithoutOthers(bool hasOverall)
    {
        if (IsOfGroups) return this;
        bool IsOther((string Name, List<(string Title, string Text)> Figures) row) => AverageName.Kind(row.Name) switch
        {
            Average.Accuracy => AreEntities,
            Average.Unsaid => MayLeaveOut || IsOfOneClass(row.Figures, mayBeOne: true),
            // seqeval's entities are counted together.
            Average.Micro => MayLeaveOut || (!AreEntities && IsOfOneClass(row.Figures, mayBeOne: hasOverall)),
            Average.Macro or Average.Weighted => MayLeaveOut && AverageName.IsBare(row.Name),
            _ => false,
        };
        var others = Rows.Where(IsOther).ToList();
        return others.Count == 0
            ? this
            : this with { Rows = [.. Rows.Except(others)], NotJudged = [.. NotJudged, .. others.Select(row => row.Name)] };
    }

    /// <summary>Whether scores are those of one class of two, and no average: of the positive one.</summary>
    /// <param name="figures">The scores.</param>
    /// <param name="mayBeOne">Whether a single one says so, where nothing says how it was averaged.</param>
    private bool IsOfOneClass(List<(string Title, string Text)> figures, bool mayBeOne)
    {
        var scores = figures.Where(figure => DictionaryRows.ColumnOf(figure.Title) is { Kind: ColumnKind.Figure }).ToList();
        return Classes == 2 && scores.Count > (mayBeOne ? 0 : 1)
            && Rows.Any(row => DictionaryRows.AverageNameOf(row.Name) is null
                && scores.TrueForAll(score => row.Figures.Exists(own => AreOne(own, score))));
    }

    /// <summary>Whether figures are of the same score and may be of one value, printed with different digits.</summary>
    private static bool AreOne((string Title, string Text) one, (string Title, string Text) two)
    {
        if (DictionaryRows.ColumnOf(one.Title) is not { Kind: ColumnKind.Figure } own
            || DictionaryRows.ColumnOf(two.Title) is not { Kind: ColumnKind.Figure } other
            || (own.Score, own.Complement) != (other.Score, other.Complement)
            || CellText.Figure(one.Text) is not { } first || CellText.Figure(two.Text) is not { } second)
            return false;
        var apart = first.Value < second.Value ? second.Value - first.Value : first.Value - second.Value;
        // Half a unit of either.
        return apart + apart <= first.Unit + second.Unit;
    }

    private static string Cell((string Name, List<(string Title, string Text)> Figures) row, Column column) =>
        row.Figures.FirstOrDefault(figure => figure.Title == column.Title) is { Text: { } text } ? text
        : AverageName.Kind(row.Name) == Average.Accuracy && row.Figures is [var only] && column.Kind == ColumnKind.Figure
            ? only.Text
            : "";
}
