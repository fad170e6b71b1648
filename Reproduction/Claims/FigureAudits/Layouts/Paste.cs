namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>What was found in a paste.</summary>
/// <param name="Tables">Classification reports, in their order.</param>
/// <param name="Matrices">Confusion matrices.</param>
/// <param name="Figures">Single figures that a program printed beside them, such as R's caret: name and text.</param>
/// <param name="Skipped">Numbers of the lines that hold something else.</param>
internal sealed record Paste(
    IReadOnlyList<FoundTable> Tables, IReadOnlyList<FoundMatrix> Matrices, IReadOnlyList<(int Line, string Name, string Text)> Figures,
    IReadOnlyList<int> Skipped)
{
    /// <summary>Reads a paste.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="BadInputException">A table in it cannot be read whole.</exception>
    public static Paste Read(string source, string text)
    {
        text = text.ReplaceLineEndings("\n");
        var rows = HtmlRows.AsBars(text);
        var lines = PastedLine.Of(rows);
        List<FoundTable> tables = [];
        List<FoundMatrix> matrices = [];
        List<int> skipped = [];
        var taken = new bool[lines.Length + 2];
        void Take(int first, int last)
        {
            for (var line = first; line <= Math.Min(last, lines.Length); line++) taken[line] = true;
        }

        foreach (var match in MatrixText.Brackets(text).AsEnumerable())
            if (MatrixText.InBrackets(text, match) is { } matrix)
            {
                matrices.Add(matrix);
                Take(matrix.FirstLine, matrix.FirstLine + match.Value.Count(c => c == '\n'));
            }
        for (var brace = text.IndexOf('{', StringComparison.Ordinal); brace >= 0; brace = text.IndexOf('{', brace + 1))
        {
            var (first, end) = (1 + text.AsSpan(0, brace).Count('\n'), brace);
            var before = text.LastIndexOf('[', brace) is >= 0 and var list && text[(list + 1)..brace].Trim().Length == 0 ? list : brace;
            end = before;
            if (DictionaryTables.At(text, ref end) is not { } table) continue;
            tables.Add(table);
            Take(first, 1 + text.AsSpan(0, end).Count('\n'));
            brace = end - 1;
        }
        var caret = CaretText.Read(lines);
        foreach (var (line, _, _) in caret) taken[line] = true;
        for (var at = 0; at < lines.Length;)
        {
            var first = at;
            if (taken[lines[at].Number] || lines[at].Text.Length == 0 || lines[at].IsDecoration)
            {
                at++;
                continue;
            }
            if (DelimitedTables.At(source, lines, ref at) is { Count: > 0 } delimited) tables.AddRange(delimited);
            else if (TextTables.At(source, lines, ref at) is { } table) tables.Add(table);
            else if (MatrixText.At(lines, ref at) is { } matrix) matrices.Add(matrix);
            else skipped.Add(lines[at++].Number);
        }
        return new([.. tables.OrderBy(table => table.FirstLine)], matrices, caret, skipped);
    }
}
