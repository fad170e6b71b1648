using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>Reads a report from a table that was found: every figure as a claim, and what its lines say of other classes.</summary>
internal sealed class ReportReader
{
    /// <summary>Decimals of a share in whole per cents.</summary>
    private const int WholePerCent = 2;

    private readonly string source;
    private readonly FoundTable table;
    private readonly ReportOptions options;
    private readonly RoundingRule rule;
    private readonly ReportRows rows;
    private readonly List<FigureClaim> claims = [];
    private readonly List<string> notJudged;

    /// <summary>Figures of each line of which it is not said how it was averaged.</summary>
    private readonly List<IReadOnlyList<FigureClaim>> unsaid = [];

    /// <summary>Figures of averages without images in a table that has those of each class.</summary>
    private readonly HashSet<FigureClaim> withoutImages = [];

    /// <summary>Averages with images, as those of the positive class of two.</summary>
    private readonly List<(IReadOnlyList<FigureClaim> Claims, long Images)> sets = [];

    /// <summary>Scores that are printed as undefined.</summary>
    private readonly HashSet<(Score Score, int Class)> leftOut = [];

    /// <summary>Whether one class of two is shown beside the accuracy of both.</summary>
    private bool isOfOne;

    /// <param name="source">What messages call the text.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">What is said of it beside.</param>
    /// <exception cref="UnjudgedTableException">It is of models.</exception>
    /// <exception cref="BadInputException">Its rows make no report.</exception>
    public ReportReader(string source, FoundTable table, ReportOptions options)
    {
        (this.source, this.table, this.options) = (source, table, options);
        rule = options.Rule ?? (table.Layout == TableLayout.Text ? RoundingRule.Printf : RoundingRule.Nearest);
        rows = new(source, table, options);
        notJudged =
            [.. table.Columns.Where(column => column is { Kind: ColumnKind.Other, Title.Length: > 0 }).Select(column => column.Title),
                .. table.NotJudged, .. rows.NotJudged];
    }

    /// <summary>Whether the images of each class stand in the table, and nowhere else.</summary>
    private bool HasImages => options.Supports is null && rows.HasImages;

    /// <summary>Reads the report.</summary>
    /// <exception cref="UnjudgedTableException">It has no supports.</exception>
    /// <exception cref="BadInputException">A cell cannot be read, or lines contradict each other.</exception>
    public PrintedReport Read()
    {
        ReadClasses();
        var counts = CountColumns.In(source, table, rows);
        if (counts is not null) notJudged.RemoveAll(counts.Titles.Contains);
        var supports = rows.Supports(options.Supports ?? counts?.Supports);
        var averages = AveragesOfOneLabel();
        ReadAverages(averages);
        var totals = averages.Where(average => !rows.IsMean(average.Row))
            .Select(average => rows.Cells.Images(average.Row)).OfType<long>().ToArray();
        if (totals.Length > 0 && totals.All(total => total > supports.Sum()))
            throw new BadInputException(
                $"{source}:{averages[0].Row.Line}: averages of {totals[0]} images below classes of {supports.Sum()}: classes are "
                + "missing, expected every line of the report");
        bool Has(Average kind) => averages.Any(average => average.Kind == kind);
        var isClosed = Has(Average.Accuracy) && !isOfOne;
        var areLabels = options.Images is { } given && (Has(Average.Samples) || (!isClosed && given != supports.Sum()));
        if (areLabels && supports.Max() > options.Images)
            throw new BadInputException(
                $"--images: found {options.Images} beside a class of {supports.Max()} images, expected all images of {source}");
        string[] names = [.. rows.Classes.Select(row => row.Name)];
        return new(names, new(supports, claims)
        {
            OtherClasses = Has(Average.Micro) || areLabels,
            Conventions = ConventionsOf(supports, areLabels),
            ClassNames = names,
        })
        {
            MayBeOpen = !isClosed && !areLabels,
            Unsaid = unsaid,
            WithoutImages = withoutImages,
            Sets = rows.AreClasses || !HasImages || counts is not null || areLabels ? [] : Sets(),
            Blank = [.. BlankScores(supports)],
            PerCent = rows.Cells.Style.PerCent,
            NotJudged = notJudged,
            Table = table,
            Counts = counts,
        };
    }

