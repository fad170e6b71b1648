using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>A classification report, read back from its text.</summary>
/// <param name="ClassNames">K names in the table's order.</param>
/// <param name="Question">The supports, every figure of the table as a claim, and what its lines say of other classes.</param>
public sealed record PrintedReport(IReadOnlyList<string> ClassNames, CountQuestion Question)
{
    internal const int MostClasses = 10_000;

    /// <summary>
    /// Whether its lines leave open that there are classes which it does not show: no line <c>accuracy</c> says that there are none.
    /// </summary>
    public bool MayBeOpen { get; private init; }

    /// <summary>Figures of each line of which it is not said how it was averaged: each a macro average here.</summary>
    internal IReadOnlyList<IReadOnlyList<FigureClaim>> Unsaid { get; private init; } = [];

    /// <summary>
    /// Figures of averages without images in a table that has those of each class: where classes are left out, they may be over all.
    /// </summary>
    internal IReadOnlySet<FigureClaim> WithoutImages { get; private init; } = new HashSet<FigureClaim>();

    /// <summary>
    /// The figures of each row and its images, as those of the positive class of two, where nothing says that rows are classes: none where
    /// something does.
    /// </summary>
    internal IReadOnlyList<(IReadOnlyList<FigureClaim> Claims, long Images)> Sets { get; private init; } = [];

    /// <summary>Scores that may be undefined: a dash or nothing stands in their place.</summary>
    internal IReadOnlyCollection<(Score Score, int Class)> Blank { get; private init; } = [];

    /// <summary>Columns and cells that are not judged.</summary>
    internal IReadOnlyList<string> NotJudged { get; private init; } = [];

    /// <inheritdoc cref="NumberStyle.PerCent"/>
    internal IReadOnlyList<string> PerCent { get; private init; } = [];

    /// <summary>Hits and false alarms, where the table has them.</summary>
    internal CountColumns? Counts { get; private init; }

    /// <summary>The table in the paste.</summary>
    internal FoundTable? Table { get; private init; }

