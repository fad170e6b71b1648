namespace VerifyTests;

/// <summary>What a snapshot's comparison can be told.</summary>
public sealed class VerifySettings
{
    /// <summary>Defaults.</summary>
    public VerifySettings() { }

    /// <summary>A copy.</summary>
    /// <param name="settings">What to copy.</param>
    public VerifySettings(VerifySettings settings) =>
        (Directory, Parameters, UniquePrefixRequired, DiffEnabled) =
        (settings.Directory, settings.Parameters, settings.UniquePrefixRequired, settings.DiffEnabled);

    internal string? Directory { get; private set; }

    internal object?[]? Parameters { get; private set; }

    internal bool UniquePrefixRequired { get; private set; } = true;

    internal bool DiffEnabled { get; private set; } = true;

    /// <summary>Puts the files into another folder.</summary>
    /// <param name="directory">The folder, absolute or relative to that of the spec.</param>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>Names the files by these values of the method's parameters, where the test's own cannot be.</summary>
    /// <param name="parameters">The values, in the method's order.</param>
    public void UseParameters(params object?[] parameters) => Parameters = parameters;

    /// <summary>Lets a test compare with the same files more than once.</summary>
    public void DisableRequireUniquePrefix() => UniquePrefixRequired = false;

    /// <summary>Opens no tool when the texts differ.</summary>
    public void DisableDiff() => DiffEnabled = false;
}