    private void ReadClasses()
    {
        for (var c = 0; c < rows.Classes.Count; c++)
            foreach (var (column, cell) in rows.Cells.Figures(rows.Classes[c]))
                if (CellText.IsNotANumber(cell)) LeaveOut(rows.Classes[c], column.Score, c);
                else claims.Add(Claim(rows.Classes[c], column, cell, new(column.Score, Scope.Class, c)));
    }

    private void LeaveOut(FoundRow row, Score score, int c)
    {
        if (score == Score.Recall && rows.Cells.Images(row) is > 0 and var own)
            throw new BadInputException($"{source}:{row.Line}: recall is 'nan' of {own} images, expected a decimal number");
        leftOut.Add((score, c));
        // A precision of nothing: no image was taken for the class.
        if (score == Score.Precision) claims.Add(new(FigureName.Of(Score.TruePositives, c), new(0, 0), rule));
    }

    /// <summary>
    /// The averages of one label an image. There precision and recall of all classes together are the accuracy: where they are two, it is
    /// of others.
    /// </summary>
    private List<(FoundRow Row, Average Kind)> AveragesOfOneLabel()
    {
        var isAccuracyOfOthers = HasTwoRates();
        var averages = rows.Averages.Where(average => average.Kind != Average.Accuracy || !isAccuracyOfOthers).ToList();
        notJudged.AddRange(rows.Averages.Except(averages).Select(average => $"{average.Row.Name} (perhaps of tokens or sets of labels)"));
        return averages;
    }

    private void ReadAverages(List<(FoundRow Row, Average Kind)> averages)
    {
        // A program's dictionary leaves no class out.
        var mayLackClasses = HasImages && table.Layout != TableLayout.Dictionary;
        foreach (var (row, kind) in averages)
        {
            if (rows.Cells.Images(row) is { } all && !rows.IsMean(row)
                && !claims.Any(claim => claim.Figure.IsOfImages && claim.Printed.Scaled == all))
                claims.Add(new(FigureName.Images, new(all, 0), rule));
            if (kind == Average.Samples) continue;
            if (kind == Average.Accuracy)
            {
                ReadAccuracy(row);
                continue;
            }
            var own = OfAverage(row, kind);
            if (kind == Average.Unsaid && own.Count > 0) unsaid.Add(own);
            else claims.AddRange(own);
            if (mayLackClasses && rows.Cells.Images(row) is null) withoutImages.UnionWith(own);
            if (rows.Cells.Images(row) is { } together) sets.Add((OfPositive(own), together));
        }
    }

    private void ReadAccuracy(FoundRow row)
    {
        // Of two classes, of which one is shown, accuracy is of both.
        if (rows.Classes.Count == 1 && claims.Any(claim => claim.Figure.IsOfClass && claim.Printed.Value < 1))
        {
            isOfOne = true;
            notJudged.Add($"{row.Name} beside one class of several");
            return;
        }
        // A data frame may have nan in the columns of the other scores.
        if (rows.Cells.Figures(row).FirstOrDefault(figure => !CellText.IsNotANumber(figure.Cell)) is { Cell.Length: > 0 } only)
        {
            var printed = rows.Cells.Read(row, only.Column, only.Cell);
            claims.Add(new(FigureName.Accuracy, printed, RuleOf(printed)));
        }
    }

