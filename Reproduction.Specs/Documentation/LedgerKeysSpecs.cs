using YamlDotNet.RepresentationModel;

namespace Reproduction.Specs.Documentation;

public sealed class LedgerKeysSpecs
{
    /// <summary>The project's own ledger has every part that one may have.</summary>
    [Fact]
    public void The_page_about_ledgers_names_every_key_of_the_projects_own()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Path("golden", "claims.yaml"))));
        var ledger = (YamlMappingNode)yaml.Documents[0].RootNode;
        var parts = ledger.Children.Values.OfType<YamlSequenceNode>();
        var entries = parts.SelectMany(part => part.Children).OfType<YamlMappingNode>().ToList();
        var rules = entries.SelectMany(entry => entry.Children.Values).OfType<YamlMappingNode>();
        string[] keys =
            [.. new[] { ledger }.Concat(entries).Concat(rules).SelectMany(map => map.Children.Keys).Select(key => $"{key}").Distinct()];

        var page = File.ReadAllText(Repository.Path("docs", "audit-a-table.md"));

        keys.Should().Contain(["version", "no_recipe", "over", "seen"]);
        keys.Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
