using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>What somebody gave to be audited.</summary>
internal sealed record AuditInput
{
    private const long MostBytes = 1 << 24;

    /// <summary>A file with a paste, or <c>-</c> for standard input.</summary>
    public string? Report { get; init; }

    /// <summary>Images a class.</summary>
    public string? Support { get; init; }

    /// <summary>Each NAME=VALUE.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>The rule of every figure.</summary>
    public string? Rounding { get; init; }

    /// <summary>Of two classes the one that names without a class mean; <see langword="null"/> for the second.</summary>
    public string? Positive { get; init; }

    /// <summary>All images of a report of several labels an image.</summary>
    public long? Images { get; init; }

    /// <summary>What a last line is that has the images of all lines above.</summary>
    public string? LastLine { get; init; }

    /// <summary>Everything that is to be audited, in the order in which it stands.</summary>
    /// <exception cref="BadInputException">Something cannot be read.</exception>
    public static IReadOnlyList<AuditedFigures> Read(AuditInput input)
    {
        var rule = input.Rounding is null ? (RoundingRule?)null : AuditedFigures.Rule(input.Rounding);
        var supports = input.Support is null ? null : AuditedFigures.Supports("--support", input.Support);
        if (input.Report is { } report) return OfPaste(report, Text(report), input, supports, rule);
        if (supports is null)
            throw new BadInputException("--support: missing, expected images a class such as 200,100, or a table as --report");
        if (supports.Length is < 1 or > PrintedReport.MostClasses)
            throw new BadInputException(
                $"--support: {supports.Length} classes, expected 1 to {PrintedReport.MostClasses} numbers such as 200,100");
        if (input.Claims.Count == 0)
            throw new BadInputException("--claim: missing, expected at least one figure such as accuracy=0.9525, or a table as --report");
        if (supports.All(support => support == 0)) throw new BadInputException("--support: no images in any class, expected one at least");
        string[] names = [.. Enumerable.Range(0, supports.Length).Select(c => $"{c}")];
        var figures =
            new AuditedFigures(names, new(supports, []) { OtherClasses = supports.Length == 1 }) { IsRuleGiven = rule is not null };
        return [figures.With(input.Claims, rule, PositiveOf(names, input.Positive))];
    }

