using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>The modules of a convolution with batch norm and SiLU.</summary>
/// <param name="WeightOf">The weight, C'×3×3×3 or C'×C×1×1.</param>
/// <param name="Norm">The batch norm.</param>
internal sealed record ConvNormLayer(WeightOf WeightOf, NormLayer Norm)
{
    /// <summary>The weight.</summary>
    internal Parameter Weight => WeightOf();

    private bool IsStem => Weight.shape[2] == 3;

    /// <summary>Whether the kernel computes this layer for an input; the stem's has no gradient at the input.</summary>
    /// <param name="input">N×C×H×W.</param>
    internal bool Suits(Tensor input) =>
        Arithmetic.Suits(Weight)
        && (IsStem
            ? Weight.shape[1] == 3 && !input.requires_grad && Arithmetic.Suits(input, Weight.shape[0], Weight.shape[0])
            : Weight.shape[2] == 1 && Arithmetic.Suits(input, Weight.shape[0], Weight.shape[0], Weight.shape[1]));

    /// <summary>The sizes for an input.</summary>
    /// <param name="input">N×C×H×W.</param>
    internal ConvNormShape Shape(Tensor input)
    {
        var shape = input.shape;
        return new((int)shape[0], (int)shape[2], (int)shape[3], (int)shape[1], (int)Weight.shape[0], IsStem);
    }

    /// <summary>Every parameter.</summary>
    internal IReadOnlyList<Tensor> Parameters() => [Weight, Norm.Module.weight!, Norm.Module.bias!];
}
