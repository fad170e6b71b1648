using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>What is said of a program's value in which no report is found: what it is, and what would be one.</summary>
internal static class DictionaryHint
{
    private const int MostNames = 5;

    private const string Expected =
        "expected precision, recall and support of each class, {\"cat\": {\"precision\": 0.75, \"recall\": 0.75, \"support\": 4}, …}";

    /// <summary>What was found and what was expected; <see langword="null"/> of a text that is no value.</summary>
    /// <param name="text">The whole paste.</param>
    public static string? Of(string text)
    {
        text = text.Trim('\uFEFF', ' ', '\t', '\r', '\n');
        var at = 0;
        if (text is not ['{' or '[' or '(', ..] && !text.StartsWith("OrderedDict(", StringComparison.Ordinal)) return null;
        var value = Literal.Read(text, ref at);
        if (value is null)
            return text[0] == '{' && text[1..].TrimStart() is ['"' or '\'', ..]
                ? "a dictionary that does not end or cannot be read, expected the whole of it"
                : null;
        if (at < text.Length) return null;
        return value switch
        {
            List<(string Name, object? Value)> { Count: > 0 } pairs => OfPairs(pairs),
            List<object?> items when items.Exists(item => item is List<(string Name, object? Value)>) =>
                $"a list of records without precision and recall, {Expected}",
            List<object?> { Count: > 0 } when text[0] == '(' => $"lists of numbers without names, {Expected}",
            _ => null,
        };
    }

    private static string OfPairs(List<(string Name, object? Value)> pairs)
    {
        var scores = pairs.Where(pair => DictionaryRows.ColumnOf(pair.Name) is { Kind: ColumnKind.Figure }).ToList();
        if (scores.Count > 1 && scores.TrueForAll(pair => pair.Value is string))
            return $"a dictionary with {Names(scores)} of no class, {Expected}, or these figures as --claim NAME=VALUE beside --support or "
                + "--images";
        if (scores.Count > 1 && pairs.Find(pair => pair.Value is List<object?> && ModelNames.IsOfModels(pair.Name)).Name is { } models)
            return $"a dictionary with lists under {Names(scores)} for each of '{Shown.Short(models)}', expected figures of each class; "
                + "what is said of one can be given as --claim beside --support";
        if (scores.Count > 1 && scores.TrueForAll(pair => pair.Value is List<object?>))
            return $"a dictionary with lists under {Names(scores)}, expected as many names of classes under 'labels', or images under "
                + "'support'";
        return $"a dictionary of {Names(pairs)}, {Expected}";
    }

    private static string Names(List<(string Name, object? Value)> pairs) =>
        string.Join(", ", pairs.Take(MostNames).Select(pair => $"'{Shown.Short(pair.Name)}'")) + (pairs.Count > MostNames ? ", …" : "");
}
