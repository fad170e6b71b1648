namespace Reproduction.Data;

/// <summary>A folder with the four IDX files of MNIST or Fashion-MNIST, each plain or with <c>.gz</c>.</summary>
public sealed record IdxFolder : HeldDataset
{
    private static readonly string[] FileNames =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    // The second name is the folder that torchvision downloads into.
    private static readonly (KnownDataset Dataset, string[] Folders)[] Known =
        [(KnownDataset.FashionMnist, ["fashion-mnist", "FashionMNIST/raw"]), (KnownDataset.Mnist, ["mnist", "MNIST/raw"])];

    /// <summary>Folders of torchvision's with files of the same names, of data sets that nobody here knows.</summary>
    private static readonly string[] OfOthers = ["KMNIST/raw", "EMNIST/raw", "QMNIST/raw"];

    private readonly KnownDataset dataset;

    private IdxFolder(KnownDataset dataset, string path) : base(dataset.Name, path) => this.dataset = dataset;

    /// <inheritdoc />
    public override string Form => "IDX files";

    /// <summary>The IDX files in a place, or that place itself; null where there are none.</summary>
    /// <param name="place">The folder that holds <c>fashion-mnist</c> or <c>mnist</c> (or torchvision's folder), or that folder.</param>
    /// <param name="name">The data set's name.</param>
    public static IdxFolder? Find(string place, string name)
    {
        var (dataset, folders) = Known.FirstOrDefault(known => known.Dataset.Name == name);
        if (dataset is null) return null;
        var candidates = folders.Select(folder => System.IO.Path.Combine(place, folder));
        // The two data sets' files have the same names: a folder that says it is the other one is not taken.
        if (!IsOthers(place, name)) candidates = candidates.Append(place);
        bool IsOwn(string folder) => HasFiles(folder) && (DataSource.Of(folder)?.Name ?? name) == name;
        return candidates.FirstOrDefault(IsOwn) is { } path ? new IdxFolder(dataset, path) : null;
    }

    /// <inheritdoc />
    public override Dataset Read()
    {
        var read = new Dataset(
            Name, dataset.ClassNames, Split(FileNames[0], FileNames[1]), Split(FileNames[2], FileNames[3]),
            $"IDX files of unrecorded origin (no {DataSource.FileName} beside them)");
        dataset.CheckIsNoOther(Path, read);
        if (read.Fingerprint == dataset.Fingerprint)
            return read with { Source = "IDX files, bit-equal to the official ones once unpacked" };
        return DataSource.Of(Path) is { } record ? read with { Source = record.Describe(read) } : read;
    }

    private ImageSet Split(string images, string labels) =>
        IdxFile.ReadSplit(At(images), At(labels), dataset.ClassNames.Count, inColour: false);

    private string At(string file) => Present(Path, file)
        ?? throw new BadInputException(
            $"{System.IO.Path.Combine(Path, file)}: missing, plain and with .gz, expected {string.Join(", ", FileNames)} in one folder");

    private static string? Present(string folder, string file)
    {
        // The compressed file first: it is the one whose checksum is published. Some write the dot of the format's name.
        var plain = System.IO.Path.Combine(folder, file);
        var dotted = System.IO.Path.Combine(folder, file.Replace("-idx", ".idx", StringComparison.Ordinal));
        return new[] { plain + ".gz", plain, dotted + ".gz", dotted }.FirstOrDefault(File.Exists);
    }

    private static bool HasFiles(string folder) => FileNames.Any(file => Present(folder, file) is not null);

    private static bool IsOthers(string place, string name)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(place));
        return Known.Where(known => known.Dataset.Name != name).SelectMany(known => known.Folders).Concat(OfOthers)
            .Any(folder => full.EndsWith("/" + folder, StringComparison.Ordinal));
    }
}
