namespace Reproduction.Recipes;

/// <summary>How the learning rate moves over a stage.</summary>
public enum ScheduleKind
{
    /// <summary>The same at every step.</summary>
    Constant,

    /// <summary>Half a cosine from the given rate to 0 (PyTorch's <c>CosineAnnealingLR</c> stepped every batch, T_max all steps).</summary>
    Cosine,

    /// <summary>
    /// Up from a 25th and down to a 250,000th of the given rate, both along cosines (PyTorch's <c>OneCycleLR</c> with its
    /// defaults, but without cycling the momentum).
    /// </summary>
    OneCycle,

    /// <summary>
    /// The same with straight lines in the place of cosines, a triangle (<c>OneCycleLR</c> with <c>anneal_strategy="linear"</c>).
    /// </summary>
    OneCycleLinear,
}
