using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Reproduction.Commands;

namespace Reproduction.Specs.Commands;

/// <summary>What <c>--help</c> says of each command.</summary>
public sealed partial class HelpSpecs
{
    public static TheoryData<string> Verbs => [.. Names(CommandLine.Root(), "")];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_has_defaults_exit_codes_and_examples_that_are_command_lines_of_the_verb(string verb)
    {
        var help = Program.Run([.. verb.Split(' '), "--help"]);

        help.ExitCode.Should().Be(0);
        help.Output.Should().Contain("\nExit codes:\n  0    done\n").And.Contain("\n  2    bad input");
        var examples = Example().Matches(help.Output.Split("\nExamples:\n")[1].Replace("\\\n", "")).Select(match => match.Value).ToList();
        examples.Should().NotBeEmpty();
        foreach (var example in examples)
        {
            var words = Regex.Replace(example, @"(\[|<|>|\().*$", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            string.Join(' ', words).Should().StartWith(verb);
            Slips.First(CommandLine.Root().Parse(words)).Should().BeNull(example);
        }
        help.Output.Split('\n').Where(line => line.Length > 100 || line.EndsWith(' ')).Should().BeEmpty("it is not on a terminal");
    }

    [Fact]
    public void A_command_that_is_asked_for_by_its_name_is_made_alone_and_any_other_word_meets_them_all()
    {
        string[] names = [.. CommandLine.Root().Subcommands.Select(verb => verb.Name)];

        foreach (var name in names) CommandLine.Root(name).Subcommands.Should().ContainSingle().Which.Name.Should().Be(name);
        foreach (var word in new[] { "--help", "reprodcue", "[suggest:3]" })
            CommandLine.Root(word).Subcommands.Select(verb => verb.Name).Should().Equal(names, word);
    }

    [Theory]
    [InlineData("audit", "  1    pasted or claimed figures cannot be true together, a stored run does not\n       recompute, or ",
        "(a ledger\n       with impossible claims ends with 0)\n", "  3    neither could be established\n")]
    [InlineData("reproduce", "  130  stopped by Ctrl-C\n", "[default: cpu]")]
    [InlineData("keep-numbers", "  3    these runs cannot tell\n", "[default: artifacts/quick]")]
    [InlineData("metrics", "[default: 2000]", "--classes <A,B,…>")]
    [InlineData("evaluate", "--device <cpu|cuda>", "--batch <N>")]
    public void Help_names_what_the_verb_has(string verb, params string[] words) =>
        Program.Run(verb, "--help").Output.Should().ContainAll(words);

    [Fact]
    public async Task On_a_terminal_of_80_columns_no_line_of_any_help_is_longer()
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(script), $"There is no {script} to give the program a terminal.");
        var start = new ProcessStartInfo(
            script, ["-qec", $"stty cols 80; {Repository.Executable} reproduce --help", "/dev/null"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        using var terminal = Process.Start(start)!;

        var shown = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        // The terminal gets what is laid out for 80 columns; of the other verbs that is looked at without a process for each. Within the
        // specs System.CommandLine calls the program by their name.
        var laidOut = For(80, "reproduce").Replace($" {RootCommand.ExecutableName} ", " reproduction ", StringComparison.Ordinal);
        Lines(Escape().Replace(shown, "")).Should().Equal(Lines(laidOut));
        var lines = Names(CommandLine.Root(), "").SelectMany(verb => Lines(For(80, verb))).ToList();
        lines.Should().HaveCountGreaterThan(200);
        lines.Where(line => line.Length > 80).Should().BeEmpty();
        lines.Should().Contain(line => line.Length > 70, "it is as wide as the terminal");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_terminal_that_has_no_columns_or_hardly_any_gets_help_too(int columns)
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(script), $"There is no {script} to give the program a terminal.");
        var start = new ProcessStartInfo(
            "timeout", ["20", script, "-qec", $"stty cols {columns}; {Repository.Executable} recipe list --help", "/dev/null"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        using var terminal = Process.Start(start)!;

        var shown = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        shown.Should().Contain("Exit codes").And.NotContain("Exception");
        terminal.ExitCode.Should().Be(0);
    }

    /// <summary>A verb's help, laid out for so many columns.</summary>
    private static string For(int columns, string verb)
    {
        var root = CommandLine.Root();
        root.Options.OfType<HelpOption>().Single().Action = new HelpText { Columns = columns };
        using var output = new StringWriter();
        root.Parse([.. verb.Split(' '), "--help"]).Invoke(new InvocationConfiguration { Output = output }).Should().Be(0);
        return output.ToString();
    }

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    private static IEnumerable<string> Names(Command command, string path) => command.Subcommands
        .SelectMany(verb => verb.Subcommands.Count > 0 ? Names(verb, $"{path}{verb.Name} ") : [$"{path}{verb.Name}"]);

    [GeneratedRegex(@"reproduction [^)>\n]+")]
    private static partial Regex Example();

    [GeneratedRegex(@"\e(\[[?0-9;]*[a-zA-Z]|[=>])")]
    private static partial Regex Escape();
}
