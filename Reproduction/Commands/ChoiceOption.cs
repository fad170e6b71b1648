using System.CommandLine;

namespace Reproduction.Commands;

/// <summary>An option that takes one of a few words.</summary>
internal static class ChoiceOption
{
    /// <summary>The option.</summary>
    /// <param name="name">Its name, with its dashes.</param>
    /// <param name="description">What it does.</param>
    /// <param name="words">The words; the first is the default.</param>
    public static Option<string> Create(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
        };
        option.CompletionSources.Add(words);
        return option;
    }
}
