using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which part of a data set each row is of, where a column says so: figures of training and test images together are of neither.
/// </summary>
/// <param name="columns">What the columns mean.</param>
internal sealed class PredictionParts(PredictionColumns columns)
{
    private const int Most = 8;

    private readonly Dictionary<string, int> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        if (columns.Part is not { } column || rows.Count > Most) return;
        var part = DelimitedText.Text(fields[column]).Trim();
        rows[part] = rows.GetValueOrDefault(part) + 1;
    }

    /// <summary>What to say of them; <see langword="null"/> of one part, and of so many that they are something else.</summary>
    public string? Note => rows.Count is < 2 or > Most ? null
        : $"{columns.Shown(columns.Part!.Value)} is "
            + string.Join(", ", rows.OrderByDescending(part => part.Value).Select(part => $"{OneLine.Name(part.Key)} in {part.Value} rows"))
            + ": the figures are of all of them together";
}
