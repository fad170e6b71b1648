using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>The least whole number that each of several divides.</summary>
internal static class CommonMultiple
{
    /// <summary>Finds it.</summary>
    /// <param name="numbers">Positive whole numbers.</param>
    public static BigInteger Of(IEnumerable<BigInteger> numbers) => numbers.Distinct().Aggregate(BigInteger.One, With);

    /// <summary>Finds that of whole numbers, of which 0 divides none and is passed over.</summary>
    /// <param name="numbers">Whole numbers, such as images a class.</param>
    /// <param name="largest">Where it would be larger, there is none.</param>
    public static BigInteger? Within(IEnumerable<long> numbers, BigInteger largest)
    {
        var multiple = BigInteger.One;
        foreach (var number in numbers.Where(number => number > 0).Distinct())
        {
            multiple = With(multiple, number);
            if (multiple > largest) return null;
        }
        return multiple;
    }

    private static BigInteger With(BigInteger multiple, BigInteger number) =>
        multiple / BigInteger.GreatestCommonDivisor(multiple, number) * number;
}
