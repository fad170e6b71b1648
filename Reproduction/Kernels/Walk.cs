namespace Reproduction.Kernels;

/// <summary>How a row of a depthwise convolution's outputs is walked: y[j·OutputStep] = Σ_a Σ_b w[a, b]·x[j·InputStep, a, b].</summary>
/// <param name="Count">Outputs of the row, j.</param>
/// <param name="Rows">Rows of taps that lie inside, a.</param>
/// <param name="Taps">Taps of a row, b.</param>
/// <param name="OutputStep">From one output to the next.</param>
/// <param name="InputStep">From the inputs of one output to those of the next.</param>
/// <param name="InputRow">From one row of inputs to that of the next row of taps.</param>
/// <param name="InputTap">From one tap's input to the next one's.</param>
/// <param name="WeightRow">From one row of weights to the next.</param>
/// <param name="WeightTap">From one weight to the next.</param>
internal readonly record struct Walk(
    int Count, int Rows, int Taps, int OutputStep, int InputStep, int InputRow, int InputTap, int WeightRow, int WeightTap)
{
    /// <summary>Whether an output's inputs are its neighbour's, one further.</summary>
    internal bool Slides => Taps is 3 or 5 && Math.Abs(InputTap) == Math.Abs(InputStep);
}
