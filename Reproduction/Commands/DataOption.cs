using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--data DIR</c>: where data are.</summary>
internal static class DataOption
{
    /// <summary>The option.</summary>
    /// <param name="description">What it does there.</param>
    public static Option<string?> Create(
        string description =
            "The only place to look for the data set: the folder that holds it [default: the first place that does, see `data list`].") =>
        new("--data") { Description = description, HelpName = "DIR" };
}
