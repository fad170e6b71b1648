using Reproduction.Numpy;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Classes as N×K zeros with a one in each row, at the class.</summary>
internal static class OneHot
{
    /// <summary>The class of each row; <see langword="null"/> where an array holds something else.</summary>
    /// <param name="array">An array of numbers.</param>
    public static int[]? Classes(NpyArray array)
    {
        if (array.AreTexts || array.Shape is not [> 0, > 1 and var side]) return null;
        var (values, row) = (array.ToDoubles(), (int)side);
        var classes = new int[values.Length / row];
        for (var image = 0; image < classes.Length; image++)
        {
            var of = values.AsSpan(image * row, row);
            classes[image] = of.IndexOf(1.0);
            if (classes[image] < 0 || of.Count(0.0) != row - 1) return null;
        }
        return classes;
    }
}
