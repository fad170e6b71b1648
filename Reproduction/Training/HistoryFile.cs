using System.Globalization;
using System.Text;
using Reproduction.Files;

namespace Reproduction.Training;

/// <summary>
/// The file <c>history.csv</c> of a run: one row an epoch, in the order in which they were trained.
/// Numbers have the digits that a reader needs to get the same double back; what was not measured is an empty field.
/// </summary>
public static class HistoryFile
{
    /// <summary>The file's first line.</summary>
    public const string Header = "model,epoch,image_size,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy";

    /// <summary>Largest text that is read of a compressed file.</summary>
    private const long MostBytes = 1L << 30;

    private static readonly string[] Columns = Header.Split(',');

    /// <summary>Writes the file whole, or leaves what was there.</summary>
    /// <param name="path">The file, usually <c>history.csv</c>.</param>
    /// <param name="rows">The epochs.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(string path, IEnumerable<HistoryRow> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',',
                row.Model,
                Text(row.Epoch),
                Text(row.ImageSize),
                Text(row.LearningRate),
                Text(row.TrainLoss),
                Text(row.TrainAccuracy),
                Text(row.ValidationLoss),
                Text(row.ValidationAccuracy)).Append('\n');
        WholeFile.WriteText(path, text.ToString());
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote, gzipped if its name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The epochs in the file's order.</returns>
    /// <exception cref="BadInputException">A line is not what <see cref="Write"/> writes, or a compressed file is not whole.</exception>
    /// <exception cref="IOException">The file cannot be read; without permission <see cref="UnauthorizedAccessException"/>.</exception>
    public static IReadOnlyList<HistoryRow> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(
            path.EndsWith(".gz", StringComparison.Ordinal) ? GzipText.Open(path, file, MostBytes, "a history") : file);
        if (reader.ReadLine() is not Header) throw new BadInputException($"{path}:1: expected the header {Header}.");
        var rows = new List<HistoryRow>();
        for (var number = 2; reader.ReadLine() is { } line; number++) rows.Add(Row(line, path, number));
        return rows;
    }

    private static HistoryRow Row(string line, string path, int number)
    {
        var fields = line.Split(',');
        if (fields.Length != Columns.Length)
            throw new BadInputException($"{path}:{number}: {fields.Length} fields, expected {Columns.Length}: {Header}.");
        if (fields[0].Length == 0) throw new BadInputException($"{path}:{number}: {Columns[0]} is empty.");
        return new(
            fields[0],
            Whole(1),
            Whole(2),
            Real(3),
            Real(4),
            Real(5),
            fields[6].Length == 0 ? null : Real(6),
            fields[7].Length == 0 ? null : Real(7));

        int Whole(int column) =>
            int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
                ? value
                : throw new BadInputException($"{path}:{number}: {Columns[column]} is '{fields[column]}', expected a whole number from 1.");

        double Real(int column) =>
            double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new BadInputException($"{path}:{number}: {Columns[column]} is '{fields[column]}', expected a number.");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
