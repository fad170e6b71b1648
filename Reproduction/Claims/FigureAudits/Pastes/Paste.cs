using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Dictionaries;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Phrases;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>What was found in a paste.</summary>
/// <param name="Tables">Classification reports, in their order.</param>
/// <param name="Matrices">Confusion matrices.</param>
/// <param name="Figured">Confusion matrices with figures round them.</param>
/// <param name="Summaries">What Weka prints above a table, as claims.</param>
/// <param name="PycmSummaries">What PyCM prints above its own.</param>
/// <param name="Unjudged">Of each table of models, sets or folds, which are no classes, where it stands and what was expected.</param>
/// <param name="Skipped">Numbers of the lines that hold something else.</param>
/// <param name="Stated">Figures in such lines by themselves, beside tables or, where there are none, beside the one matrix.</param>
/// <param name="Unread">Numbers of the lines at which something begins that is drawn as a matrix and could not be read.</param>
internal sealed partial record Paste(
    IReadOnlyList<FoundTable> Tables, IReadOnlyList<FoundMatrix> Matrices, IReadOnlyList<MatrixFigures> Figured,
    IReadOnlyList<(int Line, string Claim)> Summaries, IReadOnlyList<(int Line, string Claim)> PycmSummaries,
    IReadOnlyList<string> Unjudged, IReadOnlyList<int> Skipped, IReadOnlyList<StatedFigure> Stated, IReadOnlyList<int> Unread)
{
    /// <summary>Figures of phrases in texts.</summary>
    public IReadOnlyList<ConllevalText> Phrases { get; init; } = [];

    /// <summary>Reads a paste.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="cellEnds">Of a notebook the numbers of the lines at which its cells end.</param>
    /// <exception cref="BadInputException">A table in it cannot be read whole.</exception>
    public static Paste Read(string source, string text, IReadOnlyList<int>? cellEnds = null)
    {
        text = LogPrefixes.Without(Unquoted(Numerals.AsAscii(text.ReplaceLineEndings("\n"))));
        text = HtmlText.Plain(LatexMatrices.AsBrackets(text));
        var lines = PastedLine.Of(text);
        List<FoundTable> tables = [];
        List<FoundMatrix> matrices = [];
        List<int> skipped = [];
        List<string> unjudged = [];
        var taken = new bool[lines.Length + 2];
        void Take(int first, int last)
        {
            for (var line = first; line <= Math.Min(last, lines.Length); line++) taken[line] = true;
        }

        foreach (var match in MatrixText.Brackets(text).AsEnumerable())
        {
            var first = 1 + text.AsSpan(0, match.Index).Count('\n');
            var last = first + match.Value.Count(c => c == '\n');
            if (MatrixText.InBrackets(first, match) is { } matrix) matrices.Add(matrix);
            else if (MatrixText.IsOfEachClass(match)) skipped.AddRange(Enumerable.Range(first, last - first + 1));
            else continue;
            Take(first, last);
        }
        var ofMatrices = (bool[])taken.Clone();
        for (var start = DictionaryTables.Next(text, 0); start >= 0; start = DictionaryTables.Next(text, start + 1))
        {
            var first = 1 + text.AsSpan(0, start).Count('\n');
            var end = text.LastIndexOf('[', start) is >= 0 and var list && text[(list + 1)..start].Trim().Length == 0 ? list : start;
            if (DictionaryTables.At(text, ref end) is not { Count: > 0 } found) continue;
            tables.AddRange(found);
            Take(first, 1 + text.AsSpan(0, end).Count('\n'));
            start = end - 1;
        }
        foreach (var (first, last, found) in YamlText.Tables(text, line => taken[line] && !ofMatrices[line]))
        {
            tables.AddRange(found);
            Take(first, last);
        }
        List<MatrixFigures> figured = [.. CaretText.Read(lines)];
        foreach (var cells in StataText.Read(lines))
        {
            figured.Add(cells);
            Take(cells.FirstLine, cells.LastLine);
        }
        var (summaries, pycm) = (SummaryText.OfWeka(lines), SummaryText.OfPycm(lines));
        foreach (var line in figured.SelectMany(block => block.Figures).Select(figure => figure.Line)
            .Concat(summaries.Concat(pycm).Select(summary => summary.Line))) taken[line] = true;
        for (var at = 0; at < lines.Length;)
        {
            var first = at;
            if (taken[lines[at].Number] || lines[at].Text.Length == 0 || lines[at].IsDecoration)
            {
                at++;
                continue;
            }
            try
            {
                if (FlatTables.At(lines, ref at) is { Count: > 0 } flat) tables.AddRange(flat);
                else if (DelimitedTables.At(source, lines, ref at) is { Count: > 0 } delimited) tables.AddRange(delimited);
                else if (TextTables.At(source, lines, ref at) is { } table)
                {
                    tables.Add(table);
                    skipped.AddRange(table.Passed);
                }
                else if (H2oMatrix.At(lines, ref at) is { } errors) figured.Add(errors);
                else if (MarginScores.At(lines, ref at, figured.Count > 0 ? figured[^1].LastLine : 0) is { } margins) figured.Add(margins);
                else if (MatrixText.At(lines, ref at) is { } matrix) matrices.Add(matrix);
                else
                {
                    if (IsUnreadHeader(lines, at))
                        unjudged.Add(
                            $"{source}:{lines[at].Number}: '{Shown.Short(lines[at].Text)}', expected the header precision recall f1-score support");
                    else skipped.Add(lines[at].Number);
                    at++;
                }
            }
            catch (UnjudgedTableException e)
            {
                unjudged.Add(e.Message);
                for (at = first; at < lines.Length && lines[at].Text.Length > 0; at++) skipped.Add(lines[at].Number);
            }
        }
        FoundTable[] whole =
        [
            .. ContinuedTables.Joined([.. tables.OrderBy(table => table.FirstLine)], lines).Select(table => Whole(table, lines)),
        ];
        var others = skipped.ToHashSet();
        var read = new Paste(whole, [.. matrices.OrderBy(matrix => matrix.FirstLine)], figured, summaries, pycm, unjudged, skipped,
            Beside(whole, figured.Count > 0 ? [] : matrices, [.. lines.Where(line => others.Contains(line.Number))], cellEnds ?? []),
            DrawnMatrices.In(lines, others));
        return whole.Length + matrices.Count + figured.Count == 0 ? OtherLayouts.In(source, lines, read, cellEnds ?? []) : read;
    }

    /// <summary>A table with its images, and without marks and lines that are no part of its rows.</summary>
    /// <param name="table">As it was found.</param>
    /// <param name="lines">All lines of the paste.</param>
    internal static FoundTable Whole(FoundTable table, PastedLine[] lines) =>
        SupportsInNames.In(SupportColumn.In(OverallLines.In(LetterMarks.In(table, lines))));

    /// <summary>The figures that other lines state beside tables or, where there are none, beside the one matrix.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="matrices">The matrices.</param>
    /// <param name="others">Lines that are of none of them, in their order.</param>
    /// <param name="cellEnds">Of a notebook the numbers of the lines at which its cells end.</param>
    internal static IReadOnlyList<StatedFigure> Beside(
        IReadOnlyList<FoundTable> tables, IReadOnlyList<FoundMatrix> matrices, PastedLine[] others, IReadOnlyList<int> cellEnds)
    {
        // PyCM prints all that there is of a matrix, and Weka sums up before its table.
        if (tables.Count > 0)
            return tables.Any(table => table.IsOfClassesAlone)
                ? []
                : StatedFigure.Among(others, null, cellEnds, tables[0].FirstLine, tables[0].LastLine);
        return matrices is [var alone] ? StatedFigure.Among(others, alone.ClassNames, cellEnds, alone.FirstLine, alone.FirstLine) : [];
    }

    /// <summary>Whether precision and recall are titles there, of columns with numbers below, in a header that was not read.</summary>
    private static bool IsUnreadHeader(PastedLine[] lines, int at)
    {
        if (!Precision().IsMatch(lines[at].Text) || !Recall().IsMatch(lines[at].Text) || AreNumbers(lines[at]).Contains(true)) return false;
        var below = lines.Skip(at + 1).FirstOrDefault(line => !line.IsDecoration && !Cells.IsBlank(line.Text));
        return below.Text is not null && AreNumbers(below) is var numbers && numbers.Zip(numbers.Skip(1)).Any(pair => pair is (true, true));
    }

    /// <summary>Of each word whether it is a number.</summary>
    private static bool[] AreNumbers(PastedLine line) =>
        [.. line.Text.Split([' ', '|', '&', ',', ';', '\\', '*', '$'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Any(char.IsAsciiDigit) && CellText.IsNumberLike(word))];

    /// <summary>A report as a program shows a text in quotes, with <c>\n</c> for the end of a line.</summary>
    private static string Unquoted(string text) => Escaped().IsMatch(text)
        ? text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", " ", StringComparison.Ordinal)
        : text;

    [GeneratedRegex(@"recall[^\n]*\\n(\\n| )", RegexOptions.IgnoreCase)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\bprecision\b", RegexOptions.IgnoreCase)]
    private static partial Regex Precision();

    [GeneratedRegex(@"\brecall\b", RegexOptions.IgnoreCase)]
    private static partial Regex Recall();
}
