using System.Text;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>
/// A value as JSON or Python writes it, NumPy's arrays and dictionaries with an order among them. Numbers stay text, because their digits
/// count; what is a word stays a word.
/// </summary>
internal sealed partial class Literal
{
    private const int Deepest = 16;

    private readonly string text;
    private int at;

    private Literal(string text, int at) => (this.text, this.at) = (text, at);

    /// <summary>Reads a dictionary or list.</summary>
    /// <param name="text">The paste.</param>
    /// <param name="at">Where it begins; moved behind it.</param>
    /// <returns>A list of names and values, a list of values, or <see langword="null"/> of something else.</returns>
    public static object? Read(string text, ref int at)
    {
        var literal = new Literal(text, at);
        if (!literal.Value(0, out var value)) return null;
        at = literal.at;
        return value;
    }

    private bool Value(int depth, out object? value)
    {
        value = null;
        Skip();
        if (at >= text.Length || depth > Deepest) return false;
        if (text[at] is '{') return Pairs(depth, out value);
        if (text[at] is '[' or '(') return Items(text[at] == '[' ? ']' : ')', depth, out value);
        if (text[at] is '"' or '\'') return Quoted(out value);
        var start = at;
        if (Constructor().Match(text, at) is { Success: true } made)
        {
            if (Made(made, depth, out value)) return true;
            at = start;
        }
        var open = 0;
        while (at < text.Length && (open > 0 || text[at] is not (',' or '}' or ']' or ')' or ':')) && text[at] != '\n')
        {
            if (text[at] == '(') open++;
            if (text[at] == ')') open--;
            at++;
        }
        value = text[start..at].Trim();
        return at > start;
    }

    private bool Pairs(int depth, out object? value)
    {
        List<(string, object?)> pairs = [];
        value = pairs;
        for (at++; ;)
        {
            Skip();
            if (at >= text.Length) return false;
            if (text[at] == '}') break;
            if (!Value(depth + 1, out var name) || name is not string key) return false;
            Skip();
            if (at >= text.Length || text[at++] != ':' || !Value(depth + 1, out var item)) return false;
            pairs.Add((key, item));
            Skip();
            if (at < text.Length && text[at] == ',') at++;
        }
        at++;
        return true;
    }

    private bool Items(char end, int depth, out object? value)
    {
        List<object?> items = [];
        value = items;
        for (at++; ;)
        {
            Skip();
            if (at >= text.Length) return false;
            if (text[at] == end) break;
            if (!Value(depth + 1, out var item)) return false;
            items.Add(item);
            Skip();
            if (at < text.Length && text[at] == ',') at++;
        }
        at++;
        return true;
    }

    /// <summary>What stands in brackets behind the name of its type, without what is said of its kind of numbers.</summary>
    private bool Made(Match made, int depth, out object? value)
    {
        value = null;
        at += made.Length;
        var type = made.Groups[1].Value;
        // Before the values of a defaultdict stands what makes new ones.
        if (type == "defaultdict") at = text.IndexOf('{', at);
        if (at < 0 || !Value(depth + 1, out value)) return false;
        if (type == "OrderedDict" && value is List<object?> items)
        {
            List<(string, object?)> pairs = [];
            foreach (var item in items)
            {
                if (item is not List<object?> { Count: 2 } pair || pair[0] is not string key) return false;
                pairs.Add((key, pair[1]));
            }
            value = pairs;
        }
        Skip();
        if (at >= text.Length || text[at] is not (',' or ')')) return false;
        for (var open = 1; at < text.Length && open > 0; at++) open += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
        return text[at - 1] == ')';
    }

    private bool Quoted(out object? value)
    {
        var quote = text[at++];
        var read = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            read.Append(text[at++]);
        }
        value = read.ToString();
        return at++ < text.Length;
    }

    private void Skip()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }

    [GeneratedRegex(@"\G(?:[A-Za-z_]{1,32}\.){0,3}(OrderedDict|defaultdict|array|tensor)\(")]
    private static partial Regex Constructor();
}
