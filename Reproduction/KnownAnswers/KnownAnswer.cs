using Reproduction.Kernels;

namespace Reproduction.KnownAnswers;

/// <summary>What an operation said where the answer is known.</summary>
/// <param name="Operation">Its name, such as "1×1 convolution".</param>
/// <param name="Layout">How images and weights lay in memory; null where there is but one way.</param>
/// <param name="Example">The sizes.</param>
/// <param name="Threads">Threads that shared it.</param>
/// <param name="HasKernel">Whether this program has a kernel that does it in libtorch's place, on processors with AVX2 or AVX-512.</param>
/// <param name="Deviations">
/// Of the output, then of the gradient at each input: the largest difference from the right answer, relative to the largest number in it.
/// </param>
public sealed record KnownAnswer(
    string Operation, BatchLayout? Layout, string Example, int Threads, bool HasKernel, IReadOnlyList<double> Deviations)
{
    /// <summary>The largest deviation of a right answer: what float32 can tell apart, and the rounding of a few dozen sums.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>Whether output and gradients are right.</summary>
    public bool IsRight => Deviations.All(IsWithin);

    /// <summary>Whether the output is right; evaluation asks for no more.</summary>
    public bool HasRightOutput => IsWithin(Deviations[0]);

    /// <summary>The operation with its layout.</summary>
    public string Name => Layout switch
    {
        null => Operation,
        BatchLayout.ChannelsLast => $"{Operation}, channels-last",
        _ => $"{Operation}, contiguous",
    };

    /// <summary>The largest of <see cref="Deviations"/>; not a number where one is none.</summary>
    public double Worst => Deviations.Aggregate(0.0, Math.Max);

    private static bool IsWithin(double deviation) => deviation <= Tolerance;
}
