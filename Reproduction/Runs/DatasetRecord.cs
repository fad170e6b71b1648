namespace Reproduction.Runs;

/// <summary>The data of a run.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Source">Where the images came from and in what encoding.</param>
/// <param name="ClassNames">K names in class order.</param>
/// <param name="Fingerprint">SHA-256 over both splits.</param>
/// <param name="TrainImages">Images that trained.</param>
/// <param name="ValidationImages">Images that chose the epoch.</param>
/// <param name="TestImages">Images of the test.</param>
/// <param name="Place">The folder or archive that held the images where the run was made; null in older records.</param>
public sealed record DatasetRecord(
    string Name, string Source, IReadOnlyList<string> ClassNames, string Fingerprint, int TrainImages, int ValidationImages, int TestImages,
    string? Place = null);
