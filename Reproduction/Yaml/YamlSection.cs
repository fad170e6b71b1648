using System.Globalization;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Reproduction.Yaml;

/// <summary>
/// A mapping of a strictly read YAML file: a key that is not among the allowed ones is refused at once, each getter checks
/// type and range. Every complaint is one line with file, line, key, what was found and what was expected.
/// </summary>
public sealed class YamlSection
{
    private readonly YamlSource source;
    private readonly string path;
    private readonly YamlMappingNode mapping;

    /// <summary>Takes a mapping all of whose keys are allowed.</summary>
    /// <exception cref="BadInputException">An unknown key stands in the mapping.</exception>
    internal YamlSection(YamlSource source, string path, YamlMappingNode mapping, IReadOnlyList<string>? allowed)
    {
        (this.source, this.path, this.mapping) = (source, path, mapping);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode)
                throw new BadInputException($"{source.Place(key)}: a list or section in the place of a key, expected a name");
            if (allowed is not null && !allowed.Contains(key.ToString()))
                throw new BadInputException(
                    $"{source.Place(key)}: unknown key '{Full(key.ToString())}' ({Show(value)}), expected one of "
                    + $"{string.Join(", ", allowed)}");
        }
    }

    /// <summary>The line on which the section starts, from 1.</summary>
    public long Line => mapping.Start.Line;

    /// <summary>The keys that stand in the section, in their order.</summary>
    public IEnumerable<string> Keys => mapping.Children.Keys.Select(key => key.ToString());

    /// <summary>The same mapping, once no other key stands in it.</summary>
    /// <param name="allowed">The keys that may stand in it.</param>
    /// <exception cref="BadInputException">An unknown key stands in it.</exception>
    public YamlSection Only(params IReadOnlyList<string> allowed) => new(source, path, mapping, allowed);

    /// <summary>All keys and values in their order, whatever the layout: what a hash of the section's content is taken of.</summary>
    public string Content => Flat(mapping);

    /// <summary>Whether the key stands in the section.</summary>
    /// <param name="key">The key.</param>
    public bool Has(string key) => mapping.Children.ContainsKey(new YamlScalarNode(key));

    /// <summary>A text that is not empty.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What it should be, where that is not just any text.</param>
    /// <exception cref="BadInputException">Missing or no text.</exception>
    public string Text(string key, string expected = "a text") =>
        Scalar(key, expected) is { Length: > 0 } text ? text : throw Complaint(key, expected);

    /// <summary>A whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <exception cref="BadInputException">Missing, no whole number or out of range.</exception>
    public long Whole(string key, long least, long most = long.MaxValue)
    {
        var expected = most == long.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}";
        var text = Scalar(key, expected);
        return !HasZeroBefore(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : throw Complaint(key, InPlaceOf(text, expected));
    }

    /// <summary>A number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <exception cref="BadInputException">Missing, no number or out of range.</exception>
    public double Number(string key, double least, double most = double.MaxValue)
    {
        var expected = most == double.MaxValue ? $"a number of at least {least}" : $"a number from {least} to {most}";
        var text = Scalar(key, expected);
        return Parse(text) is { } value && value >= least && value <= most ? value : throw Complaint(key, InPlaceOf(text, expected));
    }

    /// <summary>A number above 0.</summary>
    /// <param name="key">The key.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <exception cref="BadInputException">Missing, no number or out of range.</exception>
    public double Positive(string key, double most = double.MaxValue)
    {
        var expected = most == double.MaxValue ? "a number above 0" : $"a number above 0 and at most {most}";
        var text = Scalar(key, expected);
        return Parse(text) is { } value and > 0 && value <= most ? value : throw Complaint(key, InPlaceOf(text, expected));
    }

    /// <summary>Several numbers in brackets.</summary>
    /// <param name="key">The key.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="BadInputException">Missing, another count or no numbers.</exception>
    public IReadOnlyList<double> Numbers(string key, int count)
    {
        var expected = $"{count} numbers in brackets";
        if (Node(key, expected) is not YamlSequenceNode sequence || sequence.Children.Count != count) throw Complaint(key, expected);
        return [.. sequence.Children.Select((item, i) => Item((item as YamlScalarNode)?.Value, i))];

        double Item(string? text, int i) => Parse(text) ?? throw Complaint(key, InPlaceOf(text, expected), i);
    }

    /// <summary>Several texts in brackets.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="BadInputException">Missing or no list of texts.</exception>
    public IReadOnlyList<string> Texts(string key)
    {
        if (Node(key, "a list") is not YamlSequenceNode sequence) throw Complaint(key, "a list");
        return
        [
            .. sequence.Children.Select((item, i) => (item as YamlScalarNode)?.Value ?? throw Complaint(key, "a list of texts", i)),
        ];
    }

    /// <summary>Several lists of texts in brackets.</summary>
    /// <param name="key">The key.</param>
    /// <param name="count">How many texts in each.</param>
    /// <exception cref="BadInputException">Missing, no list of lists, or another count.</exception>
    public IReadOnlyList<IReadOnlyList<string>> TextLists(string key, int count)
    {
        var expected = $"a list of lists of {count} texts";
        if (Node(key, expected) is not YamlSequenceNode sequence) throw Complaint(key, expected);
        return
        [
            .. sequence.Children.Select(item => item is YamlSequenceNode list && list.Children.Count == count
                ? (IReadOnlyList<string>)[.. list.Children.Select(text => (text as YamlScalarNode)?.Value
                    ?? throw Complaint(key, expected))]
                : throw Complaint(key, expected)),
        ];
    }

    /// <summary>One of a few words.</summary>
    /// <typeparam name="T">What the words stand for.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="choices">Each word with its meaning.</param>
    /// <exception cref="BadInputException">Missing or another word.</exception>
    public T Choice<T>(string key, params (string Word, T Meaning)[] choices)
    {
        var expected = $"one of {string.Join(", ", choices.Select(choice => choice.Word))}";
        var word = Scalar(key, expected);
        foreach (var choice in choices)
            if (choice.Word == word) return choice.Meaning;
        throw Complaint(key, expected);
    }

    /// <summary>A mapping within this one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="allowed">The keys that may stand in it.</param>
    /// <exception cref="BadInputException">Missing, no mapping, or one with an unknown key.</exception>
    public YamlSection Section(string key, params IReadOnlyList<string> allowed) => Child(key, allowed);

    /// <summary>A mapping whose keys are names that the file gives.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="BadInputException">Missing or no mapping.</exception>
    public YamlSection Names(string key) => Child(key, null);

    private YamlSection Child(string key, IReadOnlyList<string>? allowed) =>
        Node(key, "a section") is YamlMappingNode child
            ? new YamlSection(source, Full(key), child, allowed)
            : throw Complaint(key, "a section");

    /// <summary>A list of mappings.</summary>
    /// <param name="key">The key.</param>
    /// <param name="allowed">The keys that may stand in each.</param>
    /// <exception cref="BadInputException">Missing, no list of mappings, or an unknown key in one.</exception>
    public IReadOnlyList<YamlSection> Sections(string key, params IReadOnlyList<string> allowed)
    {
        if (Node(key, "a list") is not YamlSequenceNode sequence) throw Complaint(key, "a list");
        return
        [
            .. sequence.Children.Select((item, i) => item is YamlMappingNode child
                ? new YamlSection(source, $"{Full(key)}[{i}]", child, allowed)
                : throw Complaint(key, "a list of sections", i)),
        ];
    }

    /// <summary>What is wrong with the value of a key, as an exception to throw.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What would have been right.</param>
    public BadInputException Complaint(string key, string expected) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var node)
            ? new($"{source.Place(node)}: {Full(key)}: found {Show(node)}, expected {expected}")
            : new($"{source.Place(mapping)}: {Full(key)}: missing, expected {expected}");

    /// <summary>What is wrong with an item of a key's list, as an exception to throw.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="item">The item's place, from 0.</param>
    public BadInputException Complaint(string key, string expected, int item) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlSequenceNode list
        && list.Children.ElementAtOrDefault(item) is { } wrong
            ? new($"{source.Place(wrong)}: {Full(key)}: found a list with {Show(wrong)}, expected {expected}")
            : Complaint(key, expected);

    /// <summary>
    /// What is wrong with something further down, as an exception to throw: it names the last place on the way that stands in the file.
    /// </summary>
    /// <param name="below">Keys joined by dots and places in lists in brackets, such as <c>student.loss[1].soft_targets.of</c>.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public BadInputException Refusal(string below, string problem)
    {
        YamlNode node = mapping;
        string[] steps = Has(below) ? [below] : below.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps)
        {
            if (Below(node, step) is not { } next) break;
            node = next;
        }
        return new($"{source.Place(node)}: {Full(below)}: {problem}");
    }

    private static YamlNode? Below(YamlNode node, string step) => node switch
    {
        YamlMappingNode map => map.Children.TryGetValue(new YamlScalarNode(step), out var value) ? value : null,
        YamlSequenceNode list when step.StartsWith('[') =>
            int.TryParse(step.AsSpan(1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var item)
                ? list.Children.ElementAtOrDefault(item) : null,
        _ => null,
    };

    private YamlNode Node(string key, string expected) =>
        Has(key) ? mapping.Children[new YamlScalarNode(key)] : throw Complaint(key, expected);

    private string? Scalar(string key, string expected) => (Node(key, expected) as YamlScalarNode)?.Value;

    private static double? Parse(string? text) =>
        !HasZeroBefore(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value) ? value : null;

    /// <summary>Whether a number is 8 by YAML 1.1 and 10 by YAML 1.2, as 010 is.</summary>
    internal static bool HasZeroBefore(string? text) => text?.TrimStart('-', '+') is ['0', >= '0' and <= '9', ..];

    /// <summary>What is expected in the place of a number, where that is written as none here may be.</summary>
    /// <param name="text">The number as it stands there.</param>
    /// <param name="expected">What it should be.</param>
    internal static string InPlaceOf(string? text, string expected) =>
        HasZeroBefore(text) ? $"{expected}, with no 0 before it" : expected;

    private string Full(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Flat(YamlNode node) => node switch
    {
        YamlScalarNode scalar => JsonSerializer.Serialize(scalar.Value),
        YamlSequenceNode sequence => $"[{string.Join(",", sequence.Children.Select(Flat))}]",
        YamlMappingNode map => $"{{{string.Join(",", map.Children.Select(pair => $"{Flat(pair.Key)}:{Flat(pair.Value)}"))}}}",
        _ => "",
    };

    private static string Show(YamlNode node) => node switch
    {
        YamlScalarNode scalar => $"'{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "a section",
    };
}
