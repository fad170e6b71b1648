using System.Text.RegularExpressions;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Dictionaries;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Pastes;
using Reproduction.Claims.FigureAudits.Phrases;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>What a paste gives to be audited: its tables, and confusion matrices with figures below them or beside claims.</summary>
internal sealed partial class PastedFigures
{
    private readonly string source;
    private readonly AuditInput input;
    private readonly ReportOptions options;
    private readonly Paste paste;
    private readonly IReadOnlyList<StatedFigure> stated;
    private readonly FiguresBeside besideMatrix;
    private readonly bool many;
    private readonly bool speaksOfFolds;

    /// <summary>Reads a paste.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="input">What is said of it beside.</param>
    /// <param name="options">The same of a report, as it was understood.</param>
    /// <exception cref="BadInputException">There is nothing to audit, or it cannot be said what.</exception>
    public PastedFigures(string source, string text, AuditInput input, ReportOptions options)
    {
        (this.source, this.input, this.options) = (source, input, options);
        IReadOnlyList<int> cellEnds = [];
        if (NotebookText.Of(text) is var (shown, ends))
        {
            cellEnds = ends;
            text = !string.IsNullOrWhiteSpace(shown)
                ? shown
                : throw new BadInputException($"{source}: a notebook without outputs, expected one with a classification report in it");
        }
        if (string.IsNullOrWhiteSpace(text)) throw new BadInputException($"{source}: empty, expected a classification report as text");
        paste = Paste.Read(source, text, cellEnds);
        var found = paste.Tables.Sum(table => table.AreSets ? table.Rows.Count : 1) + paste.Figured.Count + paste.Phrases.Count;
        var matrices = paste.Matrices.Count;
        if (found == 0 && (matrices == 0 || input.Claims.Count == 0) && paste.Unjudged.Count > 0)
            throw new BadInputException(paste.Unjudged[0]);
        if (found + matrices == 0 && DictionaryHint.Of(text) is { } hint)
            throw new BadInputException($"{source}:{FirstLine(text)}: {hint}");
        if (found + matrices == 0)
            throw new BadInputException(
                $"{source}:{FirstLine(text)}: '{Shown.Short(text.Trim().Split('\n')[0].Trim())}', expected the header "
                + "precision recall f1-score support");
        speaksOfFolds = Folds().IsMatch(text);
        // Beside claims and a matrix lines such as accuracy = 0.80 are other text.
        stated = found > 0 || input.Claims.Count == 0 ? paste.Stated : [];
        besideMatrix = found == 0 && input.Claims.Count == 0 && paste.Matrices is [var alone]
            ? FiguresBeside.OfMatrix(stated, alone, speaksOfFolds)
            : FiguresBeside.None;
        if (found == 0 && input.Claims.Count == 0 && besideMatrix.Claims.Count == 0)
            throw new BadInputException(
                $"{source}:{paste.Matrices[0].FirstLine}: a confusion matrix and no figures, expected --claim NAME=VALUE to hold against "
                + string.Join("; ", besideMatrix.NotJudged.Prepend("it")));
        many = found > 1;
        if (input.Claims.Count > 0 && (many || (found == 0 && matrices > 1)))
            throw new BadInputException(
                $"{source}: {(many ? $"{found} tables" : $"{matrices} confusion matrices")}, of which --claim "
                + $"{Shown.Short(input.Claims[0])} says nothing, expected one {(many ? "table" : "matrix")} beside claims");
    }

