using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>The modules of an inverted bottleneck, whose parameters and buffers the kernel works on in place.</summary>
/// <param name="Expand">E×C×1×1, or null where nothing is expanded.</param>
/// <param name="Norm1">After the expansion, or null.</param>
/// <param name="Depthwise">E×1×k×k.</param>
/// <param name="Norm2">After the depthwise convolution.</param>
/// <param name="Squeeze">S×E×1×1 and its bias.</param>
/// <param name="Excite">E×S×1×1 and its bias.</param>
/// <param name="Project">C'×E×1×1.</param>
/// <param name="Norm3">After the projection.</param>
/// <param name="Kernel">k.</param>
/// <param name="Stride">Stride of the depthwise convolution.</param>
/// <param name="Residual">Whether the input is added.</param>
internal sealed record MBConvLayer(
    WeightOf? Expand, NormLayer? Norm1, WeightOf Depthwise, NormLayer Norm2, Conv2d Squeeze, Conv2d Excite, WeightOf Project,
    NormLayer Norm3, int Kernel, int Stride, bool Residual)
{
    private int Expanded => (int)Depthwise().shape[0];

    /// <summary>Whether the kernel computes this block for an input.</summary>
    /// <param name="input">N×C×H×W.</param>
    internal bool Suits(Tensor input) =>
        Arithmetic.Suits(Project()) && Arithmetic.Suits(input, Expanded, input.shape[1], Expanded, Project().shape[0]);

    /// <summary>The sizes for an input.</summary>
    /// <param name="input">N×C×H×W.</param>
    internal MBConvShape Shape(Tensor input)
    {
        var shape = input.shape;
        return new(
            (int)shape[0], (int)shape[2], (int)shape[3], (int)shape[1], Expanded, (int)Squeeze.weight!.shape[0], (int)Project().shape[0],
            Kernel, Stride, Residual);
    }

    /// <summary>Every parameter, in the order of <see cref="Gradients"/>.</summary>
    internal IReadOnlyList<Tensor> Parameters()
    {
        Tensor[] inner =
        [
            Depthwise(), Norm2.Module.weight!, Norm2.Module.bias!, Squeeze.weight!, Squeeze.bias!, Excite.weight!, Excite.bias!,
            Project(), Norm3.Module.weight!, Norm3.Module.bias!,
        ];
        return Expand is null ? inner : [Expand(), Norm1!.Module.weight!, Norm1.Module.bias!, .. inner];
    }

    /// <summary>Where the parameters lie.</summary>
    internal unsafe MBConvWeights Weights() => new()
    {
        W1 = Expand is null ? null : Memory.Of(Expand()),
        Taps = Memory.Of(Depthwise()),
        F1 = Memory.Of(Squeeze.weight!),
        F1Bias = Memory.Of(Squeeze.bias!),
        F2 = Memory.Of(Excite.weight!),
        F2Bias = Memory.Of(Excite.bias!),
        W3 = Memory.Of(Project()),
        Norm1 = Norm1?.Memory() ?? default,
        Norm2 = Norm2.Memory(),
        Norm3 = Norm3.Memory(),
    };

    /// <summary>Where the gradients go.</summary>
    /// <param name="input">The gradient at the input.</param>
    /// <param name="parameters">Those at <see cref="Parameters"/>.</param>
    internal unsafe MBConvGradients Gradients(Tensor input, IReadOnlyList<Tensor> parameters)
    {
        var at = 0;
        float* Next() => Kernels.Memory.Of(parameters[at++]);
        var gradients = new MBConvGradients { Input = Kernels.Memory.Of(input) };
        if (Expand is not null)
        {
            gradients.W1 = Next();
            gradients.Gamma1 = Next();
            gradients.Beta1 = Next();
        }
        gradients.Taps = Next();
        gradients.Gamma2 = Next();
        gradients.Beta2 = Next();
        gradients.F1 = Next();
        gradients.F1Bias = Next();
        gradients.F2 = Next();
        gradients.F2Bias = Next();
        gradients.W3 = Next();
        gradients.Gamma3 = Next();
        gradients.Beta3 = Next();
        return gradients;
    }

    /// <summary>Counts a batch in every batch norm, as PyTorch does.</summary>
    internal void CountBatch()
    {
        Norm1?.CountBatch();
        Norm2.CountBatch();
        Norm3.CountBatch();
    }
}

/// <summary>Gives a convolution's weight; moving a network to a device or dtype puts new ones into its modules.</summary>
internal delegate Parameter WeightOf();
