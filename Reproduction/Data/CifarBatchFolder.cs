using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>
/// A folder in the layout of CIFAR-10's binary version: <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c>,
/// <c>test_batch.bin</c>, and optionally <c>batches.meta.txt</c> (one class name a line) and <c>source.json</c>.
/// Each batch holds any whole number of records.
/// </summary>
public sealed record CifarBatchFolder : HeldDataset
{
    /// <summary>The five training files, in order.</summary>
    public static IReadOnlyList<string> TrainFiles { get; } = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")];

    /// <summary>The test file.</summary>
    public const string TestFile = "test_batch.bin";

    /// <summary>The file of class names.</summary>
    public const string ClassFile = "batches.meta.txt";

    private CifarBatchFolder(string name, string path) : base(name, path) { }

    /// <inheritdoc />
    public override string Form => "binary batches";

    /// <summary>The name of the folder that holds a data set's batches, such as <c>cifar-10-batches-bin</c>.</summary>
    /// <param name="name">The data set's name.</param>
    public static string FolderName(string name) => $"{name}-batches-bin";

    /// <summary>The batches in a place, or that place itself; null where there are none.</summary>
    /// <param name="place">The folder that holds <c>NAME-batches-bin</c>, or that folder.</param>
    /// <param name="name">The data set's name.</param>
    public static CifarBatchFolder? Find(string place, string name)
    {
        var inside = System.IO.Path.Combine(place, FolderName(name));
        if (HasBatches(inside)) return new CifarBatchFolder(name, inside);
        return HasBatches(place) && NameOf(place) == name ? new CifarBatchFolder(name, place) : null;
    }

    /// <inheritdoc />
    public override Dataset Read()
    {
        string[] wanted = [.. TrainFiles, TestFile];
        if (wanted.FirstOrDefault(file => !File.Exists(At(file))) is { } missing)
            throw new BadInputException($"{At(missing)}: missing; expected {TrainFiles[0]} to {TrainFiles[^1]} and {TestFile} in one folder");
        foreach (var file in wanted.Append(ClassFile)) RegularFile.Check(At(file));
        var classes = ClassNames();
        var record = DataSource.Of(Path);
        var read = new Dataset(
            Name, classes,
            CifarRecords.Read([.. TrainFiles.Select(Opened)], "training", classes.Count),
            CifarRecords.Read([Opened(TestFile)], "test", classes.Count),
            $"binary batches of unrecorded origin (no {DataSource.FileName} beside them)");
        return record is null ? read : read with { Source = record.Describe(read.Fingerprint) };
    }

    /// <summary>Writes batches: the training images split evenly, in their order, over five files.</summary>
    /// <param name="folder">The folder that takes the files.</param>
    /// <param name="train">The training split.</param>
    /// <param name="test">The test split.</param>
    /// <param name="record">Where the images came from.</param>
    public static void Write(string folder, ImageSet train, ImageSet test, DataSource record)
    {
        for (var i = 0; i < TrainFiles.Count; i++)
        {
            var (first, next) = (Share(i), Share(i + 1));
            WholeFile.Write(System.IO.Path.Combine(folder, TrainFiles[i]), stream => CifarRecords.Write(stream, train, first, next - first));
        }
        WholeFile.Write(System.IO.Path.Combine(folder, TestFile), stream => CifarRecords.Write(stream, test, 0, test.Count));
        WholeFile.WriteText(System.IO.Path.Combine(folder, ClassFile), CifarClassNames.Text(record.Classes));
        WholeFile.WriteText(System.IO.Path.Combine(folder, DataSource.FileName), record.ToJson());

        int Share(int files) => (int)((long)train.Count * files / TrainFiles.Count);
    }

    private IReadOnlyList<string> ClassNames()
    {
        if (File.Exists(At(ClassFile))) return CifarClassNames.Parse(At(ClassFile), File.ReadAllText(At(ClassFile)));
        return KnownDataset.Named(Name)?.ClassNames
            ?? throw new BadInputException($"{At(ClassFile)}: missing; expected one class name a line, since {Name} is not a data set with known classes");
    }

    private string At(string file) => System.IO.Path.Combine(Path, file);

    private (string, long, Func<Stream>) Opened(string file) =>
        (At(file), new FileInfo(At(file)).Length, () => new FileStream(At(file), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20));

    private static bool HasBatches(string folder) =>
        Directory.Exists(folder) && TrainFiles.Append(TestFile).Any(file => File.Exists(System.IO.Path.Combine(folder, file)));

    // Batches that say nothing about themselves are CIFAR-10's.
    private static string NameOf(string folder) => DataSource.Of(folder)?.Name ?? KnownDataset.Cifar10.Name;
}
