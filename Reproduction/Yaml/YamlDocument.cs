using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Reproduction.Native;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Reproduction.Yaml;

/// <summary>A YAML file whose every key must be known: the root of <see cref="YamlSection"/>s that name file, line and key.</summary>
public static class YamlDocument
{
    /// <summary>Most bytes of a file: a hundred times the longest recipe or ledger.</summary>
    private const int MostBytes = 4 << 20;

    /// <summary>Most sections and lists within each other: the deepest recipe has six.</summary>
    private const int MostDepth = 32;

    /// <summary>Reads a file that holds one mapping, with keys replaced or added from the command line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowed">The keys that may stand at the top; null for any.</param>
    /// <param name="overrides">Pairs of a dotted key, such as <c>training.epochs</c>, and a value written in YAML.</param>
    /// <exception cref="BadInputException">
    /// The file cannot be read, is not UTF-8, not YAML or not one mapping, has an unknown key, an override leads nowhere, or the file is
    /// too large, nested too deep or has tags or aliases.
    /// </exception>
    public static YamlSection Read(string path, IReadOnlyList<string>? allowed, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var name = Path.GetFileName(path);
        if (RegularFile.Length(path) is > MostBytes and var length)
            throw new BadInputException($"{name}: {length} bytes, expected at most {MostBytes}");
        var root = Parse(name, Text(name, File.ReadAllBytes(path))) as YamlMappingNode
            ?? throw new BadInputException($"{name}: found no mapping, expected keys and values");
        var source = new YamlSource(name);
        foreach (var (key, value) in overrides ?? []) Override(root, source, key, value);
        return new YamlSection(source, "", root, allowed);
    }

    /// <summary>Takes a JSON object as if it stood in a file: what is wrong with it has a key but no line.</summary>
    /// <param name="name">The name of what it stands in.</param>
    /// <param name="json">The object.</param>
    /// <param name="allowed">The keys that may stand at the top; null for any.</param>
    /// <exception cref="BadInputException">It is no object or has an unknown key.</exception>
    public static YamlSection Of(string name, JsonElement json, IReadOnlyList<string>? allowed) =>
        Node(json) is YamlMappingNode root
            ? new(new YamlSource(name, hasLines: false), "", root, allowed)
            : throw new BadInputException($"{name}: found no mapping, expected keys and values");

