using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which part of a data set each row is of, or which model, seed, fold or epoch, where a column or an array says so: figures of training
/// and test images together are of neither, nor are those of two models.
/// </summary>
/// <param name="name">What says it, as messages name it.</param>
/// <param name="areSeries">Whether it names models or repetitions, of which there may be many.</param>
internal sealed class PredictionParts(string name, bool areSeries)
{
    /// <summary>More parts of a data set, or more models and epochs, are something else.</summary>
    private const int MostParts = 8, MostOfSeries = 1 << 12;

    private readonly int most = areSeries ? MostOfSeries : MostParts;
    private readonly Dictionary<string, int> rows = [];

    /// <summary>
    /// What to say of them; <see langword="null"/> of one part, and of so many that they are something else.
    /// </summary>
    public string? Note => rows.Count < 2 || rows.Count > most || AreOfARowEach ? null
        : $"{name} is "
            + OneLine.List(
                rows.OrderByDescending(part => part.Value).Select(part => $"{Shown(part.Key)} in {RowsInWords.Of(part.Value)}"), MostParts)
            + ": the figures are of all of them together";

    /// <summary>Adds a row.</summary>
    /// <param name="part">Its part.</param>
    public void Add(string part)
    {
        if (rows.Count > most) return;
        var trimmed = part.Trim();
        rows[trimmed] = rows.GetValueOrDefault(trimmed) + 1;
    }

    private static string Shown(string part) => part.Length == 0 ? OneLine.Quote(part) : OneLine.Name(part);

    /// <summary>Whether most values are those of one row, as an image's own step is.</summary>
    private bool AreOfARowEach => rows.Count > MostParts && 2 * rows.Count > rows.Values.Sum();
}