    /// <summary>Everything to audit, in the order in which it stands.</summary>
    /// <exception cref="BadInputException">A figure cannot be read.</exception>
    public IReadOnlyList<AuditedFigures> Read()
    {
        List<FoundTable> judged = [];
        List<AuditedFigures> tables = [];
        List<string> unjudged = [.. paste.Unjudged];
        foreach (var table in paste.Tables)
            try
            {
                IReadOnlyList<AuditedFigures> read = table.AreSets ? OfSets(table) : [OfTable(table)];
                tables.AddRange(read);
                judged.AddRange(read.Select(_ => table));
            }
            catch (UnjudgedTableException e)
            {
                unjudged.Add(e.Message);
            }
        if (tables.Count + paste.Figured.Count == 0 && paste.Tables.Count > 0) throw new BadInputException(unjudged[0]);
        var owners = many
            ? MatricesBeside.Among([.. tables], paste with { Tables = judged })
            : [.. tables.Select(table => MatricesBeside.Of(table, paste))];
        var ofMatrix = new FiguresOfMatrix(source, input, options, paste, besideMatrix, Skipped(), many, speaksOfFolds);
        (int Line, AuditedFigures Figures)[] all =
            [.. judged.Select(table => table.FirstLine).Zip(owners),
                .. paste.Figured.Select(figured => (figured.FirstLine, ofMatrix.Of(figured))),
                .. paste.Phrases.Select(text => (text.FirstLine, OfPhrases(text)))];
        AuditedFigures[] ordered = all.Length > 0
            ? [.. all.OrderBy(figures => figures.Line).Select(figures => figures.Figures)]
            : [ofMatrix.Of(paste.Matrices[0], null)];
        if (input.Images is { } said
            && ordered.All(figures => figures.Question.Conventions.Others is null && figures.Question.Images != said))
            throw new BadInputException(
                $"--images: found {said} beside the {ordered[0].Question.Images} images of {source}, expected it with a table that does not "
                + "say all of its images");
        if (input.Positive is { } positive && ordered.All(figures => figures.ClassNames.Count != 2))
            throw new BadInputException(
                $"--positive: found '{Shown.Short(positive)}' beside {Numbers.Classes(ordered[0].ClassNames.Count)} of {source}, "
                + "expected it where there are two");
        // Of which of several tables they are is not said.
        IEnumerable<string> ofAny = many ? FiguresBeside.NotJudgedOf([.. stated.Where(figure => !IsOfMatrix(figure.Line))]) : [];
        var unread = paste.Unread.Select(line =>
            $"not judged: what is drawn as a confusion matrix at line {line} and holds more than whole numbers");
        ordered[0] = ordered[0] with
        {
            Notes = [.. ordered[0].Notes, .. ofAny, .. unjudged.Select(table => $"not judged: {table}"), .. unread],
        };
        return ordered;
    }

    private AuditedFigures OfTable(FoundTable table)
    {
        if (table.WithoutGuess is { } without) return OfGuess(table, without, mayBeUndecided: true);
        // Numbers in brackets behind names may be codes or years as well, and those of a matrix are none.
        return options.Supports is null && SupportsInNames.Guessed(table) is { } guessed
            && MatricesBeside.WithImagesOf(table, paste, many) is null
            ? OfGuess(guessed, table, mayBeUndecided: false)
            : OfRows(table);
    }

    /// <summary>
    /// The figures of a table with images of which nothing says for sure that the scores are of them: they are, where all figures are
    /// possible so; else they are asked for. Those on the command line come first, and where these do not fit, those of a matrix may.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="without">The same without these images.</param>
    /// <param name="mayBeUndecided">
    /// Whether a title or sign says that they are images, so that it is enough if nothing is impossible.
    /// </param>
    private AuditedFigures OfGuess(FoundTable table, FoundTable without, bool mayBeUndecided)
    {
        AuditedFigures figures;
        try
        {
            figures = OfRows(table);
        }
        catch (BadInputException)
        {
            // They may contradict each other, or what was given, because they are something else.
            return OfRows(without);
        }
        if (options.Supports is not null) return figures;
        var title = table.Columns.Count == without.Columns.Count ? table.Columns[^1].Title : null;
        var verdict = FiguresAudit.Possible(figures);
        if (verdict == Possibility.Consistent || (mayBeUndecided && verdict != Possibility.Impossible))
            return figures with
            {
                Notes =
                [
                    .. figures.Notes,
                    "read as images of each class: "
                        + (title is null ? "the numbers behind the names" : $"the column '{Shown.Short(CellText.Plain(title))}'"),
                ],
            };
        if (MatricesBeside.WithImagesOf(without, paste, many) is { } matrix && matrix.Classes == figures.ClassNames.Count
            && without.Rows.Count(row => AverageName.Of(row) is null) == matrix.Classes
            && OfRows(without) is var ofMatrix && FiguresAudit.Possible(ofMatrix) != Possibility.Impossible) return ofMatrix;
        var (_, first) = table.Rows.Zip(without.Rows).First(rows => rows.First.Name == figures.ClassNames[0]);
        throw new UnjudgedTableException(
            $"{source}:{first.Line}: no support of '{Shown.Short(first.Name)}' ({SupportColumn.Question(title, figures.Question.Supports)})");
    }

