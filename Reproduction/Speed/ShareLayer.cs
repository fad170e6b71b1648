namespace Reproduction.Speed;

/// <summary>The sizes of one layer of a network, as the floor of a step counts them.</summary>
/// <param name="Images">N.</param>
/// <param name="Side">Side of the map that the inner channels have before the depthwise convolution.</param>
/// <param name="Input">Inputs of the first product.</param>
/// <param name="Inner">Channels inside, or the output of stem and head.</param>
/// <param name="Output">Channels of the output.</param>
/// <param name="Kernel">Side of the depthwise kernel; 0 for stem and head.</param>
/// <param name="Stride">Stride of the depthwise convolution.</param>
/// <param name="Expands">Whether there is a first product.</param>
/// <param name="BackToInput">Whether the gradient at the input is needed.</param>
internal sealed record ShareLayer(
    int Images, int Side, int Input, int Inner, int Output, int Kernel, int Stride, bool Expands, bool BackToInput)
{
    private int OutputSide => Kernel == 0 ? Side : (Side - 1) / Stride + 1;

    /// <summary>Multiply-adds of the first product's values.</summary>
    private double FirstProduct => Expands ? (double)Images * Side * Side * Inner * Input : 0;

    /// <summary>Multiply-adds of the values of the depthwise convolution and the second product.</summary>
    private double Rest => Kernel == 0 ? 0 : (double)Images * OutputSide * OutputSide * Inner * (Kernel * Kernel + Output);

    /// <summary>Multiply-adds of an evaluation.</summary>
    internal double EvaluationMultiplyAdds => FirstProduct + Rest;

    /// <summary>Bytes of an evaluation: where the cache holds one group of images, each map is written and read once.</summary>
    internal double EvaluationBytes =>
        sizeof(float) * (double)Images * ((double)Side * Side * Input + (double)OutputSide * OutputSide * (Kernel == 0 ? Inner : Output));

    /// <summary>Multiply-adds of a training step: values, and the gradients at inputs and weights.</summary>
    internal double MultiplyAdds => FirstProduct * (BackToInput ? 3 : 2) + 3 * Rest;

    /// <summary>
    /// Bytes that must pass between memory and processor where the cache holds one group of images: each tensor that a batch norm
    /// stops at is written and read once forward and read twice backward, and so on for gradients.
    /// </summary>
    internal double Bytes
    {
        get
        {
            var (x, wide) = ((double)Images * Side * Side * Input, (double)Images * Side * Side * Inner);
            var (after, y) = ((double)Images * OutputSide * OutputSide * Inner, (double)Images * OutputSide * OutputSide * Output);
            if (Kernel == 0) return sizeof(float) * (2 * x + 7 * wide);
            return sizeof(float) * ((Expands ? 3 * x + 6 * wide : 3 * x) + 6 * after + 8 * y);
        }
    }
}
