using YamlDotNet.RepresentationModel;

namespace Reproduction.Yaml;

/// <summary>Where the nodes of a document come from: a file, but for those that the command line put in.</summary>
/// <param name="name">The file's name.</param>
/// <param name="hasLines">Whether it is YAML text, of which a line can be named.</param>
internal sealed class YamlSource(string name, bool hasLines = true)
{
    // By identity: two nodes with the same text are equal.
    private readonly Dictionary<YamlNode, string> overridden = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes that a key and its value came from the command line.</summary>
    /// <param name="pair">The key and its value.</param>
    /// <param name="text">The words on the command line.</param>
    public void Took(KeyValuePair<YamlNode, YamlNode> pair, string text)
    {
        foreach (var node in pair.Value.AllNodes.Prepend(pair.Key)) overridden[node] = text;
    }

    /// <summary>What a complaint about a node begins with: file and line, or the option that put it there.</summary>
    /// <param name="node">A node of the document.</param>
    public string Place(YamlNode node) =>
        overridden.TryGetValue(node, out var text) ? text : hasLines ? $"{name}:{node.Start.Line}" : name;
}