    private AuditedFigures OfRows(FoundTable table)
    {
        var report = ReportOf(table);
        List<string> notes = [];
        if (paste.Skipped.Count > 0 || many || table.Layout != TableLayout.Text || table.Pieces > 1)
            notes.Add(
                $"read: a table of {Numbers.Classes(report.ClassNames.Count)} in lines {table.FirstLine} to "
                + $"{table.LastLine}{(table.Layout == TableLayout.Text ? "" : $" ({Name(table.Layout)})")}"
                + (table.Pieces > 1 ? $", in {table.Pieces} pieces under one header" : ""));
        if (Skipped() is { } skipped) notes.Add(skipped);
        if (report.PerCent.Count > 0) notes.Add($"read as per cent: {string.Join(", ", report.PerCent.Select(Shown.Short))}");
        var read = report.Table!;
        var numbers = FiguresBeside.OfValue(table, report);
        var overall = read.Overall.ToLookup(line => IsDecided(report, line.Figure));
        string[] notJudged = [.. report.NotJudged, .. numbers.OtherNames, .. overall[false].Select(line => line.Title)];
        if (notJudged.Length > 0) notes.Add($"not judged: {string.Join(", ", notJudged.Select(Shown.Short))}");
        if (read.Rows.Any(row => AverageName.Of(row) == Average.Samples && !report.ClassNames.Contains(row.Name)))
            notes.Add("not judged: samples avg, which needs the labels of every image");
        // As many are missed as are taken for another class, where all classes are shown.
        var contradict = report.Counts is { AreClosed: false } && !report.MayBeOpen && !report.Question.OtherClasses;
        var figures = new AuditedFigures(report.ClassNames, report.Question)
        {
            Report = report,
            Matrices = report.Counts is { } counts ? [counts.Matrix(table.FirstLine) with { IsOfSingleClasses = contradict }] : [],
            Where = many ? Place(table, table.Group) : null,
            Notes = notes,
            IsRuleGiven = options.Rule is not null,
            SpeaksOfFolds = speaksOfFolds,
        }.With(numbers.Claims, options.Rule, positive: 1);
        if (contradict && MatrixCheck.Of(figures).Agrees)
        {
            notes.Add($"not judged: {string.Join(", ", report.Counts!.Titles)}, which no table that shows all classes can have");
            figures = figures with { Matrices = [] };
        }
        if (!many)
        {
            var round = FiguresBeside.OfTable(stated, report, speaksOfFolds);
            notes.AddRange(round.Notes);
            figures = round.HeldAgainst(figures, options.Rule);
        }
        var above = paste.Tables.Select(other => other.LastLine).Where(line => line < table.FirstLine).DefaultIfEmpty().Max();
        var summary = (table.IsOfClassesAlone ? paste.PycmSummaries : paste.Summaries)
            .Where(claim => claim.Line > above && claim.Line < table.FirstLine)
            // Weka sums up the training data first: the nearest is the table's.
            .GroupBy(claim => claim.Claim.Split('=')[0]).Select(claims => claims.MaxBy(claim => claim.Line).Claim);
        return PositiveClaims.With(
            figures, [.. summary, .. overall[true].Select(line => line.Claim), .. input.Claims], options.Rule, input.Positive);
    }