    /// <summary>The figures of a line; one of which it is not said how it was averaged is taken for a macro average.</summary>
    private List<FigureClaim> OfAverage(FoundRow row, Average kind)
    {
        var scope = kind switch { Average.Macro or Average.Unsaid => Scope.Macro, Average.Micro => Scope.Micro, _ => Scope.Weighted };
        List<FigureClaim> own = [];
        foreach (var (column, cell) in rows.Cells.Figures(row).Where(figure => !CellText.IsNotANumber(figure.Cell)))
            if (scope != Scope.Micro || column.Score is Score.Precision or Score.Recall or Score.F1)
                own.Add(Claim(row, column, cell, new(column.Score, scope)));
            else notJudged.Add($"{column.Title} of {row.Name}");
        return own;
    }

    /// <summary>Whether the precision and the recall of all classes together cannot be one value.</summary>
    private bool HasTwoRates()
    {
        Admission[] Printed(Score score) =>
            [.. rows.Averages.Where(average => average.Kind == Average.Micro).SelectMany(average => rows.Cells.Figures(average.Row)
                .Where(figure => figure.Column.Score == score && !CellText.IsNotANumber(figure.Cell))
                .Select(figure => new Admission(Claim(average.Row, figure.Column, figure.Cell, new(score, Scope.Micro)))))];
        return Printed(Score.Precision).Any(precision =>
            Printed(Score.Recall).Any(recall => precision.High <= recall.Low || recall.High <= precision.Low));
    }

    /// <summary>What the program does that printed the report: undefined scores are left out of its means.</summary>
    /// <param name="supports">Images a class.</param>
    /// <param name="areLabels">Whether each class is a label by itself, of all images.</param>
    private Conventions ConventionsOf(long[] supports, bool areLabels)
    {
        if (leftOut.Count == 0 && !areLabels) return Conventions.Usual;
        var conventions = Conventions.Usual.Without(leftOut);
        return areLabels
            ? conventions with { Others = [.. supports.Select(support => options.Images!.Value - support)] }
            : conventions;
    }

    /// <summary>The figures of each row, averages too, as those of the positive class of two.</summary>
    private IReadOnlyList<(IReadOnlyList<FigureClaim> Claims, long Images)> Sets() =>
        [.. sets, .. rows.Classes.Select((row, c) =>
            (OfPositive(claims.Where(claim => claim.Figure.IsOfClass && claim.Figure.Class == c)), rows.Cells.Images(row)!.Value))];

    /// <summary>Scores of classes that are not printed and may be undefined; a recall only where there are no images.</summary>
    private IEnumerable<(Score Score, int Class)> BlankScores(long[] supports)
    {
        for (var c = 0; c < supports.Length; c++)
            foreach (var (column, cell) in table.Columns.Zip(rows.Classes[c].Cells))
                if (column is { Kind: ColumnKind.Figure, Complement: false, Score: Score.Precision or Score.Recall or Score.F1 }
                    && (column.Score != Score.Recall || supports[c] == 0) && CellText.IsEmpty(cell))
                    yield return (column.Score, c);
    }

    private static IReadOnlyList<FigureClaim> OfPositive(IEnumerable<FigureClaim> claims) =>
        [.. claims.Select(claim => claim with { Figure = claim.Figure with { Scope = Scope.Class, Class = 1 }, PublishedAs = null })];

    private FigureClaim Claim(FoundRow row, Column column, string cell, FigureName figure)
    {
        var printed = rows.Cells.Read(row, column, cell);
        return new(figure, printed, RuleOf(printed))
        {
            Complement = column.Complement,
            PublishedAs = column.Complement
                ? $"{(figure.IsMean ? "weighted_" : "")}fpr{(figure.IsOfClass ? $"[{figure.Class}]" : "")}"
                : null,
        };
    }

    /// <summary>How a figure was rounded: of whole per cents decimals may have been cut off.</summary>
    private RoundingRule RuleOf(PrintedFigure printed) =>
        options.Rule is null && table.MayCutDigits && printed.Digits <= WholePerCent ? RoundingRule.Any : rule;
}
