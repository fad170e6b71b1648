using System.CommandLine;

namespace Reproduction.Commands;

/// <summary>A command whose help has examples and says what its exit codes mean.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="examples">Whole command lines.</param>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    internal IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>When it ends with exit code 1, in lines of 73 columns at most; null where it never does.</summary>
    internal string? SaysNo { get; set; }

    /// <summary>When it ends with exit code 3; null where it never does.</summary>
    internal string? CannotTell { get; set; }

    /// <summary>Whether a signal stops it in order.</summary>
    internal bool CanBeStopped { get; set; }
}
