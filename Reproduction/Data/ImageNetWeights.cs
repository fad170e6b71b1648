using Reproduction.Files;
using Reproduction.Models;

namespace Reproduction.Data;

/// <summary>
/// torchvision's ImageNet weights of one architecture (its <c>IMAGENET1K_V1</c>, ported from the paper's), by the names under
/// which they are and were served.
/// </summary>
/// <remarks>
/// The digits in a file's name are meant to begin its SHA-256. In the old names they do not, except b1's, so that
/// torchvision itself refused them until it renamed them (pytorch/vision, issues 7744 and 8060).
/// </remarks>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="Files">The files that hold the weights, the one that is served now first.</param>
/// <param name="Mebibytes">The files' length as torchvision gives it, rounded up: no more is downloaded.</param>
public sealed record ImageNetWeights(string Architecture, IReadOnlyList<ImageNetFile> Files, int Mebibytes)
{
    /// <summary>Where torchvision's weights are served.</summary>
    public static readonly Uri Address = new("https://download.pytorch.org/models/");

    /// <summary>B0 to B7.</summary>
    public static IReadOnlyList<ImageNetWeights> All { get; } =
    [
        Of("efficientnet_b0", "rwightman", "3dd342df", "7f5810bc96def8f7552d5b7e68d53c4786f81167d28291b21c0d90e1fca14934", 21),
        // Of b1's two files no more is published than the eight digits in their names.
        new("efficientnet_b1", [
            new("efficientnet_b1_rwightman-bac287d4.pth", new Checksum("bac287d4")),
            new("efficientnet_b1_rwightman-533bc792.pth", new Checksum("533bc792"))], 31),
        Of("efficientnet_b2", "rwightman", "bcdf34b7", "c35c147384e385a5bab5a8eabdabbe5a3df0487ee4a554108626ae474a5bf755", 36),
        Of("efficientnet_b3", "rwightman", "cf984f9c", "b3899882250c22946d0229d266049fcd133c169233530b36b9ffa7983988362f", 48),
        Of("efficientnet_b4", "rwightman", "7eb33cd5", "23ab8bcd5bdbef61a7a43b91adcad81f622fd7f36fb4935a569828d77888c44e", 75),
        Of("efficientnet_b5", "lukemelas", "b6417697", "1a07897c0d357db7981640f6be44a63420f11deb932344a69768b62ebe272946", 117),
        Of("efficientnet_b6", "lukemelas", "c76e70fd", "24a108a596a00ad522bdfb9a2d98a9bd31819dfd7e37dd96bad6bb5bc00d6015", 166),
        Of("efficientnet_b7", "lukemelas", "dcc49843", "c5b4e57e0da1a10bb4f8a5b410dd3b7b6e7461f9b757209be29409707c3d87dd", 255),
    ];

    /// <summary>The weights of an architecture, or null where torchvision has none.</summary>
    /// <param name="architecture">The architecture's name.</param>
    public static ImageNetWeights? Named(string architecture) => All.FirstOrDefault(weights => weights.Architecture == architecture);

    /// <summary>Where they are looked for: in a place that is named alone, else in the data folders and PyTorch's cache.</summary>
    /// <param name="given">The value of <c>--data</c>, or null.</param>
    public static IReadOnlyList<string> Folders(string? given) => string.IsNullOrEmpty(given)
        ? [.. DataPlaces.From(null).Folders, HubCache.Folder(Environment.GetEnvironmentVariable)]
        : DataPlaces.From(given).Folders;

    /// <summary>The weights of an architecture, found and checked: the one call that a training needs.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="given">The value of <c>--data</c>, or null.</param>
    /// <returns>The file.</returns>
    /// <exception cref="BadInputException">
    /// torchvision has no such weights, no folder holds them, or a file has another checksum.
    /// </exception>
    public static string Find(NetworkArchitecture architecture, string? given)
    {
        var weights = Named(architecture.Name) ?? throw new BadInputException(
            $"ImageNet weights of {architecture.Name}: torchvision publishes none, expected one of {All[0].Architecture} to "
            + $"{All[^1].Architecture}, or random weights");
        // Weights are what their checksum says, wherever they lie: --data names where the images are, and weights may lie beside them.
        return weights.In([.. DataPlaces.From(given).Folders.Concat(Folders(null)).Distinct()]);
    }

    /// <summary>The first folder's file, checked.</summary>
    /// <param name="folders">Folders, first choice first.</param>
    /// <exception cref="BadInputException">No folder holds it, or the first that does holds something else under its name.</exception>
    public string In(IReadOnlyList<string> folders)
    {
        var (path, file) = FirstIn(folders);
        file.Sha256.Check(path);
        return path;
    }

    /// <summary>The first folder's file, not checked.</summary>
    /// <param name="folders">Folders, first choice first.</param>
    /// <exception cref="BadInputException">No folder holds it.</exception>
    public (string Path, ImageNetFile File) FirstIn(IReadOnlyList<string> folders) =>
        FoundIn(folders).FirstOrDefault() is { Path: { } path, File: { } file } ? (path, file) : throw new BadInputException(
            $"ImageNet weights of {Architecture}: no {string.Join(" or ", Files.Select(known => known.Name))} in "
            + $"{string.Join(", ", folders)}; get them with: reproduction data fetch {Architecture}");

    /// <summary>Files of one of the names, not checked, first choice first.</summary>
    /// <param name="folders">Folders, first choice first.</param>
    public IEnumerable<(string Path, ImageNetFile File)> FoundIn(IReadOnlyList<string> folders) =>
        from folder in folders
        from file in Files
        let path = System.IO.Path.Combine(folder, file.Name)
        where File.Exists(path)
        select (path, file);

    /// <summary>Downloads the file that is served now into a folder, unless it is there, and checks it.</summary>
    /// <param name="download">Does the downloading.</param>
    /// <param name="address">Where torchvision's weights are served.</param>
    /// <param name="folder">Takes the file.</param>
    /// <param name="progress">Told the bytes.</param>
    /// <returns>The file.</returns>
    /// <exception cref="BadInputException">The file cannot be had, or what is served has another checksum.</exception>
    public string Fetch(Download download, Uri address, string folder, IProgress<Amount>? progress = null)
    {
        var path = System.IO.Path.Combine(folder, Files[0].Name);
        download.Fetch(new Uri(address, Files[0].Name), path, Files[0].Sha256, (long)Mebibytes << 20, progress);
        return path;
    }

    private static ImageNetWeights Of(string architecture, string porter, string oldDigits, string sha256, int mebibytes) =>
        new(architecture, [
        new($"{architecture}_{porter}-{sha256[..8]}.pth", new Checksum(sha256)),
        new($"{architecture}_{porter}-{oldDigits}.pth", new Checksum(sha256))], mebibytes);
}
