using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Whether two arrays say one class of each image: by the same values, as names and as numbers, or as ones in rows of zeros.
/// </summary>
internal static class SameClasses
{
    /// <summary>Whether they do.</summary>
    /// <param name="one">An array of one class for each image.</param>
    /// <param name="other">Another one, or one of ones and zeros.</param>
    /// <exception cref="BadInputException">One holds neither numbers nor texts.</exception>
    public static bool Are(HeldArray one, HeldArray other)
    {
        var mine = one.Texts();
        var ones = OneHot.Classes(other.Values);
        var its = ones is null ? other.Texts() : Array.ConvertAll(ones, place => place.ToString(CultureInfo.InvariantCulture));
        if (mine.Length != its.Length) return false;
        return mine.SequenceEqual(its) || one.Values.AreTexts != other.Values.AreTexts && AreOneToOne([.. mine.Zip(its)]);
    }

    private static bool AreOneToOne(List<(string One, string Other)> pairs)
    {
        var different = pairs.Distinct().ToList();
        return different.DistinctBy(pair => pair.One).Count() == different.Count
            && different.DistinctBy(pair => pair.Other).Count() == different.Count;
    }
}
