using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--json</c>: for machines.</summary>
internal static class JsonOption
{
    /// <summary>The option; what a command says while it works goes to stderr then.</summary>
    public static Option<bool> Create() => new("--json") { Description = "Print one JSON object and nothing else." };
}
