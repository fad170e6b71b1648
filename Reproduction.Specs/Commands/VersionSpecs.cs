using System.Text.RegularExpressions;

using Reproduction.Runs;

namespace Reproduction.Specs.Commands;

public sealed class VersionSpecs
{
    [Fact]
    public void The_program_the_changelog_and_the_citation_have_one_version_and_runs_record_it()
    {
        var version = Regex.Match(File.ReadAllText(Repository.Path("Directory.Build.props")), "<Version>(.+)</Version>").Groups[1].Value;

        version.Should().MatchRegex(@"^\d+\.\d+\.\d+$");
        Program.Run("--version").Output.Should().MatchRegex($@"^{Regex.Escape(version)}(\+[0-9a-f]{{40}})?\n$");
        Regex.Match(File.ReadAllText(Repository.Path("CHANGELOG.md")), "^## (.+)$", RegexOptions.Multiline).Groups[1].Value.Should()
            .StartWith(version);
        File.ReadAllLines(Repository.Path("CITATION.cff")).Should().Contain($"version: {version}");
        Machine.Versions()["reproduction"].Should().Be(version);
    }
}
