using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>The rows of a found table, told apart, where they make a report.</summary>
internal sealed class ReportRows
{
    private readonly string source;
    private readonly FoundTable table;
    private readonly RowKinds kinds;

    /// <param name="source">What messages call the paste.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">What is said of it beside.</param>
    /// <exception cref="UnjudgedTableException">Rows of models, or columns of detected objects.</exception>
    /// <exception cref="BadInputException">Rows that make no report.</exception>
    public ReportRows(string source, FoundTable table, ReportOptions options)
    {
        (this.source, this.table) = (source, table);
        Cells = new(source, table);
        kinds = new(source, table, Cells, options);
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
            && Classes.FirstOrDefault(row => Cells.Images(row) > images) is { } larger)
            throw new BadInputException(
                $"{source}:{larger.Line}: support {Cells.Images(larger)} of '{Shown.Short(larger.Name)}', expected at most the {images} of "
                + "--images");
        if (Classes.Count is < 1 or > PrintedReport.MostClasses)
            throw new BadInputException(
                $"{source}:{table.FirstLine}: {Classes.Count} classes, expected 1 to {PrintedReport.MostClasses} lines with precision, "
                + "recall and f1-score");
    }

    /// <summary>The cells of the rows.</summary>
    public RowCells Cells { get; }

    /// <inheritdoc cref="RowKinds.Classes"/>
    public IReadOnlyList<FoundRow> Classes => kinds.Classes;

    /// <inheritdoc cref="RowKinds.Averages"/>
    public IReadOnlyList<(FoundRow Row, Average Kind)> Averages => kinds.Averages;

    /// <summary>Columns of which it cannot be said what they are in, and names of lines that are not judged.</summary>
    public IReadOnlyList<string> NotJudged =>
        [.. Cells.Style.Undecided.Select(column => $"{CellText.Plain(column.Title)} (shares or per cent)"), .. kinds.NotJudged];

    /// <summary>Whether the images of each class stand in the table.</summary>
    public bool HasImages => Classes.All(row => Cells.Images(row) is not null);

    /// <summary>
    /// Whether anything says that rows are classes, and not people, readers or models with as many images of their own: what their titles
    /// say, a line of an average for sure, or the column that is called support, unless they are called groups or have an accuracy each.
    /// </summary>
    public bool AreClasses => table.IsOfClassesAlone || ModelNames.IsOfClasses(table.NamesTitle)
        || Averages.Any(average => average.Kind != Average.Unsaid)
        || Cells.SupportTitle is not { } title
        || (Column.IsCalledSupport(title) && !ModelNames.IsOfGroups(table.NamesTitle) && !ModelNames.AreGroups(table.NamesTitle, Classes)
            && !OwnAccuracies.Have(table, Classes, Cells.Images));

    /// <inheritdoc cref="RowKinds.IsMean"/>
    public bool IsMean(FoundRow row) => kinds.IsMean(row);

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
            var printed = Cells.Images(Classes[c]);
            if (said is not null && printed is not null && printed != said)
                throw new BadInputException(
                    $"{source}:{Classes[c].Line}: support {printed} of '{Shown.Short(Classes[c].Name)}', expected the {said} of --support");
            supports[c] = printed ?? said
                ?? throw new UnjudgedTableException(
                    $"{source}:{Classes[c].Line}: no support of '{Shown.Short(Classes[c].Name)}'{WhereItMayBe()}");
        }
        if (supports.Sum() == 0)
            throw new BadInputException($"{source}: no images in any class, expected supports of which one at least is not 0");
        return supports;
    }

    /// <summary>The column that may have the images, with the numbers to say so; else where they are expected.</summary>
    private string WhereItMayBe()
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            long?[] images = [.. Classes.Select(row => CellText.IsEmpty(row.Cells[i]) ? null : Cells.Whole(row.Cells[i]))];
            if (!SupportColumn.MayBe(table, Classes, i) || images.Any(own => own is null) || !images.Any(own => own > 1)) continue;
            return $" ({SupportColumn.Question(table.Columns[i].Title, [.. images.OfType<long>()])})";
        }
        return ", expected it in the table or as --support";
    }
}
