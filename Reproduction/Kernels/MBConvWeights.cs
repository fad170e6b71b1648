namespace Reproduction.Kernels;

/// <summary>The parameters of an inverted bottleneck, in memory as PyTorch has them.</summary>
internal unsafe struct MBConvWeights
{
    /// <summary>E×C, the expansion.</summary>
    internal float* W1;

    /// <summary>E×k×k, the depthwise kernels.</summary>
    internal float* Taps;

    /// <summary>S×E, the squeeze.</summary>
    internal float* F1;

    /// <summary>S.</summary>
    internal float* F1Bias;

    /// <summary>E×S, the excitation.</summary>
    internal float* F2;

    /// <summary>E.</summary>
    internal float* F2Bias;

    /// <summary>C'×E, the projection.</summary>
    internal float* W3;

    internal BatchNorm Norm1;
    internal BatchNorm Norm2;
    internal BatchNorm Norm3;
}
