namespace Reproduction.Recipes;

/// <summary>How logits are corrected after training.</summary>
public enum CalibrationMethod
{
    /// <summary>z / τ (Guo et al., ICML 2017, arXiv 1706.04599): moves no prediction.</summary>
    Temperature,

    /// <summary>w ⊙ z + b (the same): a weight and an offset for each class.</summary>
    Vector,

    /// <summary>z + b: an offset for each class, for the highest worst recall at nearly the same accuracy.</summary>
    ClassOffsets,
}