    /// <summary>Reads the one table of a text.</summary>
    /// <param name="source">What messages call the text, such as its path.</param>
    /// <param name="text">The table.</param>
    /// <param name="rule">How its figures were rounded; <see langword="null"/> as its layout says.</param>
    /// <param name="supports">Images a class where the table has no such column: K numbers, or one for all.</param>
    /// <exception cref="BadInputException">Not such a table; the message names source and line and says what was expected.</exception>
    public static PrintedReport Parse(string source, string text, RoundingRule? rule, IReadOnlyList<long>? supports = null)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new BadInputException($"{source}: empty, expected a classification report as text");
        var paste = Paste.Read(source, text);
        if (paste is { Tables.Count: 0, Unjudged: [var unjudged, ..] }) throw new BadInputException(unjudged);
        if (paste.Tables.Count == 0)
            throw new BadInputException(
                $"{source}:{FirstLine(text)}: '{Shown.Short(text.Trim().Split('\n')[0].Trim())}', expected the header precision recall "
                + "f1-score support");
        try
        {
            return Of(source, paste.Tables[0], new() { Rule = rule, Supports = supports });
        }
        catch (UnjudgedTableException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    internal static int FirstLine(string text) => 1 + text.AsSpan(0, text.Length - text.TrimStart().Length).Count('\n');

    /// <summary>Reads a table that was found.</summary>
    /// <exception cref="UnjudgedTableException">It is of models, or has no supports.</exception>
    /// <exception cref="BadInputException">A cell cannot be read.</exception>
    internal static PrintedReport Of(string source, FoundTable table, ReportOptions options)
    {
        var rule = options.Rule ?? (table.Layout == TableLayout.Text ? RoundingRule.Printf : RoundingRule.Nearest);
        var rows = new ReportRows(source, table, options);
        List<FigureClaim> claims = [];
        List<IReadOnlyList<FigureClaim>> unsaid = [];
        List<string> notJudged =
            [.. table.Columns.Where(column => column is { Kind: ColumnKind.Other, Title.Length: > 0 }).Select(column => column.Title),
                .. table.NotJudged, .. rows.NotJudged];
        var leftOut = new HashSet<(Score Score, int Class)>();
        for (var c = 0; c < rows.Classes.Count; c++)
            foreach (var (column, cell) in rows.Figures(rows.Classes[c]))
                if (CellText.IsNotANumber(cell)) LeaveOut(rows.Classes[c], column.Score, c);
                else claims.Add(Claim(rows.Read(rows.Classes[c], column, cell), new(column.Score, Scope.Class, c), column, rule));
        var counts = CountColumns.In(source, table, rows);
        if (counts is not null) notJudged.RemoveAll(counts.Titles.Contains);
        var supports = rows.Supports(options.Supports ?? counts?.Supports);
        var isOfOne = false;
        HashSet<FigureClaim> withoutImages = [];
        List<(IReadOnlyList<FigureClaim>, long)> sets = [];
        var hasImages = options.Supports is null && rows.HasImages;
        // A program's dictionary leaves no class out.
        var mayLackClasses = hasImages && table.Layout != TableLayout.Dictionary;
        // Of one label an image, precision and recall of all classes together are the accuracy: where they are two, it is of others.
        var isAccuracyOfOthers = HasTwoRates(rows, rule);
        var averages = rows.Averages.Where(average => average.Kind != Average.Accuracy || !isAccuracyOfOthers).ToList();
        notJudged.AddRange(rows.Averages.Except(averages).Select(average => $"{average.Row.Name} (perhaps of tokens or sets of labels)"));
        foreach (var (row, kind) in averages)
        {
            if (rows.Images(row) is { } all && !rows.IsMean(row)
                && !claims.Any(claim => claim.Figure.IsOfImages && claim.Printed.Scaled == all))
                claims.Add(new(FigureName.Images, new(all, 0), rule));
            if (kind == Average.Samples) continue;
            // Of two classes, of which one is shown, accuracy is of both.
            if (kind == Average.Accuracy && rows.Classes.Count == 1
                && claims.Any(claim => claim.Figure.IsOfClass && claim.Printed.Value < 1))
            {
                isOfOne = true;
                notJudged.Add($"{row.Name} beside one class of several");
                continue;
            }
            if (kind == Average.Accuracy)
            {
                if (rows.Figures(row).FirstOrDefault() is { Cell.Length: > 0 } only)
                    claims.Add(new(FigureName.Accuracy, rows.Read(row, only.Column, only.Cell), rule));
                continue;
            }
            var scope = kind switch { Average.Macro or Average.Unsaid => Scope.Macro, Average.Micro => Scope.Micro, _ => Scope.Weighted };
            List<FigureClaim> own = [];
            foreach (var (column, cell) in rows.Figures(row).Where(figure => !CellText.IsNotANumber(figure.Cell)))
                if (scope != Scope.Micro || column.Score is Score.Precision or Score.Recall or Score.F1)
                    own.Add(Claim(rows.Read(row, column, cell), new(column.Score, scope), column, rule));
                else notJudged.Add($"{column.Title} of {row.Name}");
            if (kind == Average.Unsaid) unsaid.Add(own);
            else claims.AddRange(own);
            if (mayLackClasses && rows.Images(row) is null) withoutImages.UnionWith(own);
            if (rows.Images(row) is { } together) sets.Add((OfPositive(own), together));
        }
        var totals = averages.Where(average => !rows.IsMean(average.Row))
            .Select(average => rows.Images(average.Row)).OfType<long>().ToArray();
        if (totals.Length > 0 && totals.All(total => total > supports.Sum()))
            throw new BadInputException(
                $"{source}:{averages[0].Row.Line}: averages of {totals[0]} images below classes of {supports.Sum()}: classes are "
                + "missing, expected every line of the report");
        void LeaveOut(FoundRow row, Score score, int c)
        {
            if (score == Score.Recall && rows.Images(row) is > 0 and var own)
                throw new BadInputException($"{source}:{row.Line}: recall is 'nan' of {own} images, expected a decimal number");
            leftOut.Add((score, c));
            // A precision of nothing: no image was taken for the class.
            if (score == Score.Precision) claims.Add(new(FigureName.Of(Score.TruePositives, c), new(0, 0), rule));
        }

        bool Has(Average kind) => averages.Any(average => average.Kind == kind);
        var conventions = Conventions.Usual.Without(leftOut);
        var isClosed = Has(Average.Accuracy) && !isOfOne;
        var areLabels = options.Images is { } given && (Has(Average.Samples) || (!isClosed && given != supports.Sum()));
        if (areLabels && supports.Max() > options.Images)
            throw new BadInputException(
                $"--images: found {options.Images} beside a class of {supports.Max()} images, expected all images of {source}");
        if (areLabels)
            conventions = conventions with { Others = [.. supports.Select(support => options.Images!.Value - support)] };
        if (rows.AreClasses || !hasImages || counts is not null || areLabels) sets = [];
        else
            sets.AddRange(rows.Classes.Select((row, c) =>
                (OfPositive(claims.Where(claim => claim.Figure.IsOfClass && claim.Figure.Class == c)), rows.Images(row)!.Value)));
        string[] names = [.. rows.Classes.Select(row => row.Name)];
        return new(names, new(supports, claims)
        {
            OtherClasses = Has(Average.Micro) || areLabels,
            Conventions = leftOut.Count > 0 || conventions.Others is not null ? conventions : Conventions.Usual,
            ClassNames = names,
        })
        {
            MayBeOpen = !isClosed && !areLabels,
            Unsaid = unsaid,
            WithoutImages = withoutImages,
            Sets = sets,
            Blank = [.. BlankScores(table, rows, supports)],
            PerCent = rows.PerCent,
            NotJudged = notJudged,
            Table = table,
            Counts = counts,
        };
    }

    /// <summary>Whether the precision and the recall of all classes together cannot be one value.</summary>
    private static bool HasTwoRates(ReportRows rows, RoundingRule rule)
    {
        Admission[] Printed(Score score) =>
            [.. rows.Averages.Where(average => average.Kind == Average.Micro).SelectMany(average => rows.Figures(average.Row)
                .Where(figure => figure.Column.Score == score && !CellText.IsNotANumber(figure.Cell))
                .Select(figure => new Admission(
                    Claim(rows.Read(average.Row, figure.Column, figure.Cell), new(score, Scope.Micro), figure.Column, rule))))];
        return Printed(Score.Precision).Any(precision =>
            Printed(Score.Recall).Any(recall => precision.High <= recall.Low || recall.High <= precision.Low));
    }

    /// <summary>Scores of classes that are not printed and may be undefined; a recall only where there are no images.</summary>
    private static IEnumerable<(Score Score, int Class)> BlankScores(FoundTable table, ReportRows rows, long[] supports)
    {
        for (var c = 0; c < supports.Length; c++)
            foreach (var (column, cell) in table.Columns.Zip(rows.Classes[c].Cells))
                if (column is { Kind: ColumnKind.Figure, Complement: false, Score: Score.Precision or Score.Recall or Score.F1 }
                    && (column.Score != Score.Recall || supports[c] == 0) && CellText.IsEmpty(cell))
                    yield return (column.Score, c);
    }

    private static IReadOnlyList<FigureClaim> OfPositive(IEnumerable<FigureClaim> claims) =>
        [.. claims.Select(claim => claim with { Figure = claim.Figure with { Scope = Scope.Class, Class = 1 }, PublishedAs = null })];

    private static FigureClaim Claim(PrintedFigure printed, FigureName figure, Column column, RoundingRule rule) =>
        new(figure, printed, rule)
        {
            Complement = column.Complement,
            PublishedAs = column.Complement
            ? $"{(figure.IsMean ? "weighted_" : "")}fpr{(figure.IsOfClass ? $"[{figure.Class}]" : "")}"
            : null
        };
}

/// <summary>What is said of a report beside its text.</summary>
internal sealed record ReportOptions
{
    /// <summary>How its figures were rounded.</summary>
    public RoundingRule? Rule { get; init; }

    /// <summary>Images a class.</summary>
    public IReadOnlyList<long>? Supports { get; init; }

    /// <summary>All images, of a report of several labels an image.</summary>
    public long? Images { get; init; }

    /// <summary>What a last line is whose images are those of all lines above; <see langword="null"/> if nothing is said.</summary>
    public LastLineKind? LastLine { get; init; }
}
