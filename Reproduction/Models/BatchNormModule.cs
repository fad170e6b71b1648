using Reproduction.KnownAnswers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Batch norm (Ioffe and Szegedy, ICML 2015) of N×C or N×C×H×W: <c>torch.nn.BatchNorm1d</c> and <c>BatchNorm2d</c>, parameters and
/// buffers included. TorchSharp's own count batches with a number that they let go (<see cref="HeldScalars"/>).
/// </summary>
internal sealed class BatchNormModule : NormBase
{
    internal BatchNormModule(long channels, double epsilon = 1e-5, double momentum = 0.1)
        : base(
            channels, epsilon, momentum, affine: true, track_running_stats: true, device: null, dtype: null, nameof(BatchNormModule))
    {
    }

    public override Tensor forward(Tensor input)
    {
        if (training) num_batches_tracked!.add_(HeldScalars.One, HeldScalars.One);
        return functional.batch_norm(input, running_mean, running_var, weight, bias, training, momentum!.Value, eps);
    }

    /// <summary>Leaves it to libtorch to refuse another number of channels; two or four dimensions is all that is asked for here.</summary>
    protected override void ValidateInputDimensions(Tensor input) { }
}
