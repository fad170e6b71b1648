using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>
/// Imported images of another size than CIFAR's 32×32 pixels: a folder <c>NAME-images</c> of IDX files, colour images with
/// four sizes (N×3×H×W), with <c>classes.txt</c> (one name a line) and <c>source.json</c>.
/// </summary>
public sealed record ImportedImages : HeldDataset
{
    private const string ClassFile = "classes.txt";
    private static readonly (string Images, string Labels) Train = ("train-images-idx4-ubyte", "train-labels-idx1-ubyte");
    private static readonly (string Images, string Labels) Test = ("test-images-idx4-ubyte", "test-labels-idx1-ubyte");

    private ImportedImages(string name, string path) : base(name, path) { }

    /// <inheritdoc />
    public override string Form => "imported images";

    /// <summary>The name of the folder of a data set, such as <c>pets-images</c>.</summary>
    /// <param name="name">The data set's name.</param>
    public static string FolderName(string name) => $"{name}-images";

    /// <summary>The folder that takes imported images of that size: CIFAR's batches hold those of 32×32 pixels.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="height">H in pixels.</param>
    /// <param name="width">W in pixels.</param>
    /// <exception cref="BadInputException">Images of that name are there already in the other form, and would be found as well.</exception>
    public static string Place(string folder, string name, int height, int width)
    {
        var (batches, images) =
            (System.IO.Path.Combine(folder, CifarBatchFolder.FolderName(name)), System.IO.Path.Combine(folder, FolderName(name)));
        var (place, other) = (height, width) == (CifarRecords.Size, CifarRecords.Size) ? (batches, images) : (images, batches);
        var held = HeldDataset.In(folder, name);
        if (held is not null && held.Path == other)
            throw new BadInputException($"{other}: holds {name} of another image size, expected none, or another --name");
        // Imported images are looked for last.
        return place == images && held is not null && held.Path != images
            ? throw new BadInputException(
                $"{held.Path}: holds {name} already ({held.Form}) and would be read in the place of the import, expected none, or another --name")
            : place;
    }

    private static readonly string[] Needed = [Train.Images, Train.Labels, Test.Images, Test.Labels, ClassFile];

    /// <summary>The files that an import may write into its place.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Needed, DataSource.FileName];

    /// <summary>The images in a place, or that place itself; null where there are none.</summary>
    /// <param name="place">The folder that holds <c>NAME-images</c>, or that folder.</param>
    /// <param name="name">The data set's name.</param>
    public static ImportedImages? Find(string place, string name)
    {
        var inside = System.IO.Path.Combine(place, FolderName(name));
        if (File.Exists(System.IO.Path.Combine(inside, Train.Images))) return new ImportedImages(name, inside);
        return File.Exists(System.IO.Path.Combine(place, Train.Images)) && DataSource.Of(place)
            ?.Name == name ? new ImportedImages(name, place) : null;
    }

    /// <summary>Writes the files of an import into a folder: batches where the images are CIFAR's size.</summary>
    /// <param name="folder">What <see cref="Place"/> gave, or a folder that will take its name.</param>
    /// <param name="train">The training split.</param>
    /// <param name="test">The test split.</param>
    /// <param name="record">Where the images came from.</param>
    public static void Write(string folder, ImageSet train, ImageSet test, DataSource record)
    {
        if ((train.Height, train.Width) == (CifarRecords.Size, CifarRecords.Size))
        {
            CifarBatchFolder.Write(folder, train, test, record);
            return;
        }
        foreach (var (split, names) in new[] { (train, Train), (test, Test) })
        {
            WholeFile.Write(System.IO.Path.Combine(folder, names.Images), stream => IdxFile.WriteImages(stream, split));
            WholeFile.Write(System.IO.Path.Combine(folder, names.Labels), stream => IdxFile.WriteLabels(stream, split.Labels));
        }
        WholeFile.WriteText(System.IO.Path.Combine(folder, ClassFile), CifarClassNames.Text(record.Classes));
        WholeFile.WriteText(System.IO.Path.Combine(folder, DataSource.FileName), record.ToJson());
    }

    /// <inheritdoc />
    public override Dataset Read()
    {
        if (Needed.FirstOrDefault(file => !File.Exists(At(file))) is { } missing)
            throw new BadInputException($"{At(missing)}: missing, expected it beside {Train.Images}");
        RegularFile.Check(At(ClassFile));
        var classes = CifarClassNames.Parse(At(ClassFile), File.ReadAllText(At(ClassFile)));
        var read = new Dataset(
            Name, classes, IdxFile.ReadSplit(At(Train.Images), At(Train.Labels), classes.Count, inColour: true),
            IdxFile.ReadSplit(At(Test.Images), At(Test.Labels), classes.Count, inColour: true),
            $"imported images of unrecorded origin (no {DataSource.FileName} beside them)");
        return DataSource.Of(Path) is { } record ? read with { Source = record.Describe(read) } : read;
    }

    private string At(string file) => System.IO.Path.Combine(Path, file);
}
