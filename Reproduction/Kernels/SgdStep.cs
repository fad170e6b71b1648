namespace Reproduction.Kernels;

/// <summary>The numbers of one step of SGD.</summary>
/// <param name="Rate">η.</param>
/// <param name="Momentum">μ.</param>
/// <param name="Penalty">λ.</param>
/// <param name="IsFirst">Whether there is no momentum yet.</param>
internal readonly record struct SgdStep(float Rate, float Momentum, float Penalty, bool IsFirst);
