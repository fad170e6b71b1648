using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>The rows of a found table, told apart, and their cells as numbers.</summary>
internal sealed class ReportRows
{
    private readonly string source;
    private readonly FoundTable table;
    private readonly int support;
    private readonly NumberStyle style;
    private readonly Dictionary<FoundRow, Column> ofOneScore = [];

    /// <summary>Those of classes and of averages over all.</summary>
    private IReadOnlyList<FoundRow> rows = [];

    /// <summary>Lines of which it is not said how they were averaged: each is tried in three ways.</summary>
    private const int MostUnsaid = 2;

    /// <exception cref="UnjudgedTableException">Rows of models, or columns of detected objects.</exception>
    /// <exception cref="BadInputException">Rows that make no report.</exception>
    public ReportRows(string source, FoundTable table, ReportOptions options)
    {
        (this.source, this.table) = (source, table);
        support = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => table.Columns[i].Kind == ColumnKind.Support, -1);
        style = new(source, table);
        NotJudged.AddRange(style.Undecided.Select(column => $"{CellText.Plain(column.Title)} (shares or per cent)"));
        Split(options);
        ModelNames.Refuse(source, Classes);
        if (!table.IsOfClassesAlone && table.Columns.FirstOrDefault(AverageName.IsInTitle) is { } averaged)
            throw ModelNames.NoClasses(
                $"{source}:{table.FirstLine}: '{Shown.Short(averaged.Title)}' is an average over classes, expected the scores of each class");
        // Models share a test set: their images do not add up, and no one accuracy is theirs.
        if (!table.IsOfClassesAlone && !Averages.Any(average => average.Kind != Average.Unsaid))
            ModelNames.RefuseClassifiers(source, table.NamesTitle, Classes);
        if (table.Columns.FirstOrDefault(column => column.IsOfDetections) is { } detections)
            throw new UnjudgedTableException(
                $"{source}:{table.FirstLine}: a column '{Shown.Short(detections.Title)}', as tables of detected objects have it, expected a "
                + "report of one label an image");
        foreach (var twins in Classes.GroupBy(row => row.Name).Where(group => group.Count() > 1))
            throw new BadInputException(
                $"{source}:{twins.First().Line} and {source}:{twins.Skip(1).First().Line}: two classes '{Shown.Short(twins.Key)}', "
                + "expected a name for each");
        if (Averages.FirstOrDefault(average => average.Kind == Average.Samples).Row is { } samples && options.Images is null)
            throw new BadInputException(
                $"{source}:{samples.Line}: a line '{samples.Name}' is of a multi-label report, expected --images N beside it: each label "
                + "is then a table of N images of its own");
        if (options.Images is { } images && Averages.Any(average => average.Kind == Average.Samples)
            && Classes.FirstOrDefault(row => Images(row) > images) is { } larger)
            throw new BadInputException(
                $"{source}:{larger.Line}: support {Images(larger)} of '{Shown.Short(larger.Name)}', expected at most the {images} of "
                + "--images");
        if (Classes.Count is < 1 or > PrintedReport.MostClasses)
            throw new BadInputException(
                $"{source}:{table.FirstLine}: {Classes.Count} classes, expected 1 to {PrintedReport.MostClasses} lines with precision, "
                + "recall and f1-score");
    }

    /// <summary>One a class.</summary>
    public List<FoundRow> Classes { get; } = [];

    /// <summary>Whether the images of each class stand in the table.</summary>
    public bool HasImages => Classes.All(row => Images(row) is not null);

    /// <summary>
    /// Whether anything says that rows are classes, and not people, readers or models with as many images of their own: what their titles
    /// say, the column that is called support, or a line of an average for sure.
    /// </summary>
    public bool AreClasses => table.IsOfClassesAlone || ModelNames.IsOfClasses(table.NamesTitle) || support < 0
        || Column.IsCalledSupport(table.Columns[support].Title) || Averages.Any(average => average.Kind != Average.Unsaid);

    /// <summary>Names of lines that are not judged: of one figure of all images, of some classes, or of how scores differ.</summary>
    public List<string> NotJudged { get; } = [];

    /// <summary>The others.</summary>
    public List<(FoundRow Row, Average Kind)> Averages { get; } = [];

    /// <inheritdoc cref="NumberStyle.PerCent"/>
    public IReadOnlyList<string> PerCent => style.PerCent;

    /// <summary>The figures of a row; of a line such as <c>Macro F1</c> the one, in whatever column, as what its name says.</summary>
    public IEnumerable<(Column Column, string Cell)> Figures(FoundRow row) =>
        (ofOneScore.TryGetValue(row, out var column) ? [(column, table.Figures(row).First().Cell)] : table.Figures(row))
            .Where(figure => !style.Undecided.Contains(figure.Column));

    /// <summary>The images of a row; <see langword="null"/> where none stand there.</summary>
    /// <exception cref="BadInputException">Something else stands there.</exception>
    public long? Images(FoundRow row)
    {
        if (support < 0 || CellText.IsEmpty(row.Cells[support])) return null;
        // A data frame repeats accuracy in every column, in whole numbers perhaps or with more digits.
        if (AverageName.Of(row) == Average.Accuracy && (Figures(row).Any(figure => figure.Cell == row.Cells[support])
            || (Figures(row).Count() > 1 && CellText.Figure(row.Cells[support]) is { } repeated && repeated.Value <= 1))) return null;
        return style.Images(row.Cells[support])
            ?? throw new BadInputException(
                $"{source}:{row.Line}: support is '{Shown.Short(row.Cells[support])}', expected a whole number of images"
                + (row.Cells[support].Contains('e', StringComparison.OrdinalIgnoreCase) ? " with all its digits" : ""));
    }

    /// <summary>A cell as a whole number of images; <see langword="null"/> of what is none.</summary>
    public long? Whole(string cell) => style.Images(cell);

    /// <summary>A cell as a share.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public PrintedFigure Read(FoundRow row, Column column, string cell) => style.Share(row, column, cell)
        ?? throw new BadInputException(
            $"{source}:{row.Line}: "
            + $"{(AverageName.Of(row) == Average.Accuracy ? "accuracy" : Column.Plain(column.Title).Replace(' ', '-'))} is "
            + $"'{Shown.Short(cell)}', expected a decimal number");

    /// <summary>Images a class, as printed or given.</summary>
    /// <exception cref="UnjudgedTableException">Neither.</exception>
    /// <exception cref="BadInputException">Both, and they differ.</exception>
    public long[] Supports(IReadOnlyList<long>? given)
    {
        if (given is { Count: not 1 } && given.Count != Classes.Count)
            throw new BadInputException(
                $"--support: {given.Count} numbers for the {Classes.Count} classes of {source}, expected one a class or one for all");
        var supports = new long[Classes.Count];
        for (var c = 0; c < supports.Length; c++)
        {
            var said = given is null ? (long?)null : given[given.Count == 1 ? 0 : c];
            var printed = Images(Classes[c]);
            if (said is not null && printed is not null && printed != said)
                throw new BadInputException(
                    $"{source}:{Classes[c].Line}: support {printed} of '{Shown.Short(Classes[c].Name)}', expected the {said} of --support");
            supports[c] = printed ?? said
                ?? throw new UnjudgedTableException(
                    $"{source}:{Classes[c].Line}: no support of '{Shown.Short(Classes[c].Name)}', expected it in the table or as "
                    + "--support");
        }
        if (supports.Sum() == 0)
            throw new BadInputException($"{source}: no images in any class, expected supports of which one at least is not 0");
        return supports;
    }

    private void Split(ReportOptions options)
    {
        if (table.IsOfClassesAlone)
        {
            Classes.AddRange(table.Rows);
            return;
        }
        var ofSome = LinesOfSome.In(table, style, Images);
        if (options.LastLine == LastLineKind.Class && ofSome.Count > 0) ofSome.Remove(table.Rows[^1]);
        NotJudged.AddRange(table.Rows.Where(ofSome.Contains).Select(row => row.Name));
        rows = [.. table.Rows.Where(row => !ofSome.Contains(row))];
        // Lines that are averages for sure have all images, which a class that is called macro or average has not.
        var most = rows.Where(row => AverageName.Of(row) is not (null or Average.Unsaid) && !AverageName.IsBare(row.Name))
            .Select(row => Images(row)).Max();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var kind = AverageName.Of(row);
            var hasFewer = Images(row) < most && !(IsMean(row) && Classes.Sum(earlier => Images(earlier)) == most);
            if ((hasFewer && (kind == Average.Unsaid || AverageName.IsBare(row.Name))) || (most is null && IsClassOfBareName(row, options)))
            {
                Classes.Add(row);
                continue;
            }
            if (kind is null && !hasFewer && AverageName.Within(row.Name) is { } within
                && (HasImagesOfAverage(row, within, most is not null) || IsOfOneScore(row))
                && (within is not Average.Accuracy || AverageName.HasOneFigure(row)))
                kind = within;
            if (kind is not (null or Average.Accuracy) && IsOfOneFigure(row) && AverageName.WithoutKind(row.Name) is { Length: > 0 } said)
            {
                // A mean average precision is an area.
                if (Named(said) is { } score && (kind != Average.Unsaid || score.Score != Score.Precision)) ofOneScore[row] = score;
                else if (table.Figures(row).Count() == 1 && AverageName.IsOfMeasure(said))
                {
                    NotJudged.Add(row.Name);
                    continue;
                }
            }
            // One figure of all images that is no accuracy: kappa, say.
            if (kind is null && Figures(row).Count() == 1 && IsSum(row))
            {
                NotJudged.Add(row.Name);
                continue;
            }
            if (kind == Average.Unsaid) kind = Unsaid(i, options, most is not null);
            if (kind is null)
            {
                Classes.Add(row);
                continue;
            }
            if (kind != Average.Unsaid && !ofOneScore.ContainsKey(row)
                && Averages.Any(earlier => earlier.Kind == kind && !ofOneScore.ContainsKey(earlier.Row)))
                throw new BadInputException($"{source}:{row.Line}: a second line '{row.Name}', expected one");
            Averages.Add((row, kind.Value));
        }
        // As many images as all above together, and as averages have: some of them under other names.
        var all = Averages.Select(average => Images(average.Row)).OfType<long>().ToHashSet();
        while (Classes.Index().Skip(2).FirstOrDefault(row =>
            Images(row.Item) is { } own && all.Contains(own) && IsSum(row.Item, row.Index)).Item is { } another)
        {
            Averages.Add((another, Average.Unsaid));
            Classes.Remove(another);
        }
        if (Averages.Where(average => average.Kind == Average.Unsaid).Skip(MostUnsaid).FirstOrDefault().Row is { } more)
            throw new BadInputException(
                $"{source}:{more.Line}: '{Shown.Short(more.Name)}', a third line that may be an average of any kind, expected two at most");
        if (Classes.Count < 3 || Classes[^1] is not { } last) return;
        if (Averages.Count == 0 && IsSum(last, Classes.Count - 1))
            AskOf(last, options.LastLine, "has as many images as all lines above it together");
        else if (Images(last) is null && AverageName.MayBe(last.Name) && options.Supports?.Count != Classes.Count)
            AskOf(last, options.LastLine, "may be an average");
        else if (Averages.Count == 0 && HasMean(last, Classes.Count - 1) && AverageName.Of(last) is not null)
            AskOf(last, options.LastLine, "may be an average, and has the mean of the images above");
    }

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
    private bool HasImagesOfAverage(FoundRow row, Average within, bool areCertain) => IsSum(row)
        || (IsMean(row) && (areCertain || AreUneven)
            && (within == Average.Unsaid ? areCertain || AverageName.MayBe(row.Name) : AverageName.SaysMean(row.Name)));

    /// <summary>
    /// What a line is of which its name does not say how it was averaged: an average if it has the images of all classes above, or none
    /// at the end; otherwise a class that is called so.
    /// </summary>
    private Average? Unsaid(int at, ReportOptions options, bool areCertain)
    {
        var row = rows[at];
        // Nobody calls a class overall.
        if (IsSumOfAll(row) && !IsSum(row) && !areCertain && CellText.Plain(row.Name).ToLowerInvariant() is not ("overall" or "all"))
            return options.LastLine == LastLineKind.Class
                ? null
                : Said(row, options.LastLine, "has as many images as all other lines together");
        // A total has the sum of the images and not their mean.
        if (!areCertain && IsMean(row) && !IsSum(row) && CellText.Plain(row.Name).Equals("total", StringComparison.OrdinalIgnoreCase))
            return options.LastLine == LastLineKind.Class
                ? null
                : Said(row, options.LastLine, "may be an average, and has the mean of the images above");
        if (IsSum(row) || IsSumOfAll(row) || (IsMean(row) && (areCertain || (AreUneven && IsBehindClasses(at)))))
            return at == rows.Count - 1 && options.LastLine is { } kind ? Said(kind) : Average.Unsaid;
        if (Classes.Count < 2 || Images(row) is not null || options.LastLine == LastLineKind.Class
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
    private bool IsClassOfBareName(FoundRow row, ReportOptions options)
    {
        if (!AverageName.IsBare(row.Name)) return false;
        if (Images(row) is not { } own)
            return options.LastLine == LastLineKind.Class
                && rows.All(other => AverageName.Of(other) is null || AverageName.IsBare(other.Name));
        long[] others = [.. rows.Where(other => AverageName.Of(other) is null).Select(Images).OfType<long>()];
        var isLast = rows.SkipWhile(other => other != row).All(other => AverageName.Of(other) is not null);
        var isSum = others.Sum() == own;
        if (!isLast && !isSum) return true;
        if (rows.Any(other => other != row && AverageName.Of(other) is not null)
            || (isLast && !(others.Length > 1 && IsMeanOf(own, others))))
            return isLast && options.LastLine == LastLineKind.Class;
        if (options.LastLine is null && AverageName.Of(row) != Average.Samples)
            Said(row, null, $"has {(isSum ? "as many images as all other lines together" : "the mean of the images above")}");
        return options.LastLine == LastLineKind.Class;
    }

    private static Average? Said(LastLineKind lastLine) => lastLine switch
    {
        LastLineKind.Weighted => Average.Weighted,
        LastLineKind.Macro => Average.Macro,
        LastLineKind.Micro => Average.Micro,
        _ => null,
    };

    private void AskOf(FoundRow last, LastLineKind? said, string why)
    {
        if (said == LastLineKind.Class) return;
        Classes.Remove(last);
        Averages.Add((last, Said(last, said, why)));
    }

    private Average Said(FoundRow row, LastLineKind? lastLine, string why) => (lastLine is { } said ? Said(said) : null)
        ?? throw new BadInputException(
            $"{source}:{row.Line}: '{Shown.Short(row.Name)}' {why}, expected --last-line weighted, macro or micro if it is an average, "
            + "class if it is a class");

    /// <summary>Whether it has the mean of the classes' images, which are not all its own.</summary>
    public bool IsMean(FoundRow row) => HasMean(row, Classes.Count) && Classes.Any(earlier => Images(earlier) != Images(row));

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
