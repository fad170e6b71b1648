namespace Reproduction.Data.Import;

/// <summary>What an import made.</summary>
/// <param name="Record">What <c>source.json</c> says.</param>
/// <param name="Folder">Where the images are now.</param>
/// <param name="LeftAlone">What of the source was not read, each with the reason.</param>
/// <param name="Repeated">Which images come twice where they must not, each kind with its number and the first.</param>
/// <param name="Replaced">What other images of the same name stood there before; null if none did.</param>
public sealed record ImportedSource(
    DataSource Record, string Folder, IReadOnlyList<string> LeftAlone, IReadOnlyList<string> Repeated, string? Replaced);
