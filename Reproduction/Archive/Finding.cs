namespace Reproduction.Archive;

/// <summary>Something in a stored run that is not what it must be.</summary>
/// <param name="File">The file.</param>
/// <param name="Figure">The figure, or what else in the file.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What the other files say.</param>
public sealed record Finding(string File, string Figure, string Found, string Expected)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{File}: {Figure}: found {Found}, expected {Expected}";
}
