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

    /// <summary>Most sections and lists within each other: the deepest recipe has four.</summary>
    private const int MostDepth = 32;

    /// <summary>Reads a file that holds one mapping, with keys replaced or added from the command line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowed">The keys that may stand at the top.</param>
    /// <param name="overrides">Pairs of a dotted key, such as <c>training.epochs</c>, and a value written in YAML.</param>
    /// <exception cref="BadInputException">The file cannot be read, is not YAML or not a mapping, has an unknown key, an override names no section, or the file is too large, nested too deep or has aliases.</exception>
    public static YamlSection Read(string path, IReadOnlyList<string> allowed, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var name = Path.GetFileName(path);
        RegularFile.Check(path);
        if (new FileInfo(path).Length is > MostBytes and var length) throw new BadInputException($"{name}: {length} bytes, expected at most {MostBytes}");
        var root = Parse(name, File.ReadAllText(path)) as YamlMappingNode
            ?? throw new BadInputException($"{name}: found no mapping, expected keys and values");
        foreach (var (key, value) in overrides ?? []) Override(root, key, value);
        return new YamlSection(name, "", root, allowed);
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
            throw new BadInputException($"{name}:{e.Start.Line}: not YAML: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // Before any tree is built: to build and to write one takes a call within a call for each level, and an alias may lead back to
    // what holds it.
    private static void CheckEvents(string name, string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            if (parser.Current is AnchorAlias alias)
                throw new BadInputException($"{name}:{alias.Start.Line}: found the alias *{alias.Value}, expected what it stands for");
            if (parser.Current is MappingStart or SequenceStart && ++depth > MostDepth)
                throw new BadInputException($"{name}:{parser.Current.Start.Line}: sections and lists within each other, expected at most {MostDepth} levels");
            if (parser.Current is MappingEnd or SequenceEnd) depth--;
        }
    }

    private static void Override(YamlMappingNode root, string key, string value)
    {
        var parts = key.Split('.');
        var section = root;
        foreach (var part in parts[..^1])
        {
            section = section.Children.TryGetValue(new YamlScalarNode(part), out var child) && child is YamlMappingNode mapping
                ? mapping
                : throw new BadInputException(
                    $"--set {key}={value}: there is no section '{part}', expected one of {string.Join(", ", section.Children.Where(pair => pair.Value is YamlMappingNode).Select(pair => pair.Key))}");
        }
        section.Children[new YamlScalarNode(parts[^1])] = Parse($"--set {key}", value) ?? new YamlScalarNode("");
    }
}
