using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.FigureAudits.WithoutSupports;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>
/// Figures of a set of images, such as <c>test</c>, of which it is not said what its classes are. Of two classes they may be those of the
/// positive one, and a matrix that prints them shows that they are possible; averages of more classes they may be as well, so only what no
/// averaging changes is impossible: an accuracy that no number of hits has, where the images are not those of the positive class alone.
/// </summary>
internal static class SetFigures
{
    /// <summary>More negatives for each positive than a printed precision needs.</summary>
    private const long NegativesAPositive = 1_000;

    private static readonly string[] Names = ["negative", "positive"];

    /// <summary>The figures of each row of a table of sets.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">What is said of it beside.</param>
    /// <param name="claims">Figures of the command line, of which it would not be said of which set they are.</param>
    /// <exception cref="UnjudgedTableException">The images of a set are not said.</exception>
    /// <exception cref="BadInputException">A cell cannot be read, or supports or claims are given beside.</exception>
    public static IReadOnlyList<AuditedFigures> Of(
        string source, FoundTable table, ReportOptions options, IReadOnlyList<string> claims)
    {
        var first = table.Rows[0];
        var called =
            $"'{Shown.Short(first.Name)}' {(table.Rows.Count > 1 ? "and the others are sets" : "is a set")} of images and no class";
        if (claims.Count > 0 || options.Supports is not null)
            throw new BadInputException(
                $"{source}:{first.Line}: {called}, expected no {(claims.Count > 0 ? $"--claim {Shown.Short(claims[0])}" : "--support")} "
                + "beside it, but every figure of one set as --claim beside --support or --images");
        var cells = new RowCells(source, table);
        var images = table.Rows.Select(row => cells.Images(row) ?? (table.Rows.Count == 1 ? options.Images : null)).ToList();
        if (images.FindIndex(own => own is null or < 2) is >= 0 and var at)
            throw new UnjudgedTableException(
                $"{source}:{table.Rows[at].Line}: {called}, expected its images under 'support'; what is said of one set can be given as "
                + "--claim beside --support or --images");
        return [.. table.Rows.Zip(images, (row, own) => OfSet(row, own!.Value, table, cells, options.Rule))];
    }

    private static AuditedFigures OfSet(FoundRow row, long images, FoundTable table, RowCells cells, RoundingRule? given)
    {
        var rule = given ?? RoundingRule.Nearest;
        var figures = cells.Figures(row).Where(figure => !CellText.IsNotANumber(figure.Cell)).Select(figure =>
            new FigureClaim(FigureName.Of(figure.Column.Score, 1), cells.Read(row, figure.Column, figure.Cell), rule)
            {
                Complement = figure.Column.Complement,
                PublishedAs = figure.Column.Complement ? "fpr" : null,
            }).ToList();
        var accuracy = Accuracy(row, table) is { } printed ? new FigureClaim(FigureName.Accuracy, printed, rule) : null;
        if (accuracy is not null) figures.Add(accuracy);
        string[] notJudged =
            [.. table.Columns.Zip(row.Cells).Where(cell => cell.First.Kind == ColumnKind.Other && !CellText.IsEmpty(cell.Second)
                && !(accuracy is not null && Column.IsCalledAccuracy(cell.First.Title)))
                .Select(cell => cell.First.Title), .. table.NotJudged];
        List<string> notes = [$"read: the set '{Shown.Short(row.Name)}' of {Numbers.Whole(images)} images in line {row.Line} (dictionary)"];
        if (notJudged.Length > 0) notes.Add($"not judged: {string.Join(", ", notJudged.Select(Shown.Short))}");
        var set = new AuditedFigures(Names, new([images - 1, 1], figures)) { IsOfSet = true, IsRuleGiven = given is not null };
        // Of one label an image, accuracy is a share of the images, however many classes there are.
        if (accuracy is not null && set.Question with { Claims = [accuracy] } is var alone
            && IntegerAudit.Possible(alone, TimeSpan.FromSeconds(1)) == Possibility.Impossible && !MayBePositives(set, images))
            return set with
            {
                Question = alone,
                Notes = [.. notes, "not judged: the other figures, of which it is not said of what classes they are"],
            };
        if (AnySupports.Among(figures, images) is { Possibility: Possibility.Consistent, Witness: var (supports, _) })
            return set with
            {
                Question = set.Question with { Supports = supports },
                Notes = [.. notes, "taken for figures of the positive one of two classes, whose images are not said: one way of many"],
            };
        return set with
        {
            ClassNames = [row.Name],
            Question = new([images], [.. figures.Select(claim => claim.Figure.IsOfClass
                ? claim with { Figure = claim.Figure with { Class = 0 } }
                : claim)]),
            IsUndecidable = true,
            Notes = [.. notes, "not judged: a set of its own, whose classes are not said"],
        };
    }

    /// <summary>
    /// Whether its images may be those of the positive class alone, as a report of one class has them, and accuracy be of more: whether so
    /// many positives beside any negatives print the other figures.
    /// </summary>
    private static bool MayBePositives(AuditedFigures set, long images) => IntegerAudit.Possible(
        set.Question with
        {
            Supports = [NegativesAPositive * images, images],
            Claims = [.. set.Question.Claims.Where(claim => claim.Figure.Score is Score.Precision or Score.Recall or Score.F1)],
        },
        TimeSpan.FromSeconds(1)) != Possibility.Impossible;

    private static PrintedFigure? Accuracy(FoundRow row, FoundTable table)
    {
        var (column, cell) = table.Columns.Zip(row.Cells).FirstOrDefault(own => Column.IsCalledAccuracy(own.First.Title));
        return column is not null && NamedFigure.Of(column.Title, cell, Names)?.Share(areOthersInPerCent: false) is { } share
            ? CellText.Score(share)
            : null;
    }
}
