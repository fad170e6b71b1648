using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--seed N</c>.</summary>
internal static class SeedOption
{
    /// <summary>The option.</summary>
    /// <param name="description">What it does for the command.</param>
    public static Option<string?> Create(string description) => new("--seed") { Description = description, HelpName = "N" };

    /// <summary>The seed; null where none is given.</summary>
    /// <param name="text">The option's value.</param>
    /// <exception cref="BadInputException">It is no seed.</exception>
    public static long? Of(string? text) => text is null ? null : long.TryParse(text, out var seed) && seed >= 0
        ? seed
        : throw new BadInputException($"--seed: found '{text}', expected a whole number of at least 0");
}
