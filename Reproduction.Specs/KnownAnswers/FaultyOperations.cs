using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Specs.KnownAnswers;

/// <summary>
/// Operations with a fault of our making. They begin from float64, which is right on every machine, whatever its float32 is.
/// </summary>
internal static class FaultyOperations
{
    /// <summary>Every operation by way of float64: other code of libtorch's, right wherever its float32 was found wrong.</summary>
    internal static Operations None { get; } = new()
    {
        Convolve = (x, w, stride, groups) => Wide(at => Operations.OfLibTorch.Convolve(at[0], at[1], stride, groups), x, w),
        Multiply = (x, w, bias) => Wide(at => Operations.OfLibTorch.Multiply(at[0], at[1], at[2]), x, w, bias),
        Normalise = (x, gamma, beta, epsilon) => Wide(at => Operations.OfLibTorch.Normalise(at[0], at[1], at[2], epsilon), x, gamma, beta),
        Activate = x => Wide(at => Operations.OfLibTorch.Activate(at[0]), x),
        Pool = x => Wide(at => Operations.OfLibTorch.Pool(at[0]), x),
        LogSoftmax = x => Wide(at => Operations.OfLibTorch.LogSoftmax(at[0]), x),
    };

    /// <summary>
    /// The fault that was met on a machine: forward, 1×1, channels-last, several threads, 3 images and more, maps of 2×2 and more,
    /// output channels that leave a tail. Here the last eight are lost.
    /// </summary>
    internal static Operations PointwiseTails(bool contiguousToo = false, bool oneThreadToo = false) => None with
    {
        Convolve = (input, weight, stride, groups) =>
        {
            var right = None.Convolve(input, weight, stride, groups);
            var isWrong =
                weight.shape[2] == 1 && input.shape[0] >= 3 && input.shape[2] >= 2 && right.shape[1] is 40 or 80 or 112 or 320 or 1280
                && (contiguousToo || !input.is_contiguous()) && (oneThreadToo || get_num_threads() > 1);
            if (!isWrong) return right;
            var mask = ones_like(right);
            mask.narrow(1, right.shape[1] - 8, 8).zero_();
            // The gradient stays the right one's.
            return right + (right * mask - right).detach();
        },
    };

    /// <summary>One operation, by its name in a known answer, whose last output is too large by one.</summary>
    internal static Operations Wrong(string operation) => operation switch
    {
        "matrix product" => None with { Multiply = (x, w, bias) => OneMore(None.Multiply(x, w, bias)) },
        "softmax" => None with { LogSoftmax = x => OneMore(None.LogSoftmax(x)) },
        "average pooling" => None with { Pool = x => OneMore(None.Pool(x)) },
        "batch norm" => None with { Normalise = (x, gamma, beta, epsilon) => OneMore(None.Normalise(x, gamma, beta, epsilon)) },
        "SiLU" => None with { Activate = x => OneMore(None.Activate(x)) },
        "3×3 convolution" => Convolving(weight => weight.shape[1] == 3),
        "depthwise 3×3 convolution" => Convolving(weight => weight.shape[1] == 1 && weight.shape[2] == 3),
        "depthwise 5×5 convolution" => Convolving(weight => weight.shape[2] == 5),
        "1×1 convolution" => Convolving(weight => weight.shape[2] == 1),
        _ => throw new ArgumentException(operation),
    };

    /// <summary>Convolutions whose gradients are twice what they ought to be, and whose outputs are right.</summary>
    internal static Operations DoubledGradients => None with
    {
        Convolve = (input, weight, stride, groups) =>
        {
            var right = None.Convolve(input, weight, stride, groups);
            return right * 2 - right.detach();
        },
    };

    private static Tensor Wide(Func<Tensor[], Tensor> compute, params Tensor[] operands) =>
        compute([.. operands.Select(operand => operand.to(ScalarType.Float64))]).to(ScalarType.Float32);

    private static Operations Convolving(Func<Tensor, bool> isWrong) => None with
    {
        Convolve = (input, weight, stride, groups) =>
        {
            var right = None.Convolve(input, weight, stride, groups);
            return isWrong(weight) ? OneMore(right) : right;
        },
    };

    private static Tensor OneMore(Tensor right)
    {
        var more = zeros(right.shape, device: right.device);
        more.view(-1).narrow(0, right.numel() - 1, 1).fill_(1);
        return right + more;
    }
}
