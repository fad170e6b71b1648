using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reproduction.Yaml;

/// <summary>A YAML file whose every key must be known: the root of <see cref="YamlSection"/>s that name file, line and key.</summary>
public static class YamlDocument
{
    /// <summary>Reads a file that holds one mapping, with keys replaced or added from the command line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowed">The keys that may stand at the top.</param>
    /// <param name="overrides">Pairs of a dotted key, such as <c>training.epochs</c>, and a value written in YAML.</param>
    /// <exception cref="BadInputException">The file cannot be read, is not YAML or not a mapping, has an unknown key, or an override names no section.</exception>
    public static YamlSection Read(string path, IReadOnlyList<string> allowed, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var name = Path.GetFileName(path);
        var root = Parse(name, File.ReadAllText(path)) as YamlMappingNode
            ?? throw new BadInputException($"{name}: found no mapping, expected keys and values");
        foreach (var (key, value) in overrides ?? []) Override(root, key, value);
        return new YamlSection(name, "", root, allowed);
    }

    private static YamlNode? Parse(string name, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException e)
        {
            throw new BadInputException($"{name}:{e.Start.Line}: not YAML: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}", e);
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
