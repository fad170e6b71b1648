using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which part of a data set each row is of, and which model, seed, fold or epoch, where columns say so: figures of training and test images
/// together are of neither, nor are those of two models.
/// </summary>
/// <param name="columns">What the columns mean.</param>
internal sealed class PredictionParts(PredictionColumns columns)
{
    /// <summary>More parts of a data set, or more models and epochs, are something else.</summary>
    private const int Most = 8, MostOfSeries = 1 << 12;

    private readonly List<(int Column, int Most, Dictionary<string, int> Rows)> found =
    [
        .. (columns.Part is { } part ? columns.Series.Prepend(part) : columns.Series)
            .Select(column => (column, IsSeries(columns.Names[column]) ? MostOfSeries : Most, new Dictionary<string, int>())),
    ];

    /// <summary>What to say of them; nothing of a column of one value, nor of so many that they are something else.</summary>
    public IEnumerable<string> Notes => found.Where(of => of.Rows.Count >= 2 && of.Rows.Count <= of.Most && !AreOfARowEach(of.Rows))
        .Select(of => $"{columns.Shown(of.Column)} is "
            + OneLine.List(
                of.Rows.OrderByDescending(part => part.Value).Select(part => $"{OneLine.Name(part.Key)} in {part.Value} rows"), Most)
            + ": the figures are of all of them together");

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        foreach (var (column, most, rows) in found)
        {
            if (rows.Count > most) continue;
            var part = DelimitedText.Text(fields[column]).Trim();
            rows[part] = rows.GetValueOrDefault(part) + 1;
        }
    }

    private static bool IsSeries(string name) => ColumnNames.Series.Contains(ColumnNames.Lower([name])[0]);

    /// <summary>Whether most values are those of one row, as an image's own step is.</summary>
    private static bool AreOfARowEach(Dictionary<string, int> rows) => rows.Count > Most && 2 * rows.Count > rows.Values.Sum();
}
