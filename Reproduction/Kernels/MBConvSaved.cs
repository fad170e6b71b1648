namespace Reproduction.Kernels;

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
