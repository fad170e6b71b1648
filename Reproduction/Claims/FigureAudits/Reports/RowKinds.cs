using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>Which rows of a found table are classes, which are averages over all of them, and which are not judged.</summary>
internal sealed class RowKinds
{
    /// <summary>Lines of which it is not said how they were averaged: each is tried in three ways.</summary>
    private const int MostUnsaid = 2;

    private readonly string source;
    private readonly FoundTable table;
    private readonly RowCells cells;
    private readonly ReportOptions options;

    /// <summary>Those of classes and of averages over all.</summary>
    private readonly IReadOnlyList<FoundRow> rows = [];

    /// <summary>The images of the lines that are averages for sure; <see langword="null"/> where none is.</summary>
    private readonly long? most;

    /// <param name="source">What messages call the paste.</param>
    /// <param name="table">The table.</param>
    /// <param name="cells">Its cells as numbers.</param>
    /// <param name="options">What is said of it beside.</param>
    /// <exception cref="BadInputException">It cannot be told what a row is.</exception>
    public RowKinds(string source, FoundTable table, RowCells cells, ReportOptions options)
    {
        (this.source, this.table, this.cells, this.options) = (source, table, cells, options);
        if (table.IsOfClassesAlone)
        {
            Classes.AddRange(table.Rows);
            return;
        }
        var ofSome = LinesOfSome.In(table, cells.Style, Images);
        if (IsLastAClass && ofSome.Count > 0) ofSome.Remove(table.Rows[^1]);
        NotJudged.AddRange(table.Rows.Where(ofSome.Contains).Select(row => row.Name));
        rows = [.. table.Rows.Where(row => !ofSome.Contains(row))];
        // Lines that are averages for sure have all images, which a class that is called macro or average has not.
        most = rows.Where(row => AverageName.Of(row) is not (null or Average.Unsaid) && !AverageName.IsBare(row.Name))
            .Select(Images).Max();
        for (var i = 0; i < rows.Count; i++) Tell(i);
        AddOfOtherNames();
        if (Averages.Where(average => average.Kind == Average.Unsaid && !IsTotalOfImages(average.Row)).Skip(MostUnsaid).FirstOrDefault().Row
            is { } more)
            throw new BadInputException(
                $"{source}:{more.Line}: '{Shown.Short(more.Name)}', a third line that may be an average of any kind, expected two at most");
        AskOfLast();
    }

    /// <summary>One a class.</summary>
    public List<FoundRow> Classes { get; } = [];

    /// <summary>Of all classes.</summary>
    public List<(FoundRow Row, Average Kind)> Averages { get; } = [];

    /// <summary>Names of lines that are not judged: of one figure of all images, of some classes, or of how scores differ.</summary>
    public List<string> NotJudged { get; } = [];

    private bool IsLastAClass => options.LastLine == LastLineKind.Class;

    /// <summary>Whether a line with images is an average for sure.</summary>
    private bool HasCertain => most is not null;

    private long? Images(FoundRow row) => cells.Images(row);

    /// <summary>Puts a row, behind those above it, to the classes, to the averages or to what is not judged.</summary>
    private void Tell(int at)
    {
        var row = rows[at];
        if (IsTotalOfImages(row) && !(IsLastAClass && at == rows.Count - 1))
        {
            // Those of some classes above, or of all.
            if (IsSumOfLast(row) && (!IsSum(row) || HasClassesBelow(at))) NotJudged.Add(row.Name);
            else Averages.Add((row, Average.Unsaid));
            return;
        }
        var kind = AverageName.Of(row);
        var hasFewer = Images(row) < most && !(IsMean(row) && Classes.Sum(earlier => Images(earlier)) == most);
        if ((hasFewer && (kind == Average.Unsaid || AverageName.IsBare(row.Name))) || (!HasCertain && IsClassOfBareName(row)))
        {
            Classes.Add(row);
            return;
        }
        if (kind is null && !hasFewer && AverageName.Within(row.Name) is { } within
            && (HasImagesOfAverage(row, within) || IsOfOneScore(row))
            && (within is not Average.Accuracy || AverageName.HasOneFigure(row)))
            kind = within;
        if (kind is not (null or Average.Accuracy) && IsOfOneFigure(row) && AverageName.WithoutKind(row.Name) is { Length: > 0 } said)
        {
            // A mean average precision is an area.
            if (Named(said) is { } score && (kind != Average.Unsaid || score.Score != Score.Precision)) cells.TakeAs(row, score);
            else if (table.Figures(row).Count() == 1 && AverageName.IsOfMeasure(said))
            {
                NotJudged.Add(row.Name);
                return;
            }
        }
        // One figure of all images that is no accuracy: kappa, say.
        if (kind is null && cells.Figures(row).Count() == 1 && IsSum(row))
        {
            NotJudged.Add(row.Name);
            return;
        }
        if (kind == Average.Unsaid) kind = Unsaid(at);
        if (kind is null)
        {
            Classes.Add(row);
            return;
        }
        if (kind != Average.Unsaid && !cells.IsOfNamedScore(row)
            && Averages.Any(earlier => earlier.Kind == kind && !cells.IsOfNamedScore(earlier.Row)))
            throw new BadInputException($"{source}:{row.Line}: a second line '{row.Name}', expected one");
        Averages.Add((row, kind.Value));
    }

