using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Reproduction.Commands;

namespace Reproduction.Specs.Documentation;

/// <summary>What the documentation says of commands and options is what the program has.</summary>
public sealed partial class CommandTableSpecs
{
    public static TheoryData<string> Pages => Page.All;

    public static TheoryData<string> Verbs => [.. Commands(CommandLine.Root()).Select(verb => Name(verb))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_table_of_commands_has_every_verb_with_every_option(string name)
    {
        var row = new Page("docs/commands.md").Table("command").Select(cells => cells[0]).Single(cell => Words(cell, name));
        var verb = Commands(CommandLine.Root()).Single(verb => Name(verb) == name);

        Option().Matches(row).Select(match => match.Value).Should()
            .BeEquivalentTo(verb.Options.Where(option => option is not HelpOption && !option.Hidden).Select(option => option.Name));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_verb_option_and_target_of_make_that_a_text_names_is_there(string path)
    {
        var (verbs, targets) = (Commands(CommandLine.Root()).ToDictionary(Name), Targets());
        foreach (var code in new Page(path).Code)
        {
            if (Make().Match(code) is { Success: true, Groups: var make }) targets.Should().Contain(make[1].Value, code);
            if (!code.StartsWith("reproduction ", StringComparison.Ordinal)) continue;
            var words = code["reproduction ".Length..];
            var name = verbs.Keys.Where(verb => Words(words, verb)).MaxBy(verb => verb.Length);
            name.Should().NotBeNull(code);
            Option().Matches(code).Select(match => match.Value).Where(option => option != "--help").Should()
                .BeSubsetOf(verbs[name!].Options.Select(option => option.Name), code);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_option_in_code_is_one_of_some_verb_or_of_another_program_and_every_target_in_a_block_is_there(string path)
    {
        string[] others = ["--help", "--verify-no-changes", "--no-incremental", "--build-arg", "--dependency", "--gres", "--requeue"];
        string[] known = [.. Commands(CommandLine.Root()).SelectMany(verb => verb.Options).Select(option => option.Name), .. others];
        var page = new Page(path);
        var lines = page.Blocks.SelectMany(block => block.Lines).ToList();

        lines.Concat(page.Code).SelectMany(code => Option().Matches(code)).Select(match => match.Value).Should().BeSubsetOf(known);
        lines.Select(line => Make().Match(line)).Where(make => make.Success).Select(make => make.Groups[1].Value).Should()
            .BeSubsetOf(Targets());
    }

    private static bool Words(string text, string name) => text == name || text.StartsWith($"{name} ", StringComparison.Ordinal);

    private static IEnumerable<string> Targets() =>
        Target().Matches(File.ReadAllText(Repository.Path("Makefile"))).Select(match => match.Groups[1].Value);

    private static IEnumerable<Command> Commands(Command command) =>
        command.Subcommands.SelectMany(verb => verb.Subcommands.Count > 0 ? Commands(verb) : [verb]);

    private static string Name(Command verb) =>
        verb.Parents.OfType<Command>().First() is RootCommand ? verb.Name : $"{Name(verb.Parents.OfType<Command>().First())} {verb.Name}";

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"^make ([a-z-]+)")]
    private static partial Regex Make();

    [GeneratedRegex(@"^([a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex Target();
}
