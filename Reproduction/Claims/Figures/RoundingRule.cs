namespace Reproduction.Claims.Figures;

/// <summary>How a figure became the text that was published.</summary>
public enum RoundingRule
{
    /// <summary>
    /// As C's <c>printf</c> and Python print: the exact value of the binary double that scikit-learn computes from the counts,
    /// rounded to the nearest, ties to even. 0.985 prints "0.98", 0.995 prints "0.99".
    /// </summary>
    Printf,

    /// <summary>The exact quotient lies within half a unit of the last digit; a tie may have gone either way.</summary>
    Nearest,

    /// <summary>The exact quotient's further digits were cut off.</summary>
    Truncate,

    /// <summary>One of the other three, the same for every figure: possible if under at least one.</summary>
    Any,
}
