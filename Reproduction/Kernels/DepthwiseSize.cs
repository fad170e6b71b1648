namespace Reproduction.Kernels;

/// <summary>The sizes of a depthwise convolution with "same" padding.</summary>
/// <param name="Height">H of the input.</param>
/// <param name="Width">W of the input.</param>
/// <param name="Channels">C, a multiple of 8.</param>
/// <param name="Kernel">k, 3 or 5.</param>
/// <param name="Stride">s, 1 or 2.</param>
internal readonly record struct DepthwiseSize(int Height, int Width, int Channels, int Kernel, int Stride)
{
    internal int Padding => (Kernel - 1) / 2;

    internal int PaddedWidth => Width + 2 * Padding;

    internal int OutputHeight => (Height - 1) / Stride + 1;

    internal int OutputWidth => (Width - 1) / Stride + 1;
}

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
