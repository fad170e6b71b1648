using System.CommandLine;
using System.CommandLine.Parsing;

namespace Reproduction.Commands;

/// <summary>What is wrong with a command line, in one line that names the word, its neighbour among the known ones, and the help.</summary>
internal static class Slips
{
    /// <summary>The first slip, or null where there is none.</summary>
    /// <param name="parsed">The command line.</param>
    internal static string? First(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"(see `{Name(command)} --help`)";
        // Taken for the value of an argument or option, a mistyped option would only be missed later, if at all.
        if (parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).FirstOrDefault(IsLikeAnOption) is { } option)
            return $"{option.Value}: no option of `{Name(command)}`{Neighbour(option.Value, Options(parsed.CommandResult))} {help}";
        if (parsed.Errors.Count == 0) return null;
        if (parsed.UnmatchedTokens is [var word, ..])
        {
            if (command.Subcommands.Count == 0) return $"{word}: one word too many for `{Name(command)}` {help}";
            var neighbour =
                Neighbour(word, Verbs(command)) is { Length: > 0 } near ? near : $", expected one of {string.Join(", ", Verbs(command))}";
            return $"{word}: no command of `{Name(command)}`{neighbour} {help}";
        }
        if (command.Subcommands.Count > 0) return $"`{Name(command)}` needs a command, one of {string.Join(", ", Verbs(command))} {help}";
        var error = parsed.Errors[0];
        return error.SymbolResult is OptionResult or ArgumentResult && Wrong(error.SymbolResult) is { } wrong
            ? $"{wrong} {help}"
            : $"{error.Message.TrimEnd('.')} {help}";
    }

    /// <summary>A value that is of another kind than the option takes, without the name that .NET has for the kind.</summary>
    private static string? Wrong(SymbolResult result)
    {
        var (name, type) = result switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("", typeof(string)),
        };
        // An option that may be left out takes a number or null.
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        var expected = kind == typeof(int) || kind == typeof(long) ? "a whole number" : null;
        return expected is null || result.Tokens.Count != 1 ? null : $"{name}: found '{result.Tokens[0].Value}', expected {expected}";
    }

    private static bool IsLikeAnOption(Token token) =>
        token.Type == TokenType.Argument && token.Value is ['-', '-', _, ..] or ['-', >= 'A' and <= 'z', _, ..];

    private static IEnumerable<string> Options(SymbolResult? result)
    {
        for (; result is CommandResult at; result = at.Parent)
        {
            foreach (var option in at.Command.Options)
                if (!option.Hidden) yield return option.Name;
        }
    }

    private static List<string> Verbs(Command command) => [.. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)];

    private static string Name(Command command) =>
        command is RootCommand ? "reproduction" : $"{Name(command.Parents.OfType<Command>().First())} {command.Name}";

    private static string Neighbour(string word, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(name => (name, Distance(Bare(word), Bare(name)))).MinBy(pair => pair.Item2);
        return nearest is not null && distance <= Math.Max(2, Bare(nearest).Length / 3) ? $", did you mean {nearest}?" : "";
    }

    private static string Bare(string word) => word.Split('=')[0].TrimStart('-').ToLowerInvariant();

    /// <summary>Letters put in, left out, changed or swapped with the next (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0) table[i, j] = i + j;
                else
                {
                    var change = table[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                    table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                    if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                        table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }
        return table[one.Length, other.Length];
    }
}
