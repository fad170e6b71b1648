using System.Globalization;
using Reproduction.Native;
using Reproduction.Text;

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
        var (pixels, row, labels, indices) = (new List<byte>(), new List<byte>(), new List<int>(), new HashSet<long>());
        var (columns, number, side) = (PixelColumns.WithoutHeader, 0, 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0) continue;
            if (number == 1 && PixelColumns.Of(file, line) is { } header)
            {
                columns = header;
                continue;
            }
            row.Clear();
            var fields = 0;
            foreach (var range in line.AsSpan().Split(','))
            {
                var field = PixelColumns.Bare(line.AsSpan(range));
                var column = fields++;
                if (column == columns.Index)
                {
                    if (!long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !indices.Add(count))
                        throw new BadInputException(
                            $"{file}: line {number}, field {fields}: {OneLine.Name(line[range])}, expected different whole numbers from 0, "
                            + $"for its column {columns.IndexInWords}");
                    continue;
                }
                var isLabel = column == columns.Label;
                var most = isLabel ? dataset.ClassNames.Count - 1 : byte.MaxValue;
                if (!byte.TryParse(field, CultureInfo.InvariantCulture, out var value) || value > most)
                    throw new BadInputException(
                        $"{file}: line {number}, field {fields}: {OneLine.Name(line[range])}, expected a "
                        + $"{(isLabel ? "label" : "pixel")} from 0 to {most}");
                if (isLabel) labels.Add(value);
                else row.Add(value);
            }
            if (columns.Count is { } named && named != fields)
                throw new BadInputException($"{file}: line {number}: {fields} fields, expected {named}, as the header has");
            if (side == 0) side = (int)Math.Sqrt(row.Count);
            if (side == 0 || side * side != row.Count)
                throw new BadInputException(
                    $"{file}: line {number}: {row.Count} pixels, expected "
                    + $"{(labels.Count == 1 ? "those of a square image" : $"{side}×{side}")}");
            if (columns.Places is { } places) pixels.AddRange(InPlace(row, places));
            else pixels.AddRange(row);
        }
        if (labels.Count == 0) throw new BadInputException($"{file}: no rows, expected an image a row");
        // Where labels stand last and no header says so, the first pixels, which are black, are read for labels.
        if (columns.Count is null && labels.Count > dataset.ClassNames.Count && labels.TrueForAll(label => label == labels[0]))
            throw new BadInputException(
                $"{file}: the first of its columns is {labels[0]} in all {labels.Count} rows, expected the labels there, or a header that "
                + "says where they are");
        return new ImageSet([.. pixels], [.. labels], channels: 1, side, side);
    }

    private static byte[] InPlace(List<byte> pixels, int[] places)
    {
        var image = new byte[pixels.Count];
        foreach (var (column, place) in places.Index()) image[place] = pixels[column];
        return image;
    }

    private static string At(string folder, string name, string split) => System.IO.Path.Combine(folder, $"{name}_{split}.csv");
}
