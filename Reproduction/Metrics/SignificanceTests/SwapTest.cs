using System.Numerics;
using Reproduction.Randomness;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// Permutation tests of whether two models differ in their class profile at all: if they do not, the two answers to each image
/// could as well have been given by the other model, so both are exchanged for each image with probability 1/2, 9,999 times
/// (Good, "Permutation, Parametric and Bootstrap Tests of Hypotheses", 2005, chapter 3). A small p says that the models differ;
/// it does not say that a disparity does: models that are as unequal about other classes are no more exchangeable.
/// </summary>
/// <param name="DisparateImpact">p by the difference of disparate impact; <see langword="null"/> where it is undefined.</param>
/// <param name="RecallRatio">p by that of smallest over largest recall.</param>
/// <param name="RecallGap">p by that of largest − smallest recall.</param>
/// <param name="Profile">
/// p of all classes at once, by the sum over classes of McNemar's χ², (b − c)² / (b + c) of the images that only one of them has right.
/// </param>
public sealed record SwapTest(double? DisparateImpact, double? RecallRatio, double? RecallGap, double Profile)
{
    /// <summary>How often answers are exchanged.</summary>
    internal const int Permutations = 9999;

    /// <summary>Differences of as much, but for rounding, count as large.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Tests two models. The permutations are always the same ones.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static SwapTest Of(Predictions first, Predictions second)
    {
        var (one, other) = (ConfusionMatrix.Of(first), ConfusionMatrix.Of(second));
        var classes = ClassMcNemar.Of(first, second).Select((of, c) => (
            Both: one[c, c] - of.Test.OnlyFirst, One: of.Test.OnlyFirst + of.Test.OnlySecond, of.Test.OnlyFirst, Images: one.Support(c)))
                .ToArray();
        var isDefined = classes.All(of => of.Images > 0);
        var (mine, its) = (new double[classes.Length], new double[classes.Length]);
        int[] swapped = [.. classes.Select(of => of.OnlyFirst)];
        var found = Statistics(swapped);
        var reached = new int[found.Length];
        for (var permutation = 0; permutation < Permutations; permutation++)
        {
            var random = new CounterRandom(0, RandomPurpose.Swap, permutation);
            for (var c = 0; c < swapped.Length; c++) swapped[c] = Heads(classes[c].One, random);
            var drawn = Statistics(swapped);
            for (var i = 0; i < found.Length; i++)
                // Where a model is left without a hit its disparity is undefined, and may be as large as any.
                if (drawn[i] is not { } size || size >= found[i] - Rounding) reached[i]++;
        }
        double? P(int statistic) => found[statistic] is null ? null : (reached[statistic] + 1.0) / (Permutations + 1);
        return new(P(0), P(1), P(2), P(3)!.Value);

        double?[] Statistics(int[] onlyFirst)
        {
            double profile = 0;
            for (var c = 0; c < onlyFirst.Length; c++)
            {
                var (both, one, _, images) = classes[c];
                mine[c] = (double)(both + onlyFirst[c]) / images;
                its[c] = (double)(both + one - onlyFirst[c]) / images;
                if (one > 0) profile += (2.0 * onlyFirst[c] - one) * (2.0 * onlyFirst[c] - one) / one;
            }
            if (!isDefined) return [null, null, null, profile];
            var (after, before) = (Disparity.OverKnown(mine), Disparity.OverKnown(its));
            return
            [
                Size(after.DisparateImpact - before.DisparateImpact), Size(after.Ratio - before.Ratio), Size(after.Gap - before.Gap),
                profile,
            ];
        }
    }

    private static double? Size(double? difference) => difference is { } known ? Math.Abs(known) : null;

    /// <summary>How many of so many fair coins show heads.</summary>
    private static int Heads(int coins, CounterRandom random)
    {
        var heads = 0;
        for (; coins >= 32; coins -= 32) heads += BitOperations.PopCount(random.NextBits());
        return coins == 0 ? heads : heads + BitOperations.PopCount(random.NextBits() >> (32 - coins));
    }
}
