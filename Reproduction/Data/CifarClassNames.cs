using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>The class names in <c>batches.meta.txt</c>: one a line, in class order.</summary>
public static class CifarClassNames
{
    /// <summary>Most classes that a label byte can tell apart.</summary>
    public const int Most = 256;

    /// <summary>Reads the names; blank lines, as the official file ends in one, are no names.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="BadInputException">No names, more than 256, one with characters that are not shown, or one twice.</exception>
    public static IReadOnlyList<string> Parse(string file, string text)
    {
        var names = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length is 0 or > Most)
            throw new BadInputException($"{file}: {names.Length} class names, expected 1 to {Most}");
        if (names.FirstOrDefault(name => !PlainText.IsPlain(name)) is { } odd)
            throw new BadInputException(
                $"{file}: class {OneLine.Quote(odd)} has control characters or others that are not shown, expected plain names");
        if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new BadInputException($"{file}: class {OneLine.Name(twice.Key)} appears {twice.Count()} times, expected each once");
        return names;
    }

    /// <summary>The text of such a file.</summary>
    /// <param name="names">Names in class order.</param>
    public static string Text(IReadOnlyList<string> names) => string.Concat(names.Select(name => name + "\n")) + "\n";
}
