using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>Images with zeros around them.</summary>
internal static class PaddedInput
{
    /// <summary>N×C×H×W padded as TensorFlow's "SAME" before a convolution without padding.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Its stride.</param>
    public static Tensor Same(Tensor input, int kernel, int stride)
    {
        var (height, width) = (Total(input.shape[2], kernel, stride), Total(input.shape[3], kernel, stride));
        return nn.functional.pad(input, [width / 2, width - width / 2, height / 2, height - height / 2]);
    }

    private static long Total(long size, int kernel, int stride) =>
        Math.Max((size + stride - 1) / stride * stride - stride + kernel - size, 0);
}