    /// <summary>The report that a table is, with the images of the matrix beside it where that prints its figures.</summary>
    private PrintedReport ReportOf(FoundTable table)
    {
        PrintedReport Report(IReadOnlyList<long>? supports, long? images) =>
            new ReportReader(source, table, options with { Supports = supports, Images = images }).Read();
        var matrix = options.Supports is null ? MatricesBeside.WithImagesOf(table, paste, many) : null;
        if (matrix is not null && MatricesBeside.Supporting(matrix, supports => Report(supports, images: null)) is { } ofMatrix)
            return ofMatrix;
        try
        {
            return Report(options.Supports, options.Images);
        }
        catch (UnjudgedTableException e) when (matrix is not null)
        {
            throw new UnjudgedTableException($"{e.Message}; {MatricesBeside.NotOfTable(matrix)}");
        }
    }

    private AuditedFigures OfPhrases(ConllevalText text)
    {
        var figures = PhraseFigures.Of(source, text, input, options.Rule);
        return figures with
        {
            Where = many ? $"{source}:{text.FirstLine}" : null,
            Notes = Skipped() is { } skipped ? [.. figures.Notes, skipped] : figures.Notes,
            SpeaksOfFolds = speaksOfFolds,
        };
    }

    private IReadOnlyList<AuditedFigures> OfSets(FoundTable table) =>
        [.. table.Rows.Zip(SetFigures.Of(source, table, options, input.Claims), (row, figures) => figures with
        {
            Where = many ? Place(table, table.Group is { } group ? $"{group}.{row.Name}" : row.Name) : null,
            Notes = [.. figures.Notes, .. RoundSets()],
        })];

    /// <summary>What is said of the lines round a set; figures in them may be of any other.</summary>
    private IEnumerable<string> RoundSets()
    {
        if (Skipped() is { } skipped) yield return skipped;
        if (many) yield break;
        foreach (var note in FiguresBeside.NotJudgedOf(stated)) yield return note;
    }

    private string Place(FoundTable table, string? group) => $"{source}:{table.FirstLine}{(group is null ? "" : $", {group}")}";

    /// <summary>Whether a table decides what a line says of all classes together: it shows them all, each with images.</summary>
    private static bool IsDecided(PrintedReport report, NamedFigure figure) =>
        report.ShowsAll && !figure.IsUndefinedOf(report.Question.Supports);

    private static int FirstLine(string text) => 1 + text.AsSpan(0, text.Length - text.TrimStart().Length).Count('\n');

    private static string Name(TableLayout layout) => layout switch
    {
        TableLayout.Latex => "LaTeX",
        TableLayout.Markdown => "Markdown",
        TableLayout.Csv or TableLayout.Tsv => layout.ToString().ToUpperInvariant(),
        _ => layout.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether a figure of a matrix below stands in a line.</summary>
    private bool IsOfMatrix(int line) => paste.Figured.Any(figured => figured.Figures.Any(figure => figure.Line == line));

    /// <summary>What is said of lines that hold something else, and no figure of a matrix below them.</summary>
    private string? Skipped()
    {
        var areStated = stated.Select(figure => figure.Line).ToHashSet();
        int[] lines = [.. paste.Skipped.Where(line => !IsOfMatrix(line) && !areStated.Contains(line))];
        return lines switch
        {
            [] => null,
            [var line] => $"skipped: line {line}",
            _ => $"skipped: {lines.Length} lines of other text",
        };
    }

    [GeneratedRegex(@"\bfolds?\b|fold\b|±|cross[- ]?valid|\b(means?|averaged?) (over|of|across)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Folds();
}
