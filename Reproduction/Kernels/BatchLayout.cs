namespace Reproduction.Kernels;

/// <summary>How a batch lies in memory. Its shape is N×3×S×S either way.</summary>
public enum BatchLayout
{
    /// <summary>Channel after channel, as PyTorch does by default.</summary>
    Contiguous,

    /// <summary>Pixel after pixel with its channels side by side (strides of N×H×W×C), which convolutions on a CPU prefer.</summary>
    ChannelsLast,
}