    /// <summary>As many images as all above together, and as averages have: some of them under other names.</summary>
    private void AddOfOtherNames()
    {
        var all = Averages.Select(average => Images(average.Row)).OfType<long>().ToHashSet();
        while (Classes.Index().Skip(2).FirstOrDefault(row =>
            Images(row.Item) is { } own && all.Contains(own) && IsSum(row.Item, row.Index)).Item is { } another)
        {
            Averages.Add((another, Average.Unsaid));
            Classes.Remove(another);
        }
    }

    /// <summary>Asks what the last line is that was taken for a class, and may be an average by its images or its name.</summary>
    private void AskOfLast()
    {
        if (Classes.Count < 3 || Classes[^1] is not { } last) return;
        if (Averages.Count == 0 && IsSum(last, Classes.Count - 1)) AskOf(last, "has as many images as all lines above it together");
        else if (Images(last) is null && AverageName.MayBe(last.Name) && options.Supports?.Count != Classes.Count)
            AskOf(last, "may be an average");
        else if (Averages.Count == 0 && HasMean(last, Classes.Count - 1) && AverageName.Of(last) is not null)
            AskOf(last, "may be an average, and has the mean of the images above");
    }

    /// <summary>Whether images stand alone in a line that is called a total: no class is shown without a figure and called so.</summary>
    private bool IsTotalOfImages(FoundRow row) => AverageName.IsTotal(row.Name) && !table.Figures(row).Any() && Images(row) is not null;

    /// <summary>Whether it has the images of two classes or more next above it.</summary>
    private bool IsSumOfLast(FoundRow row) => Images(row) is { } all
        && Enumerable.Range(2, Math.Max(0, Classes.Count - 1))
            .Any(count => Classes.TakeLast(count).Sum(earlier => Images(earlier) ?? 0) == all);

    private bool HasClassesBelow(int at) => rows.Skip(at + 1).Any(later =>
        AverageName.Of(later) is null && AverageName.Within(later.Name) is null && !IsTotalOfImages(later));

    /// <summary>Whether one figure stands there, be it in several columns.</summary>
    private bool IsOfOneFigure(FoundRow row) => table.Figures(row).Select(figure => CellText.Plain(figure.Cell)).Distinct().Count() == 1;

    /// <summary>Whether a row without images has one figure of several columns, and its name says which it is.</summary>
    private bool IsOfOneScore(FoundRow row) => Classes.Count > 1 && Images(row) is null && table.Figures(row).Count() == 1
        && table.Columns.Count(column => column.Kind == ColumnKind.Figure) > 1 && Named(AverageName.WithoutKind(row.Name)) is not null;

    /// <summary>The column of a score by its name; <see langword="null"/> if the table has none.</summary>
    private Column? Named(string score) => Column.Of(score) is { Kind: ColumnKind.Figure } named
        ? table.Columns.FirstOrDefault(column => column.Kind == ColumnKind.Figure
            && (column.Score, column.Complement) == (named.Score, named.Complement))
        : null;

    /// <summary>
    /// Whether a name that may be an average's has the images of one. Where no line is an average for sure, those of a class of many that
    /// are called "above average" and the like tell nothing, nor does a mean of classes of nearly one size.
    /// </summary>
    private bool HasImagesOfAverage(FoundRow row, Average within) => IsSum(row)
        || (IsMean(row) && (HasCertain || AreUneven)
            && (within == Average.Unsaid ? HasCertain || AverageName.MayBe(row.Name) : AverageName.SaysMean(row.Name)));

    /// <summary>
    /// What a line is of which its name does not say how it was averaged: an average if it has the images of all classes above, or none
    /// at the end; otherwise a class that is called so.
    /// </summary>
    private Average? Unsaid(int at)
    {
        var row = rows[at];
        // Nobody calls a class overall.
        if (IsSumOfAll(row) && !IsSum(row) && !HasCertain && CellText.Plain(row.Name).ToLowerInvariant() is not ("overall" or "all"))
            return IsLastAClass ? null : Said(row, "has as many images as all other lines together");
        // A total has the sum of the images and not their mean.
        if (!HasCertain && IsMean(row) && !IsSum(row) && CellText.Plain(row.Name).Equals("total", StringComparison.OrdinalIgnoreCase))
            return IsLastAClass ? null : Said(row, "may be an average, and has the mean of the images above");
        if (IsSum(row) || IsSumOfAll(row) || (IsMean(row) && (HasCertain || (AreUneven && IsBehindClasses(at)))))
            return at == rows.Count - 1 && options.LastLine is { } kind ? Said(kind) : Average.Unsaid;
        if (Classes.Count < 2 || Images(row) is not null || IsLastAClass
            || (options.Supports is { Count: > 1 } given && given.Count > Classes.Count))
            return null;
        if (rows.Skip(at + 1).FirstOrDefault(later => AverageName.Of(later) is null) is { } later)
            throw new BadInputException(
                $"{source}:{later.Line}: '{Shown.Short(later.Name)}' behind '{Shown.Short(row.Name)}', which may be an average, expected "
                + "the end of the table, or --last-line class if both are classes");
        return options.LastLine is { } said ? Said(said) : Average.Unsaid;
    }

