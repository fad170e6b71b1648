using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Whole numbers as files write them: 1, and 1.0 where they were kept as decimals.</summary>
internal static class WholeNumber
{
    /// <summary>The number, without decimals; <see langword="null"/> of a text that is none.</summary>
    /// <param name="text">The text.</param>
    public static decimal? Of(string text) =>
        decimal.TryParse(text, PredictionRows.Real, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
            ? decimal.Truncate(number)
            : null;

    /// <summary>The numbers of texts; <see langword="null"/> where not all are different ones.</summary>
    /// <param name="texts">The texts.</param>
    public static IReadOnlyList<decimal>? OfEach(IReadOnlyList<string> texts)
    {
        var numbers = texts.Select(Of).OfType<decimal>().Distinct().ToList();
        return numbers.Count == texts.Count ? numbers : null;
    }
}
