using System.Globalization;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>A table that scikit-learn's <c>classification_report</c> printed, read back from its text.</summary>
/// <param name="ClassNames">K names in the table's order.</param>
/// <param name="Question">The supports, every figure of the table as a claim, and what its lines say of other classes.</param>
public sealed record PrintedReport(IReadOnlyList<string> ClassNames, CountQuestion Question)
{
    private const int MostClasses = 1000;
    private const long MostBytes = 1 << 24;

    private static readonly Score[] Columns = [Score.Precision, Score.Recall, Score.F1];

    /// <summary>Reads a table from a file.</summary>
    /// <param name="path">A text file.</param>
    /// <param name="rule">How its figures were rounded.</param>
    /// <param name="supports">Images a class where the table has no such column: K numbers, or one for all.</param>
    /// <exception cref="BadInputException">Not such a table; the message names file and line and says what was expected.</exception>
    public static PrintedReport Read(string path, RoundingRule rule, IReadOnlyList<long>? supports = null)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new BadInputException($"{path}: too large for a classification report (at most {MostBytes} bytes)");
            return Parse(path, File.ReadAllText(path), rule, supports);
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

    /// <summary>Reads a table from text.</summary>
    /// <param name="source">What messages call the text, such as its path.</param>
    /// <param name="text">The table.</param>
    /// <param name="rule">How its figures were rounded.</param>
    /// <param name="supports">Images a class where the table has no such column: K numbers, or one for all.</param>
    /// <exception cref="BadInputException">Not such a table; the message names source and line and says what was expected.</exception>
    public static PrintedReport Parse(string source, string text, RoundingRule rule, IReadOnlyList<long>? supports = null)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select((line, i) => (Text: line.TrimEnd('\r').Trim(), Number: i + 1)).Where(line => line.Text.Length > 0).ToArray();
        if (lines.Length == 0) throw new BadInputException($"{source}: empty, expected a classification report as text");
        var withSupport = Header(source, lines[0]);
        List<(string Name, PrintedFigure[] Figures, long? Support, int Line)> classes = [];
        List<(string Name, PrintedFigure[] Figures, long? Support, int Line)> averages = [];
        foreach (var line in lines[1..])
        {
            var average = Average(line.Text);
            if (average == "samples avg")
                throw new BadInputException($"{source}:{line.Number}: a line 'samples avg' is of a multi-label report, expected one label an image");
            if (average is null && averages.Count > 0)
                throw new BadInputException($"{source}:{line.Number}: '{Short(line.Text)}' after the averages, expected the end of the report");
            var row = Row(source, line, withSupport, average);
            if (average is not null && averages.Any(earlier => earlier.Name == average))
                throw new BadInputException($"{source}:{line.Number}: a second line '{average}', expected one");
            (average is null ? classes : averages).Add(row);
        }
        if (classes.Count is < 2 or > MostClasses)
            throw new BadInputException($"{source}: {classes.Count} classes, expected 2 to {MostClasses} lines with precision, recall and f1-score");
        return Of(source, classes, averages, rule, supports);
    }

    private static PrintedReport Of(
        string source, List<(string Name, PrintedFigure[] Figures, long? Support, int Line)> classes,
        List<(string Name, PrintedFigure[] Figures, long? Support, int Line)> averages, RoundingRule rule, IReadOnlyList<long>? given)
    {
        List<FigureClaim> claims = [];
        for (var c = 0; c < classes.Count; c++)
            for (var i = 0; i < Columns.Length; i++) claims.Add(new(FigureName.Of(Columns[i], c), classes[c].Figures[i], rule));
        var supports = Supports(source, classes, given);
        foreach (var (name, figures, support, _) in averages)
        {
            if (support is { } all && !claims.Any(claim => claim.Figure == FigureName.Images && claim.Printed.Scaled == all))
                claims.Add(new(FigureName.Images, new(all, 0), rule));
            if (name == "accuracy")
            {
                claims.Add(new(FigureName.Accuracy, figures[0], rule));
                continue;
            }
            var scope = name switch { "macro avg" => Scope.Macro, "micro avg" => Scope.Micro, _ => Scope.Weighted };
            for (var i = 0; i < Columns.Length; i++) claims.Add(new(new(Columns[i], scope), figures[i], rule));
        }
        return new([.. classes.Select(row => row.Name)], new(supports, claims)
        {
            OtherClasses = averages.Any(row => row.Name == "micro avg"),
            EveryClassOccurs = averages.Any(row => row.Name == "accuracy"),
        });
    }

    private static long[] Supports(string source, List<(string Name, PrintedFigure[] Figures, long? Support, int Line)> classes, IReadOnlyList<long>? given)
    {
        if (given is { Count: not 1 } && given.Count != classes.Count)
            throw new BadInputException($"--support: {given.Count} numbers for the {classes.Count} classes of {source}, expected one a class or one for all");
        var supports = new long[classes.Count];
        for (var c = 0; c < supports.Length; c++)
        {
            var said = given is null ? (long?)null : given[given.Count == 1 ? 0 : c];
            if (said is not null && classes[c].Support is { } printed && printed != said)
                throw new BadInputException($"{source}:{classes[c].Line}: support {printed} of '{Short(classes[c].Name)}', expected the {said} of --support");
            supports[c] = classes[c].Support ?? said
                ?? throw new BadInputException($"{source}:{classes[c].Line}: no support of '{Short(classes[c].Name)}', expected it in the table or as --support");
        }
        if (supports.Sum() == 0) throw new BadInputException($"{source}: no images in any class, expected supports of which one at least is not 0");
        return supports;
    }

    private static bool Header(string source, (string Text, int Number) line)
    {
        var words = Words(line.Text);
        if (words is not ["precision", "recall", "f1-score" or "f1", .. var rest] || rest is not ([] or ["support"]))
            throw new BadInputException($"{source}:{line.Number}: '{Short(line.Text)}', expected the header precision recall f1-score support");
        return rest.Length == 1;
    }

    private static string? Average(string line)
    {
        foreach (var name in new[] { "accuracy", "micro avg", "macro avg", "weighted avg", "samples avg", "avg / total" })
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length || !char.IsWhiteSpace(line[name.Length])) continue;
            var numbers = Words(line[name.Length..]);
            // A class may be called accuracy too: it has three figures.
            if (name == "accuracy" && numbers.Length > 2) continue;
            return name == "avg / total" ? "weighted avg" : name;
        }
        return null;
    }

    private static (string Name, PrintedFigure[] Figures, long? Support, int Line) Row(
        string source, (string Text, int Number) line, bool withSupport, string? average)
    {
        var words = Words(line.Text);
        var figures = average == "accuracy" ? 1 : Columns.Length;
        var named = average is null ? 1 : Words(average == "weighted avg" && line.Text.StartsWith("avg / total", StringComparison.Ordinal) ? "avg / total" : average).Length;
        var numbers = figures + (withSupport ? 1 : 0);
        // An average line may lack its support.
        if (average is not null && withSupport && words.Length == named + figures) numbers = figures;
        if (words.Length < numbers + named)
            throw new BadInputException(
                $"{source}:{line.Number}: '{Short(line.Text)}', expected {(average is null ? "a class name" : $"'{average}'")} and {numbers} numbers"
                + $" ({(figures == 1 ? "accuracy" : "precision, recall, f1-score")}{(numbers > figures ? ", support" : "")})");
        var first = words.Length - numbers;
        if (average is not null && first != named)
            throw new BadInputException($"{source}:{line.Number}: '{Short(line.Text)}', expected '{average}' and {numbers} numbers");
        var read = new PrintedFigure[figures];
        for (var i = 0; i < figures; i++)
            read[i] = PrintedFigure.Parse(words[first + i])
                ?? throw new BadInputException(
                    $"{source}:{line.Number}: {(figures == 1 ? "accuracy" : new[] { "precision", "recall", "f1-score" }[i])} is '{Short(words[first + i])}', expected a decimal number");
        long? support = null;
        if (numbers > figures)
            support = long.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var images) && images <= int.MaxValue
                ? images
                : throw new BadInputException($"{source}:{line.Number}: support is '{Short(words[^1])}', expected a whole number of images");
        return (NameOf(line.Text, numbers), read, support, line.Number);
    }

    /// <summary>What stands before the numbers, with the spaces inside as they are.</summary>
    private static string NameOf(string line, int numbers)
    {
        var end = line.Length;
        for (var i = 0; i < numbers; i++)
        {
            while (char.IsWhiteSpace(line[end - 1])) end--;
            while (!char.IsWhiteSpace(line[end - 1])) end--;
        }
        return line[..end].Trim();
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
