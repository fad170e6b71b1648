using System.Numerics;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>Ends of figures as whole numbers for the constraint solver.</summary>
internal static class SolverBounds
{
    /// <summary>Ends with room for the rounding of floating-point arithmetic, outward or inward.</summary>
    public static (Rational Low, Rational High) Ends(Admission admission, int classes, bool wide)
    {
        var doubt = new Rational((BigInteger)Math.Ceiling(Math.ScaleB(Admission.Doubt(classes), 60)), BigInteger.One << 60);
        return wide ? (admission.Low - doubt, admission.High + doubt) : (admission.Low + doubt, admission.High - doubt);
    }

    /// <summary>
    /// Whether quotients of so large a denominator that are no tie lie so far from one that floating-point arithmetic cannot
    /// take them for one.
    /// </summary>
    public static bool TellsTies(BigInteger denominator, Admission admission) =>
        denominator * BigInteger.Max(admission.Low.Denominator, admission.High.Denominator) < BigInteger.One << 42;

    /// <summary>What every support divides, unless it is too large.</summary>
    public static BigInteger? OfSupports(IEnumerable<long> supports) => CommonMultiple.Within(supports, BigInteger.One << 40);
}
