using static TorchSharp.torch;

namespace Reproduction.KnownAnswers;

/// <summary>
/// The operations on float32 that a network asks of libtorch, each as it is called. Whoever wants to see what a wrong one does puts it
/// in the place of libtorch's.
/// </summary>
public sealed record Operations
{
    /// <summary>Those of the libtorch that is loaded.</summary>
    public static Operations OfLibTorch { get; } = new();

    /// <summary>
    /// Convolution without bias, <c>torch.nn.functional.conv2d</c> with "same" padding: input N×C×H×W, weight C'×C/groups×k×k, stride,
    /// groups.
    /// </summary>
    public Func<Tensor, Tensor, long, long, Tensor> Convolve { get; init; } = (input, weight, stride, groups) =>
    {
        var padding = weight.shape[2] / 2;
        return nn.functional.conv2d(input, weight, null, [stride, stride], [padding, padding], null, groups);
    };

    /// <summary>Matrix product, <c>torch.nn.functional.linear</c>: x of N×C, weight C'×C, bias C'.</summary>
    public Func<Tensor, Tensor, Tensor, Tensor> Multiply { get; init; } = nn.functional.linear;

    /// <summary>Batch norm in training: x of N×C×H×W, γ and β of C, ε.</summary>
    public Func<Tensor, Tensor, Tensor, double, Tensor> Normalise { get; init; } =
        (x, gamma, beta, epsilon) => nn.functional.batch_norm(x, null, null, gamma, beta, training: true, eps: epsilon);

    /// <summary>x·σ(x).</summary>
    public Func<Tensor, Tensor> Activate { get; init; } = x => nn.functional.silu(x);

    /// <summary>The mean of each map, N×C×H×W to N×C×1×1.</summary>
    public Func<Tensor, Tensor> Pool { get; init; } = x => nn.functional.adaptive_avg_pool2d(x, 1);

    /// <summary>The logarithm of softmax along the rows of N×K.</summary>
    public Func<Tensor, Tensor> LogSoftmax { get; init; } = x => nn.functional.log_softmax(x, 1);
}