    /// <summary>
    /// Whether a row is a class though it is called macro or micro, where no line with images is an average for sure: a class stands below
    /// it, and its images are not the sum of the others'. If they are, it is asked; and of the last line, if it has the mean.
    /// </summary>
    private bool IsClassOfBareName(FoundRow row)
    {
        if (!AverageName.IsBare(row.Name)) return false;
        if (Images(row) is not { } own)
            return (IsLastAClass && rows.All(other => AverageName.Of(other) is null || AverageName.IsBare(other.Name)))
                || (AverageWords.IsBare(row.Name) && options.Supports?.Count == rows.Count(
                    other => AverageName.Of(other) is null || AverageWords.IsBare(other.Name)));
        // In another language such a word is a class's, unless its images are those of an average.
        if (AverageWords.IsBare(row.Name) && (options.LastLine is null || IsLastAClass) && !IsSum(row) && !IsMean(row)) return true;
        long[] others = [.. rows.Where(other => AverageName.Of(other) is null).Select(Images).OfType<long>()];
        var isLast = rows.SkipWhile(other => other != row).All(other => AverageName.Of(other) is not null);
        var isSum = others.Sum() == own;
        if (!isLast && !isSum) return true;
        if (rows.Any(other => other != row && AverageName.Of(other) is not null)
            || (isLast && !(others.Length > 1 && IsMeanOf(own, others))))
            return isLast && IsLastAClass;
        if (options.LastLine is null && AverageName.Of(row) != Average.Samples)
            Said(row, $"has {(isSum ? "as many images as all other lines together" : "the mean of the images above")}");
        return IsLastAClass;
    }

    private static Average? Said(LastLineKind lastLine) => lastLine switch
    {
        LastLineKind.Weighted => Average.Weighted,
        LastLineKind.Macro => Average.Macro,
        LastLineKind.Micro => Average.Micro,
        _ => null,
    };

    private void AskOf(FoundRow last, string why)
    {
        if (IsLastAClass) return;
        Classes.Remove(last);
        Averages.Add((last, Said(last, why)));
    }

    /// <summary>What a line is said to be that may be an average; where nothing is said, it is asked.</summary>
    private Average Said(FoundRow row, string why) => (options.LastLine is { } said ? Said(said) : null)
        ?? throw new BadInputException(
            $"{source}:{row.Line}: '{Shown.Short(row.Name)}' {why}, expected --last-line weighted, macro or micro if it is an average, "
            + "class if it is a class");

    /// <summary>Whether it has the mean of the classes' images, which are not all its own.</summary>
    public bool IsMean(FoundRow row) => !IsTotalOfImages(row) && HasMean(row, Classes.Count)
        && Classes.Any(earlier => Images(earlier) != Images(row));

    private bool HasMean(FoundRow row, int classes) => Images(row) is > 0 and var mean && classes > 1
        && Classes.Take(classes).All(earlier => Images(earlier) is not null)
        && IsMeanOf(mean, Classes.Take(classes).Select(earlier => Images(earlier)!.Value));

    /// <summary>Whether so many images are the mean of others', as a spreadsheet's average of a column is.</summary>
    internal static bool IsMeanOf(long images, IEnumerable<long> others) => Math.Abs(others.Average() - images) <= 0.5;

    /// <summary>Whether classes differ in size by so much that a class has hardly the mean of the others by chance.</summary>
    private bool AreUneven => Classes.Max(earlier => Images(earlier)) - Classes.Min(earlier => Images(earlier)) > 2;

    /// <summary>Whether no line below is a class by its name.</summary>
    private bool IsBehindClasses(int at) => rows.Skip(at + 1).All(later =>
        AverageName.Of(later) is not null || AverageName.Within(later.Name) is not null || IsOfOneFigure(later) || IsSum(later));

    /// <summary>Whether it has the images of all lines that are classes by their names, above and below.</summary>
    private bool IsSumOfAll(FoundRow row) => Images(row) is > 0 and var all
        && rows.Where(other => AverageName.Of(other) is null).Select(Images).ToList() is { Count: > 1 } classes
        && classes.All(images => images is not null) && classes.Sum() == all;

    private bool IsSum(FoundRow row) => Classes.Count > 1 && IsSum(row, Classes.Count);

    private bool IsSum(FoundRow row, int classes) =>
        Images(row) is > 0 and var all && Classes.Take(classes).All(earlier => Images(earlier) is not null) && Classes.Take(classes)
            .Sum(earlier => Images(earlier)!.Value) == all;
}
