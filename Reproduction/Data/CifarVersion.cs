namespace Reproduction.Data;

/// <summary>One of the forms in which a CIFAR data set is published: which files hold what, and in what format.</summary>
/// <param name="Dataset">The data set whose publishers named the files so.</param>
/// <param name="Folder">The folder of the unpacked files.</param>
/// <param name="Train">The training files, in order.</param>
/// <param name="Test">The test file.</param>
/// <param name="ClassFile">The file of class names.</param>
/// <param name="Format">How they are written.</param>
/// <param name="Archive">The official archive of the folder; null where there is none.</param>
public sealed record CifarVersion(
    string Dataset, string Folder, IReadOnlyList<string> Train, string Test, string ClassFile, CifarFormat Format,
    OfficialFile? Archive = null)
{
    /// <summary>Every form of a data set, first choice first: any set of 32×32 RGB images may be in CIFAR-10's binary form.</summary>
    /// <param name="name">The data set's name.</param>
    public static IReadOnlyList<CifarVersion> Of(string name) =>
        name == KnownDataset.Cifar10.Name ? [Binary(name) with { Archive = KnownDataset.Cifar10.Files[0] }, Python10]
        : name == KnownDataset.Cifar100.Name ? [Binary100, Python100]
        : [Binary(name)];

    /// <summary>CIFAR-10's binary form under a name.</summary>
    /// <param name="name">The data set's name.</param>
    public static CifarVersion Binary(string name) =>
        new(KnownDataset.Cifar10.Name, $"{name}-batches-bin", [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")],
            "test_batch.bin", "batches.meta.txt", new CifarRecords(LabelBytes: 1));

    /// <summary>What torchvision and Keras download of CIFAR-10.</summary>
    private static CifarVersion Python10 { get; } = new(
        KnownDataset.Cifar10.Name, "cifar-10-batches-py", [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}")], "test_batch",
        "batches.meta",
        new CifarPickles("labels", "label_names"),
        new OfficialFile("cifar-10-python.tar.gz", 170_498_071, "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"));

    private static CifarVersion Binary100 { get; } = new(
        KnownDataset.Cifar100.Name, "cifar-100-binary", ["train.bin"], "test.bin", "fine_label_names.txt", new CifarRecords(LabelBytes: 2),
        KnownDataset.Cifar100.Files[0]);

    private static CifarVersion Python100 { get; } = new(
        KnownDataset.Cifar100.Name, "cifar-100-python", ["train"], "test", "meta",
        new CifarPickles("fine_labels", "fine_label_names"),
        new OfficialFile("cifar-100-python.tar.gz", 169_001_437, "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7"));

    /// <summary>All files of images.</summary>
    public IEnumerable<string> Files => [.. Train, Test];

    /// <summary>Reads both splits.</summary>
    /// <param name="opened">A file's name for messages, its length in bytes, and how to open it.</param>
    /// <param name="classes">K.</param>
    /// <exception cref="BadInputException">A file is damaged or holds a label beyond the classes.</exception>
    internal (ImageSet Train, ImageSet Test) Read(Func<string, (string Name, long Length, Func<Stream> Open)> opened, int classes) =>
        (Format.Read([.. Train.Select(opened)], "training", classes), Format.Read([opened(Test)], "test", classes));
}
