using System.Globalization;
using Reproduction.Native;
using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>
/// A data set as Kaggle serves it in tables: <c>NAME_train.csv</c> and <c>NAME_test.csv</c>, an image a row, its label and
/// then its pixels row by row, with or without a header.
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
            throw new BadInputException($"{file}: missing; expected {Name}_train.csv and {Name}_test.csv in one folder");
        RegularFile.Check(file);
        var (pixels, labels) = (new List<byte>(), new List<int>());
        var (number, side) = (0, 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0 || (number == 1 && !double.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out _))) continue;
            var before = pixels.Count;
            var fields = 0;
            foreach (var range in line.AsSpan().Split(','))
            {
                var most = fields++ == 0 ? dataset.ClassNames.Count - 1 : byte.MaxValue;
                if (!byte.TryParse(line.AsSpan(range), CultureInfo.InvariantCulture, out var value) || value > most)
                    throw new BadInputException(
                        $"{file}: line {number}, field {fields}: {OneLine.Name(line[range])}; expected a "
                        + $"{(fields == 1 ? "label" : "pixel")} from 0 to {most}");
                if (fields == 1) labels.Add(value);
                else pixels.Add(value);
            }
            var count = pixels.Count - before;
            if (side == 0) side = (int)Math.Sqrt(count);
            if (side == 0 || side * side != count)
                throw new BadInputException(
                    $"{file}: line {number}: {count} pixels; expected "
                    + $"{(labels.Count == 1 ? "those of a square image" : $"{side}×{side}")}");
        }
        return labels.Count > 0
            ? new ImageSet([.. pixels], [.. labels], channels: 1, side, side)
            : throw new BadInputException($"{file}: no rows; expected an image a row");
    }

    private static string At(string folder, string name, string split) => System.IO.Path.Combine(folder, $"{name}_{split}.csv");
}