    private static YamlNode Node(JsonElement json) => json.ValueKind switch
    {
        // Of a name that stands there twice the last counts, as for every reader of JSON here.
        JsonValueKind.Object => new YamlMappingNode(json.EnumerateObject().GroupBy(member => member.Name).Select(
            same => KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(same.Key), Node(same.Last().Value)))),
        JsonValueKind.Array => new YamlSequenceNode(json.EnumerateArray().Select(Node)),
        JsonValueKind.String => new YamlScalarNode(json.GetString()),
        _ => new YamlScalarNode(json.GetRawText()),
    };

    /// <summary>A file's text: UTF-8, or what a mark at its beginning says.</summary>
    private static string Text(string name, byte[] bytes)
    {
        var isWide = bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, 0, 0xfe, 0xff, ..];
        if (!isWide && !Utf8.IsValid(bytes))
            throw new BadInputException($"{name}:{LineOfInvalid(bytes)}: text that is not UTF-8, expected a file saved as UTF-8");
        using var reader = new StreamReader(new MemoryStream(bytes));
        return reader.ReadToEnd();
    }

    private static long LineOfInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return 1 + bytes[..at].Count((byte)'\n');
    }

    private static YamlNode? Parse(string name, string text)
    {
        try
        {
            CheckEvents(name, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException e)
        {
            var line = LineOfTab(text, e) ?? e.Start.Line;
            throw new BadInputException($"{name}:{line}: not YAML: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>
    /// The line that a tab indents, where that is what is wrong: the parser names the beginning of what the line stands in. Null of
    /// anything else.
    /// </summary>
    private static long? LineOfTab(string text, YamlException exception)
    {
        if (!exception.Message.Contains("tab", StringComparison.Ordinal)) return null;
        var lines = text.ReplaceLineEndings("\n").Split('\n').Index().Skip((int)exception.Start.Line - 1);
        foreach (var (index, line) in lines)
            if (line.Trim().Length > 0 && line[..^line.TrimStart().Length].Contains('\t'))
                return index + 1;
        return null;
    }

    /// <summary>Goes to the next event. Of some brackets that are not closed the parser itself fails, and says no line.</summary>
    private static bool Moves(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            var at = parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(at, at, "what follows cannot be read, as behind a bracket that is not closed");
        }
    }

    // Before any tree is built: to build and to write one takes a call within a call for each level, and an alias may lead back to
    // what holds it.
    private static void CheckEvents(string name, string text)
    {
        var parser = new Parser(new StringReader(text));
        var documents = 0;
        for (var depth = 0; Moves(parser);)
        {
            if (parser.Current is DocumentStart another && ++documents > 1)
                throw new BadInputException($"{name}:{another.Start.Line}: a second document, expected one of keys and values");
            if (parser.Current is AnchorAlias alias)
                throw new BadInputException($"{name}:{alias.Start.Line}: found the alias *{alias.Value}, expected what it stands for");
            // A tag says of what type something is, which the key decides; a key with one is not found by its name.
            if (parser.Current is NodeEvent { Tag: { IsEmpty: false } tag })
                throw new BadInputException(
                    $"{name}:{parser.Current.Start.Line}: found the tag {tag.Value}, expected keys and values alone");
            if (parser.Current is MappingStart or SequenceStart && ++depth > MostDepth)
                throw new BadInputException(
                    $"{name}:{parser.Current.Start.Line}: sections and lists within each other, expected at most {MostDepth} levels");
            if (parser.Current is MappingEnd or SequenceEnd) depth--;
        }
    }

    /// <summary>
    /// Puts a value at a dotted key. Sections on the way that lack are made; in a list of mappings with one key each, that key
    /// says which is meant.
    /// </summary>
    private static void Override(YamlMappingNode root, YamlSource source, string key, string value)
    {
        var text = $"--set {key}={value}";
        var parts = key.Split('.');
        YamlNode node = root;
        for (var i = 0; i < parts.Length; i++)
        {
            if (node is YamlSequenceNode list) node = Item(list, parts[i], text, string.Join('.', parts[..i]));
            if (node is not YamlMappingNode section)
                throw new BadInputException($"{text}: '{string.Join('.', parts[..i])}' is no section, so there is no '{parts[i]}' in it");
            var name = new YamlScalarNode(parts[i]);
            if (i == parts.Length - 1) section.Children[name] = Parse($"--set {key}", value) ?? new YamlScalarNode("");
            else if (!section.Children.ContainsKey(name)) section.Children[name] = new YamlMappingNode();
            else
            {
                node = section.Children[name];
                continue;
            }
            source.Took(section.Children.Single(pair => pair.Key.Equals(name)), text);
            node = section.Children[name];
        }
    }

    private static YamlMappingNode Item(YamlSequenceNode list, string key, string text, string path)
    {
        var kinds = list.Children.OfType<YamlMappingNode>().Where(item => item.Children.Count == 1)
            .ToLookup(item => item.Children[0].Key.ToString());
        return kinds[key].ToList() switch
        {
            [var one] => one,
            [] => throw new BadInputException(
                $"{text}: there is no '{key}' in the list '{path}', expected "
                + $"{(kinds.Count == 0 ? "a whole list as its value" : $"one of {string.Join(", ", kinds.Select(kind => kind.Key))}")}"),
            var several =>
                throw new BadInputException(
                    $"{text}: there are {several.Count} '{key}' in the list '{path}', expected a whole list as its value"),
        };
    }
}
