using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>
/// A data set as Kaggle and OpenML serve it in tables: <c>NAME_train.csv</c> and <c>NAME_test.csv</c>, an image a row: its label where the
/// header says, or first where there is none, and its pixels row by row, or where the numbers in their columns' names say.
/// </summary>
public sealed record PixelTable : HeldDataset
{
    private readonly KnownDataset dataset;

    private PixelTable(KnownDataset dataset, string path) : base(dataset.Name, path) => this.dataset = dataset;

    /// <inheritdoc />
    public override string Form => "tables of pixels";

    /// <summary>The tables in a place; null where they are not.</summary>
    /// <param name="place">The folder that holds both tables, or a folder of the data set's name that does.</param>
    /// <param name="name">The data set's name.</param>
    public static PixelTable? Find(string place, string name) =>
        KnownDataset.Named(name) is { } known
        && new[] { place,
            System.IO.Path.Combine(place, name) }.FirstOrDefault(folder => File.Exists(At(folder, name, "train"))) is { } found
            ? new PixelTable(known, found) : null;

    /// <inheritdoc />
    public override Dataset Read()
    {
        var read = new Dataset(Name, dataset.ClassNames, Split("train"), Split("test"), "tables of pixels of unrecorded origin");
        dataset.CheckIsNoOther(Path, read);
        return read.Fingerprint == dataset.Fingerprint ? read with { Source = "tables of pixels, bit-equal to the official files" } : read;
    }

    private ImageSet Split(string split)
    {
        var file = At(Path, Name, split);
        if (!File.Exists(file))
            throw new BadInputException($"{file}: missing, expected {Name}_train.csv and {Name}_test.csv in one folder");
        RegularFile.Check(file);
        var rows = new PixelRows(file, dataset.ClassNames.Count);
        foreach (var (before, line) in File.ReadLines(file).Index()) rows.Add(line, before + 1);
        return rows.ToImages();
    }

    private static string At(string folder, string name, string split) => System.IO.Path.Combine(folder, $"{name}_{split}.csv");
}
