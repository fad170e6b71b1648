using Reproduction.Data;

namespace Reproduction.Reporting.Machines;

/// <summary>A data set or a file of weights that was found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where.</param>
/// <param name="Fingerprint">A data set's fingerprint; null of weights and of what cannot be read.</param>
/// <param name="Wrong">What is wrong with it; empty where it is verified.</param>
public sealed record HeldPage(string Name, string Path, string? Fingerprint, IReadOnlyList<string> Wrong)
{
    internal static HeldPage Of(HeldDataset held) => Verified(held.Name, held.Path, () =>
    {
        var verification = DatasetVerification.Of(held);
        return (verification.Data.Fingerprint, verification.Failures);
    });

    internal static HeldPage Of(ImageNetWeights weights, string file) => Verified(weights.Architecture, file, () =>
    {
        weights.Files.First(known => known.Name == System.IO.Path.GetFileName(file)).Sha256.Check(file);
        return (null, []);
    });

    private static HeldPage Verified(string name, string path, Func<(string? Fingerprint, IReadOnlyList<string> Failures)> verify)
    {
        try
        {
            var (fingerprint, failures) = verify();
            return new(name, path, fingerprint, failures);
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
            return new(name, path, null, [e.Message]);
        }
    }
}
