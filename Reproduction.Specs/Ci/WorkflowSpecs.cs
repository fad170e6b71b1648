using YamlDotNet.RepresentationModel;

namespace Reproduction.Specs.Ci;

/// <summary>The gate on GitHub.</summary>
public sealed class WorkflowSpecs
{
    [Fact]
    public void The_gate_gets_axe_core_before_it_runs_the_specs_sees_that_it_was_used_and_keeps_their_results()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Path(".github", "workflows", "test.yaml"))));
        var steps = ((YamlSequenceNode)yaml.Documents[0].RootNode["jobs"]["test"]["steps"]).Children.Cast<YamlMappingNode>().ToList();
        string[] commands = [.. steps.Where(step => step.Children.ContainsKey("run")).Select(step => $"{step["run"]}")];

        commands[..2].Should().Equal("make axe", "make test");
        // The check that it was used looks for the spec's name as the results have it.
        var name = nameof(Reporting.AccessibilitySpecs.Reports_a_summary_an_index_and_a_gallery_break_none_of_axes_rules).Replace('_', ' ');
        var looked = commands[2].Split('\'')[1];
        string Result(string outcome) =>
            $"<UnitTestResult testName=\"Reproduction.Specs.Reporting.AccessibilitySpecs.{name}\" duration=\"1\" outcome=\"{outcome}\" />";
        Result("Passed").Should().MatchRegex(looked);
        Result("NotExecuted").Should().NotMatchRegex(looked);
        // What ci/test.sh keeps is what is uploaded, whatever came out.
        File.ReadAllText(Repository.Path("ci", "test.sh")).Should().Contain("results=out/test\n")
            .And.Contain("--results-directory \"$results\"").And.Contain("trx;LogFileName=specs.trx");
        var upload = steps.Single(step => step.Children.TryGetValue("uses", out var uses)
            && $"{uses}".StartsWith("actions/upload-artifact", StringComparison.Ordinal));
        ($"{upload["if"]}", $"{upload["with"]["path"]}").Should().Be(("always()", "out/test"));
    }
}