    private static IReadOnlyList<AuditedFigures> OfPaste(string source, string text, AuditInput input, long[]? supports, RoundingRule? rule)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new BadInputException($"{source}: empty, expected a classification report as text");
        var paste = Paste.Read(source, text);
        if (paste.Tables.Count == 0 && paste.Matrices.Count > 0 && input.Claims.Count + paste.Figures.Count > 0)
            return [OfMatrix(paste, input, rule)];
        if (paste.Tables.Count == 0)
            throw new BadInputException(
                paste.Matrices.Count > 0
                    ? $"{source}:{paste.Matrices[0].FirstLine}: a confusion matrix and no figures, expected --claim NAME=VALUE to hold "
                        + "against it"
                    : $"{source}:{PrintedReport.FirstLine(text)}: '{Shown.Short(text.Trim().Split('\n')[0].Trim())}', expected the "
                        + "header precision recall f1-score support");
        if (paste.Tables.Count > 1 && input.Claims.Count > 0)
            throw new BadInputException(
                $"{source}: {paste.Tables.Count} tables, of which --claim {input.Claims[0]} says nothing, expected one table beside "
                + "claims");
        var many = paste.Tables.Count > 1;
        return [.. paste.Tables.Select((table, i) => OfTable(source, paste, table, input, supports, rule, many))];
    }

    private static AuditedFigures OfTable(
        string source, Paste paste, FoundTable table, AuditInput input, long[]? supports, RoundingRule? rule, bool many)
    {
        var behind = paste.Tables.Where(other => other.FirstLine > table.LastLine).Select(other => other.FirstLine)
            .DefaultIfEmpty(int.MaxValue).Min();
        FoundMatrix[] matrices =
            [.. paste.Matrices.Where(matrix => !many || (matrix.FirstLine > table.LastLine && matrix.FirstLine < behind))];
        // Weka's table has no supports: its matrix has.
        if (supports is null && table.Columns.All(column => column.Kind != ColumnKind.Support) && matrices is [var matrix])
            supports =
                [.. Enumerable.Range(0, matrix.Classes)
                    .Select(label => Enumerable.Range(0, matrix.Classes).Sum(c => matrix.Counts[label, c]))];
        var report =
            PrintedReport.Of(source, table, new() { Rule = rule, Supports = supports, Images = input.Images, LastLine = input.LastLine });
        List<string> notes = [];
        if (paste.Skipped.Count > 0 || many || table.Layout != "text")
            notes.Add(
                $"read: a table of {report.ClassNames.Count} classes in lines {table.FirstLine} to "
                + $"{table.LastLine}{(table.Layout == "text" ? "" : $" ({table.Layout})")}");
        if (paste.Skipped.Count > 0)
            notes.Add($"skipped: {(paste.Skipped.Count == 1 ? $"line {paste.Skipped[0]}" : $"{paste.Skipped.Count} lines of other text")}");
        if (report.PerCent.Count > 0) notes.Add($"read as per cent: {string.Join(", ", report.PerCent.Select(Shown.Short))}");
        if (report.NotJudged.Count > 0) notes.Add($"not judged: {string.Join(", ", report.NotJudged.Select(Shown.Short))}");
        if (report.Table!.Rows.Any(row => AverageName.Of(row) == Average.Samples))
            notes.Add("not judged: samples avg, which needs the labels of every image");
        var figures = new AuditedFigures(report.ClassNames, report.Question)
        {
            Report = report,
            Where = many ? $"{source}:{table.FirstLine}{(table.Group is { } group ? $", {group}" : "")}" : null,
            Notes = notes,
            Matrices = [.. matrices.Where(matrix => matrix.Classes == report.ClassNames.Count)],
            IsRuleGiven = rule is not null,
        };
        return figures.With(input.Claims, rule, PositiveOf(report.ClassNames, input.Positive));
    }

    /// <summary>Figures beside a confusion matrix and no table.</summary>
    private static AuditedFigures OfMatrix(Paste paste, AuditInput input, RoundingRule? rule)
    {
        var matrix = paste.Matrices[0];
        var turned = matrix with { Counts = matrix.Transposed(), RowsArePredictions = false };
        if (matrix.RowsArePredictions) return OfMatrix(turned, paste, input, rule);
        var figures = OfMatrix(matrix, paste, input, rule);
        if (MatrixCheck.Of(figures).NotPrinted.Count == 0) return figures;
        // Nothing says that rows are the images of a class, as scikit-learn has it.
        var other = OfMatrix(turned, paste, input, rule);
        return MatrixCheck.Of(other).NotPrinted.Count > 0
            ? figures
            : other with { Notes = [.. other.Notes, "its columns are the images of a class, its rows what they were taken for"] };
    }

    private static AuditedFigures OfMatrix(FoundMatrix matrix, Paste paste, AuditInput input, RoundingRule? rule)
    {
        long[] supports =
            [.. Enumerable.Range(0, matrix.Classes).Select(label => Enumerable.Range(0, matrix.Classes).Sum(c => matrix.Counts[label, c]))];
        string[] names = [.. matrix.Names ?? [.. Enumerable.Range(0, matrix.Classes).Select(c => $"{c}")]];
        var positive = paste.Figures.FirstOrDefault(figure => figure.Name == "positive").Text ?? input.Positive;
        var printed =
            paste.Figures.Where(figure => figure.Name != "positive" && CellText.Figure(figure.Text) is not null
                && (matrix.Classes == 2 || figure.Name is "accuracy" or "kappa" || figure.Name.Contains('[', StringComparison.Ordinal)));
        var figures = new AuditedFigures(names, new(supports, []) { ClassNames = names })
        {
            Matrices = [matrix],
            IsRuleGiven = rule is not null,
            Notes = [
                $"read: a confusion matrix of {matrix.Classes} classes from line "
                + $"{matrix.FirstLine}{(paste.Figures.Count > 0 ? " and the figures below it" : "")}"],
        };
        return figures.With([.. printed.Select(figure => $"{figure.Name}={figure.Text}"), .. input.Claims], rule,
            PositiveOf(names, positive));
    }

    /// <summary>The place of the positive class.</summary>
    private static int PositiveOf(IReadOnlyList<string> names, string? positive)
    {
        if (positive is null) return 1;
        var c = Enumerable.Range(0, names.Count).FirstOrDefault(c => names[c] == positive, -1);
        return c >= 0
            ? c
            : throw new BadInputException(
                $"--positive: found '{Shown.Short(positive)}', expected one of {string.Join(", ", names.Take(5).Select(Shown.Short))}");
    }

    private static string Text(string path)
    {
        if (path == "-") return Console.In.ReadToEnd();
        try
        {
            if (Directory.Exists(path))
                throw new BadInputException($"{path}: a directory, expected a file with a classification report as text");
            if (new FileInfo(path).Length > MostBytes)
                throw new BadInputException($"{path}: too large for a classification report (at most {MostBytes} bytes)");
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: no such file, expected a classification report as text", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"{path}: cannot be read, expected a classification report as text", e);
        }
    }
}
