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

/// <summary>What the forward pass keeps for the backward pass.</summary>
internal unsafe struct MBConvSaved(MBConvShape shape, float* u1, float* u2, float* u3, float* rest)
{
    /// <summary>Number of floats besides u1, u2 and u3.</summary>
    internal static int RestSize(MBConvShape shape) =>
        8 * shape.Expanded + 4 * shape.Output + shape.Images * ImageSums.Size(shape);

    /// <summary>N·H·W·E, the expansion's output.</summary>
    internal readonly float* U1 => u1;

    /// <summary>N·H'·W'·E, the depthwise convolution's output.</summary>
    internal readonly float* U2 => u2;

    /// <summary>N·H'·W'·C', the projection's output.</summary>
    internal readonly float* U3 => u3;

    internal readonly NormLine Norm1 => new(rest, shape.Expanded);

    internal readonly NormLine Norm2 => new(rest + 4 * shape.Expanded, shape.Expanded);

    internal readonly NormLine Norm3 => new(rest + 8 * shape.Expanded, shape.Output);

    /// <summary>Squeeze and excitation's numbers of an image.</summary>
    internal readonly ImageSums Of(int image) =>
        new(rest + 8 * shape.Expanded + 4 * shape.Output + (nint)image * ImageSums.Size(shape), shape.Expanded);
}

/// <summary>The gradients of an inverted bottleneck, in memory as the parameters.</summary>
internal unsafe struct MBConvGradients
{
    internal float* Input;
    internal float* W1;
    internal float* Gamma1;
    internal float* Beta1;
    internal float* Taps;
    internal float* Gamma2;
    internal float* Beta2;
    internal float* F1;
    internal float* F1Bias;
    internal float* F2;
    internal float* F2Bias;
    internal float* W3;
    internal float* Gamma3;
    internal float* Beta3;
}
