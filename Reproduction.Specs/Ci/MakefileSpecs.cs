using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Reproduction.Specs.Ci;

/// <summary>The targets of <c>make</c>.</summary>
public sealed partial class MakefileSpecs
{
    private static readonly string Makefile = File.ReadAllText(Repository.Path("Makefile"));

    public static TheoryData<string> Targets =>
        [.. Target().Matches(Makefile).Select(match => match.Groups["name"].Value).Where(name => name is not "help")];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_prints_one_line_when_it_begins(string target) =>
        Target().Matches(Makefile).Single(match => match.Groups["name"].Value == target).Groups["first"].Value.Should()
            .StartWith("\t@echo \"make $@: ");

    [Fact]
    public void To_reproduce_builds_the_program_alone_and_says_how_much_it_downloads()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/make"), "There is no /usr/bin/make.");
        var start = new ProcessStartInfo("/usr/bin/make", ["--no-print-directory", "-n", "reproduce", "SEED=3"])
        {
            WorkingDirectory = Repository.Folder,
            RedirectStandardOutput = true,
        };
        using var make = Process.Start(start)!;
        var lines = make.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        make.WaitForExit();

        lines.Where(line => line.Contains("dotnet build", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().MatchRegex(@"^(DOTNET_\w+=\w+ )*dotnet build Reproduction -c Release ");
        lines[0].Should().MatchRegex(@"downloads [\d.]+ GB of packages and takes \d GB of disk");
        lines[^1].Should().Match("*reproduction reproduce quick --device cpu --resume*--seed 3*");
    }

    [GeneratedRegex(@"^(?<name>[a-z-]+):.*##.*\n(?<first>.*)$", RegexOptions.Multiline)]
    private static partial Regex Target();
}
