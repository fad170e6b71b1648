using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// Tables of equally many classes side by side, such as folds: the classes of the first, then those of the second. Each is closed by
/// itself, and a mean over tables takes each alike.
/// </summary>
/// <param name="Classes">Classes a table.</param>
/// <param name="Images">Images a table.</param>
internal sealed record SeveralTables(int Classes, IReadOnlyList<long> Images)
{
    private readonly long[] weights = Weights(Images);

    /// <summary>The table of a class.</summary>
    public int TableOf(int c) => c / Classes;

    /// <summary>What an image of a class counts in a mean weighted by support, so that all tables count alike.</summary>
    public long WeightOf(int c) => weights[TableOf(c)];

    /// <summary>Whether what images count is known: it fits into whole numbers.</summary>
    public static bool Fits(IReadOnlyList<long> images) =>
        Multiple(images) is var multiple && multiple * images.Count < BigInteger.One << 44;

    private static long[] Weights(IReadOnlyList<long> images)
    {
        var multiple = Multiple(images);
        return [.. images.Select(own => own == 0 ? 0 : (long)(multiple / own))];
    }

    private static BigInteger Multiple(IReadOnlyList<long> images) =>
        CommonMultiple.Of(images.Where(own => own > 0).Select(own => (BigInteger)own));
}
