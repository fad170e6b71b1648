using YamlDotNet.RepresentationModel;

namespace Reproduction.Specs.Documentation;

public sealed class LedgerKeysSpecs
{
    /// <summary>The project's own ledger and the example have together every key that one may have.</summary>
    [Fact]
    public void The_page_about_ledgers_names_every_key_of_the_projects_own_and_of_the_example()
    {
        List<string> keys = [.. Keys("golden", "claims.yaml"), .. Keys("docs", "examples", "ledger.yaml")];

        var page = File.ReadAllText(Repository.Path("docs", "audit-a-table.md"));

        keys.Should().Contain(["version", "no_recipe", "over", "seen"]);
        keys.Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> Keys(params string[] path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Path(path))));
        var ledger = (YamlMappingNode)yaml.Documents[0].RootNode;
        var parts = ledger.Children.Values.OfType<YamlSequenceNode>();
        var entries = parts.SelectMany(part => part.Children).OfType<YamlMappingNode>().ToList();
        var rules = entries.SelectMany(entry => entry.Children.Values).OfType<YamlMappingNode>();
        return new[] { ledger }.Concat(entries).Concat(rules).SelectMany(map => map.Children.Keys).Select(key => $"{key}");
    }
}
