using TorchSharp.Modules;

namespace Reproduction.Kernels;

/// <summary>A batch norm module with its constants, which the module keeps to itself.</summary>
/// <param name="Module">The module.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Momentum">Share of the batch in the running statistics.</param>
internal sealed record NormLayer(NormBase Module, double Epsilon, double Momentum)
{
    internal unsafe BatchNorm Memory() => new(
        (int)Module.weight!.shape[0], (nint)Kernels.Memory.Of(Module.weight), (nint)Kernels.Memory.Of(Module.bias!),
        (nint)Kernels.Memory.Of(Module.running_mean!), (nint)Kernels.Memory.Of(Module.running_var!), Epsilon, Momentum);

    internal unsafe void CountBatch() => ++*(long*)Kernels.Memory.Of(Module.num_batches_tracked!);
}
