using System.Text;
using System.Text.Json;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>What a Jupyter notebook shows beside its code: what its cells printed, its HTML tables and its prose.</summary>
internal static class NotebookText
{
    private static readonly string[] Tabular = ["<tr", "<pre"];

    /// <summary>
    /// The text of a notebook, each line at its line of the file where that can be: Jupyter writes a line of text in a line of its own.
    /// With it the numbers of the empty lines at which cells end. <see langword="null"/> for what is no notebook.
    /// </summary>
    /// <param name="text">The file's content.</param>
    public static (string Text, IReadOnlyList<int> CellEnds)? Of(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{") || !text.Contains("\"cell_type\"", StringComparison.Ordinal)) return null;
        List<Node> cells = [];
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(bytes, new() { MaxDepth = 64 });
            var lines = new Lines(bytes);
            reader.Read();
            Collect(Node.Read(ref reader, lines), cells);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        var shown = new StringBuilder();
        List<int> ends = [];
        var (line, behind) = (1, 1);
        foreach (var cell in cells)
        {
            var start = shown.Length;
            foreach (var pieces in Displayed(cell))
            {
                foreach (var piece in pieces.Texts)
                {
                    for (; line < piece.Line; line++) shown.Append('\n');
                    shown.Append(piece.Text);
                    line += piece.Text!.Count(c => c == '\n');
                }
                // An output's last line has no end, and the next is another's.
                shown.Append("\n\n");
                line += 2;
            }
            if (shown.Length == start) continue;
            // A bar of progress returns to the begin of its line, which is read as a line of its own.
            behind += shown.ToString(start, shown.Length - start).ReplaceLineEndings("\n").Count(c => c == '\n');
            ends.Add(behind - 1);
        }
        return (shown.ToString(), ends);
    }

    private static void Collect(Node node, List<Node> cells)
    {
        if (node.Members.ContainsKey("cell_type")) cells.Add(node);
        else foreach (var part in node.Members.Values.Concat(node.Items)) Collect(part, cells);
    }

    /// <summary>The prose of a cell, or its outputs in the form that says most.</summary>
    private static IEnumerable<Node> Displayed(Node cell)
    {
        if (cell["cell_type"]?.Text == "markdown") return cell["source"] is { } prose ? [prose] : [];
        return (cell["outputs"]?.Items ?? []).Select(output => MostOf(output["data"] ?? output)).OfType<Node>();
    }

    /// <summary>
    /// HTML with a table or a report in it, Markdown or LaTeX: what is shown in these has no more than a name as text; unless the report is
    /// in the text alone.
    /// </summary>
    private static Node? MostOf(Node output)
    {
        var text = output["text"] ?? output["text/plain"];
        var html = output["text/html"] is { } page && Tabular.Any(tag => Says(page, tag)) ? page : null;
        var shown = html ?? output["text/markdown"] ?? output["text/latex"];
        return shown is null || (text is not null && SaysScores(text) && !SaysScores(shown)) ? text : shown;
    }

    private static bool SaysScores(Node output) => Says(output, "precision") && Says(output, "recall");

    private static bool Says(Node output, string words) =>
        output.Texts.Any(piece => piece.Text!.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>A value of JSON with the line at which it begins.</summary>
    private sealed record Node(int Line, string? Text, IReadOnlyDictionary<string, Node> Members, IReadOnlyList<Node> Items)
    {
        private static readonly Dictionary<string, Node> NoMembers = [];

        public Node? this[string name] => Members.GetValueOrDefault(name);

        /// <summary>A text, or the texts of which a list makes one.</summary>
        public IEnumerable<Node> Texts => Text is not null ? [this] : Items.Where(item => item.Text is not null);

        public static Node Read(ref Utf8JsonReader reader, Lines lines)
        {
            var line = lines.At((int)reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.String) return new(line, reader.GetString(), NoMembers, []);
            Dictionary<string, Node> members = [];
            List<Node> items = [];
            if (reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, lines));
            else if (reader.TokenType == JsonTokenType.StartObject)
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members[name] = Read(ref reader, lines);
                }
            return new(line, null, members, items);
        }
    }

    /// <summary>At which line a byte stands, asked from first to last.</summary>
    private sealed class Lines(byte[] bytes)
    {
        private int counted;
        private int line = 1;

        public int At(int place)
        {
            line += bytes.AsSpan(counted, place - counted).Count((byte)'\n');
            counted = place;
            return line;
        }
    }
}
