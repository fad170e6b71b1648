using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>
/// A folder of CIFAR's files in one of their forms (see <see cref="CifarVersion"/>), optionally with the class names and
/// <c>source.json</c>. Each file holds any whole number of images.
/// </summary>
public sealed record CifarBatchFolder : HeldDataset
{
    private readonly CifarVersion version;

    private CifarBatchFolder(string name, string path, CifarVersion version) : base(name, path) => this.version = version;

    /// <inheritdoc />
    public override string Form => version.Format.Name;

    /// <summary>The name of the folder that holds a data set's binary batches, such as <c>cifar-10-batches-bin</c>.</summary>
    /// <param name="name">The data set's name.</param>
    public static string FolderName(string name) => CifarVersion.Binary(name).Folder;

    /// <summary>The files in a place, or that place itself; null where there are none.</summary>
    /// <param name="place">The folder that holds a folder of them, such as <c>cifar-10-batches-bin</c>, or that folder.</param>
    /// <param name="name">The data set's name.</param>
    public static CifarBatchFolder? Find(string place, string name) => CifarVersion.Of(name).Select(version =>
    {
        var inside = System.IO.Path.Combine(place, version.Folder);
        return Holds(inside, version) ? new CifarBatchFolder(name, inside, version)
            : Holds(place, version) && NameOf(place, version) == name ? new CifarBatchFolder(name, place, version)
            : null;
    }).FirstOrDefault(found => found is not null);

    /// <inheritdoc />
    public override Dataset Read()
    {
        if (version.Files.FirstOrDefault(file => !File.Exists(At(file))) is { } missing)
            throw new BadInputException($"{At(missing)}: missing, expected {string.Join(", ", version.Files)} in one folder");
        foreach (var file in version.Files.Append(version.ClassFile)) RegularFile.Check(At(file));
        var classes = ClassNames();
        var record = DataSource.Of(Path);
        var (train, test) = version.Read(Opened, classes.Count);
        var read = new Dataset(Name, classes, train, test, $"{Form} of unrecorded origin (no {DataSource.FileName} beside them)");
        return record is null ? read : read with { Source = record.Describe(read) };
    }

    /// <inheritdoc />
    internal override IEnumerable<(string File, Checksum Sum)> Batches() =>
        version.Files.Where(file => RegularFile.Length(At(file)) > 0).Select(file => (file, Checksum.Of(At(file))));

    /// <summary>Writes binary batches: the training images split evenly, in their order, over five files.</summary>
    /// <param name="folder">The folder that takes the files.</param>
    /// <param name="train">The training split.</param>
    /// <param name="test">The test split.</param>
    /// <param name="record">Where the images came from.</param>
    public static void Write(string folder, ImageSet train, ImageSet test, DataSource record)
    {
        var version = CifarVersion.Binary(record.Name);
        for (var i = 0; i < version.Train.Count; i++)
        {
            var (first, next) = (Share(i), Share(i + 1));
            WholeFile.Write(System.IO.Path.Combine(folder, version.Train[i]),
                stream => CifarRecords.Write(stream, train, first, next - first));
        }
        WholeFile.Write(System.IO.Path.Combine(folder, version.Test), stream => CifarRecords.Write(stream, test, 0, test.Count));
        WholeFile.WriteText(System.IO.Path.Combine(folder, version.ClassFile), CifarClassNames.Text(record.Classes));
        WholeFile.WriteText(System.IO.Path.Combine(folder, DataSource.FileName), record.ToJson());

        int Share(int files) => (int)((long)train.Count * files / version.Train.Count);
    }

    private IReadOnlyList<string> ClassNames()
    {
        if (File.Exists(At(version.ClassFile)))
            return version.Format.ReadClasses(At(version.ClassFile), File.ReadAllBytes(At(version.ClassFile)));
        return KnownDataset.Named(Name)?.ClassNames
            ?? throw new BadInputException(
                $"{At(version.ClassFile)}: missing, expected one class name a line, since {Name} is not a data set with known classes");
    }

    private string At(string file) => System.IO.Path.Combine(Path, file);

    private (string, long, Func<Stream>) Opened(string file) =>
        (At(file), RegularFile.Length(At(file)), () => new FileStream(At(file), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20));

    private static bool Holds(string folder, CifarVersion version) =>
        Directory.Exists(folder) && version.Files.Any(file => File.Exists(System.IO.Path.Combine(folder, file)));

    // Files that say nothing about themselves are those of the data set whose names they bear.
    private static string NameOf(string folder, CifarVersion version) => DataSource.Of(folder)?.Name ?? version.Dataset;
}
