namespace Reproduction.Claims.Figures;

/// <summary>What a score is a score of.</summary>
public enum Scope
{
    /// <summary>All images: accuracy, a disparity, the correlation coefficient.</summary>
    Whole,

    /// <summary>One class.</summary>
    Class,

    /// <summary>The unweighted mean over classes.</summary>
    Macro,

    /// <summary>The mean over classes weighted by support.</summary>
    Weighted,

    /// <summary>
    /// The classes of a table counted together, where the table does not show every class: scikit-learn's <c>micro avg</c>.
    /// </summary>
    Micro,

    /// <summary>The standard deviation of the scores of several tables, over their number less one.</summary>
    SampleDeviation,

    /// <summary>The same over their number.</summary>
    Deviation,

    /// <summary>The smallest score of several tables.</summary>
    Smallest,

    /// <summary>The largest score of several tables.</summary>
    Largest,
}
