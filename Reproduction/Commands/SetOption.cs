using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--set KEY=VALUE</c>: a key of a recipe overridden on the command line.</summary>
internal static class SetOption
{
    /// <summary>The option.</summary>
    public static Option<string[]> Create() => new("--set")
    {
        Description =
            "Override a key of the recipe, such as training.epochs=1 or models.student.loss.soft_targets.temperature=2; may be given "
            + "more than once.",
        HelpName = "KEY=VALUE",
    };

    /// <summary>Keys with their values.</summary>
    /// <param name="values">The option's values.</param>
    /// <exception cref="BadInputException">One of them is no key with a value.</exception>
    public static IReadOnlyList<(string Key, string Value)> Overrides(string[]? values) => [.. (values ?? []).Select(Override)];

    private static (string, string) Override(string text)
    {
        var at = text.IndexOf('=');
        return at > 0
            ? (text[..at], text[(at + 1)..])
            : throw new BadInputException($"--set: found '{text}', expected key=value such as training.epochs=1");
    }
}
