using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--key NAME</c>: which of several networks in a file is meant.</summary>
internal static class KeyOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--key")
    {
        Description =
            "Which network, where a file holds several: a checkpoint's key, what the names begin with, or . for the tensors at its top.",
        HelpName = "NAME",
    };
}
