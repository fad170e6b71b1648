using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Dictionaries;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>Finds what stands in a paste: first what is marked by brackets or keys, then line by line what only its place marks.</summary>
internal sealed partial class PasteReader
{
    private readonly string source, text;
    private readonly IReadOnlyList<int> cellEnds;
    private readonly PastedLine[] lines;
    private readonly List<FoundTable> tables = [];
    private readonly List<FoundMatrix> matrices = [];
    private readonly List<MatrixFigures> figured = [];
    private readonly List<int> skipped = [];
    private readonly List<string> unjudged = [];

    /// <summary>Of each line, by its number, whether it is read already.</summary>
    private readonly bool[] taken;

    /// <param name="source">What messages call the paste.</param>
    /// <param name="text">The text.</param>
    /// <param name="cellEnds">Of a notebook the numbers of the lines at which its cells end.</param>
    public PasteReader(string source, string text, IReadOnlyList<int> cellEnds)
    {
        (this.source, this.cellEnds) = (source, cellEnds);
        text = LogPrefixes.Without(Unquoted(Numerals.AsAscii(text.ReplaceLineEndings("\n"))));
        this.text = HtmlText.Plain(LatexMatrices.AsBrackets(text));
        lines = PastedLine.Of(this.text);
        taken = new bool[lines.Length + 2];
    }

    /// <summary>Reads the paste.</summary>
    /// <exception cref="BadInputException">A table in it cannot be read whole.</exception>
    public Paste Read()
    {
        ReadBrackets();
        ReadDictionaries();
        figured.AddRange(CaretText.Read(lines));
        foreach (var cells in StataText.Read(lines))
        {
            figured.Add(cells);
            Take(cells.FirstLine, cells.LastLine);
        }
        var (summaries, pycm) = (SummaryText.OfWeka(lines), SummaryText.OfPycm(lines));
        foreach (var line in figured.SelectMany(block => block.Figures).Select(figure => figure.Line)
            .Concat(summaries.Concat(pycm).Select(summary => summary.Line))) taken[line] = true;
        ReadLines();
        FoundTable[] whole =
        [
            .. ContinuedTables.Joined([.. tables.OrderBy(table => table.FirstLine)], lines).Select(table => Paste.Whole(table, lines)),
        ];
        var others = skipped.ToHashSet();
        var read = new Paste(whole, [.. matrices.OrderBy(matrix => matrix.FirstLine)], figured, summaries, pycm, unjudged, skipped,
            Paste.Beside(whole, figured.Count > 0 ? [] : matrices, [.. lines.Where(line => others.Contains(line.Number))], cellEnds),
            DrawnMatrices.In(lines, others));
        return whole.Length + matrices.Count + figured.Count == 0 ? OtherLayouts.In(source, lines, read, cellEnds) : read;
    }

    private void Take(int first, int last)
    {
        for (var line = first; line <= Math.Min(last, lines.Length); line++) taken[line] = true;
    }

    private void ReadBrackets()
    {
        foreach (var match in MatrixText.Brackets(text).AsEnumerable())
        {
            var first = 1 + text.AsSpan(0, match.Index).Count('\n');
            var last = first + match.Value.Count(c => c == '\n');
            if (MatrixText.InBrackets(first, match) is { } matrix) matrices.Add(matrix);
            else if (MatrixText.IsOfEachClass(match)) skipped.AddRange(Enumerable.Range(first, last - first + 1));
            else continue;
            Take(first, last);
        }
    }

    private void ReadDictionaries()
    {
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
    }

    private void ReadLines()
    {
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
                ReadAt(ref at);
            }
            catch (UnjudgedTableException e)
            {
                unjudged.Add(e.Message);
                for (at = first; at < lines.Length && lines[at].Text.Length > 0; at++) skipped.Add(lines[at].Number);
            }
        }
    }

    /// <summary>Reads what begins at a line.</summary>
    /// <param name="at">The line's index; moved behind it.</param>
    private void ReadAt(ref int at)
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
            if (IsUnreadHeader(at))
                unjudged.Add(
                    $"{source}:{lines[at].Number}: '{Shown.Short(lines[at].Text)}', expected the header precision recall f1-score support");
            else skipped.Add(lines[at].Number);
            at++;
        }
    }

    /// <summary>Whether precision and recall are titles there, of columns with numbers below, in a header that was not read.</summary>
    private bool IsUnreadHeader(int at)
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
