using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// The order of classes that files name: numbers by their values where all are numbers as a predictions file writes them, else all of
/// them as text. One that is written otherwise, such as 1,000, is a text, since its comma may stand before decimals or thousands.
/// </summary>
internal static class ClassOrder
{
    /// <summary>The classes in their order.</summary>
    /// <param name="names">Their names.</param>
    public static List<string> Of(IEnumerable<string> names)
    {
        List<string> all = [.. names];
        return all.TrueForAll(name => decimal.TryParse(name, PredictionRows.Real, CultureInfo.InvariantCulture, out _))
            ? [.. all.OrderBy(name => decimal.Parse(name, PredictionRows.Real, CultureInfo.InvariantCulture))]
            : [.. all.Order(StringComparer.Ordinal)];
    }
}
