using Reproduction.KnownAnswers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Involution (Li et al., CVPR 2021, arXiv 2103.06255): where a convolution has one kernel for all places and another for each
/// channel, this has another for each place, made from the channels there, and one for each group of 16 channels:
/// y[c, (i, j)] = Σ_k W[g(c), k, (i, j)] · x[c, (i, j)·s + offset k], padded by (K − 1)/2. W is a 1×1 convolution with bias of the ReLU
/// of the batch norm of a 1×1 convolution to a quarter of the channels, of x or, where the stride s is above 1, of its s×s averages;
/// it is not normalised. N×C×H×W in, N×C×⌈H/s⌉×⌈W/s⌉ out. With a kernel network that says the same everywhere it is a depthwise
/// convolution.
/// </summary>
internal sealed class Involution : Module<Tensor, Tensor>
{
    /// <summary>Channels that share a kernel.</summary>
    internal const int ChannelsOfGroup = 16;

    private const int Reduction = 4;

    private readonly Conv2d reduce;
    private readonly BatchNormModule norm;
    private readonly Conv2d span;
    private readonly AvgPool2d? average;
    private readonly int kernel;
    private readonly int stride;

    internal Involution(int channels, int kernel, int stride = 1, double momentum = 0.1) : base(nameof(Involution))
    {
        (this.kernel, this.stride) = (kernel, stride);
        reduce = Conv2d(channels, channels / Reduction, 1, bias: false);
        norm = new(channels / Reduction, momentum: momentum);
        span = Conv2d(channels / Reduction, kernel * kernel * channels / ChannelsOfGroup, 1);
        // Of an odd side the last average is of what there is.
        average = stride == 1 ? null : AvgPool2d(stride, stride, ceil_mode: true);
        RegisterComponents();
    }

    /// <summary>What says the kernels.</summary>
    internal Conv2d Span => span;

    /// <summary>K².</summary>
    internal int Neighbours => kernel * kernel;

    /// <summary>Lists an involution's tensors without building it.</summary>
    /// <param name="tensors">Gets them in their order.</param>
    /// <param name="name">Its name.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="kernel">The side of its kernel.</param>
    internal static void List(TensorShapes tensors, string name, int channels, int kernel)
    {
        tensors.Convolution($"{name}.reduce", channels / Reduction, channels, kernel: 1);
        tensors.BatchNorm($"{name}.norm", channels / Reduction);
        tensors.Convolution($"{name}.span", kernel * kernel * channels / ChannelsOfGroup, channels / Reduction, kernel: 1, bias: true);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var seen = average is null ? input : average.call(input);
        var kernels = span.call(norm.call(reduce.call(seen)).relu());
        return Sum(input, kernels, kernel, stride).MoveToOuterDisposeScope();
    }

    /// <summary>The sum over a place's neighbours.</summary>
    /// <param name="input">x, N×C×H×W.</param>
    /// <param name="kernels">W, N×(K²·C/16)×⌈H/s⌉×⌈W/s⌉: group by group, and of each the offsets row by row.</param>
    /// <param name="kernel">K, odd.</param>
    /// <param name="stride">s.</param>
    internal static Tensor Sum(Tensor input, Tensor kernels, int kernel, int stride) => NeighbourSum.apply(input, kernels, kernel, stride);

    /// <summary>
    /// Adds up offset by offset, in place: all neighbours of all places side by side would take K² times the memory of the input.
    /// </summary>
    private sealed class NeighbourSum : SingleTensorFunction<NeighbourSum>
    {
        private const string KernelKey = "kernel", StrideKey = "stride";

        /// <summary>
        /// What the last call of this thread took and gave. On a CUDA device libtorch calls from a thread of its own, where no dispose
        /// scope owns them, and reads what is given after the call: it must neither be collected before nor stay until it is.
        /// </summary>
        [ThreadStatic]
        private static Tensor[]? handed;

        public override string Name => nameof(NeighbourSum);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            using var scope = NewDisposeScope();
            var (input, kernels, kernel, stride) = ((Tensor)vars[0], (Tensor)vars[1], (int)vars[2], (int)vars[3]);
            ctx.save_data(KernelKey, kernel);
            ctx.save_data(StrideKey, stride);
            ctx.save_for_backward([input, kernels]);
            var (padded, weights) = (Padded(input, kernel), ByGroup(kernels, kernel));
            var sum =
                zeros([padded.shape[0], padded.shape[1], ChannelsOfGroup, weights.shape[3], weights.shape[4]], input.dtype, input.device);
            foreach (var offset in Offsets(input, kernel))
            {
                using var step = NewDisposeScope();
                sum.addcmul_(At(weights, offset), Neighbours(padded, offset, kernel, stride, sum.shape), HeldScalars.One);
            }
            return sum.flatten(1, 2).MoveToOuterDisposeScope();
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            foreach (var former in handed ?? []) former.Dispose();
            using var scope = NewDisposeScope();
            var (saved, kernel, stride) = (ctx.get_saved_variables(), (int)ctx.get_data(KernelKey), (int)ctx.get_data(StrideKey));
            var (padded, weights) = (Padded(saved[0], kernel), ByGroup(saved[1], kernel));
            var direction = grad_output.contiguous().unflatten(1, [padded.shape[1], ChannelsOfGroup]);
            var (toInput, toKernels) = (zeros_like(padded), zeros_like(weights));
            foreach (var offset in Offsets(saved[0], kernel))
            {
                using var step = NewDisposeScope();
                Neighbours(toInput, offset, kernel, stride, direction.shape).addcmul_(At(weights, offset), direction, HeldScalars.One);
                toKernels.select(2, offset).copy_((Neighbours(padded, offset, kernel, stride, direction.shape) * direction).sum(2));
            }
            var (edge, height, width) = (kernel / 2, saved[0].shape[2], saved[0].shape[3]);
            var ofInput = toInput.narrow(3, edge, height).narrow(4, edge, width).flatten(1, 2).MoveToOuterDisposeScope();
            var ofKernels = toKernels.flatten(1, 2).MoveToOuterDisposeScope();
            handed = [grad_output, ofInput, ofKernels];
            return [ofInput, ofKernels, null!, null!];
        }

        /// <summary>
        /// The offsets at which some place has a neighbour that is no padding: of a map that is smaller than the kernel not all.
        /// </summary>
        private static IEnumerable<int> Offsets(Tensor input, int kernel) => Enumerable.Range(0, kernel * kernel)
            .Where(offset => Math.Abs(offset / kernel - kernel / 2) < input.shape[2]
                && Math.Abs(offset % kernel - kernel / 2) < input.shape[3]);

        /// <summary>N×groups×16×(H + K − 1)×(W + K − 1).</summary>
        private static Tensor Padded(Tensor input, int kernel) =>
            nn.functional.pad(input.contiguous(), [kernel / 2, kernel / 2, kernel / 2, kernel / 2])
                .unflatten(1, [input.shape[1] / ChannelsOfGroup, ChannelsOfGroup]);

        /// <summary>N×groups×K²×H'×W'.</summary>
        private static Tensor ByGroup(Tensor kernels, int kernel) =>
            kernels.contiguous().unflatten(1, [kernels.shape[1] / (kernel * kernel), kernel * kernel]);

        /// <summary>What one offset weighs in each place: N×groups×1×H'×W'.</summary>
        private static Tensor At(Tensor weights, int offset) => weights.narrow(2, offset, 1);

        /// <summary>Each place's neighbour at one offset, a view: N×groups×16×H'×W'.</summary>
        private static Tensor Neighbours(Tensor padded, int offset, int kernel, int stride, long[] places) => padded
            .slice(3, offset / kernel, offset / kernel + (places[3] - 1) * stride + 1, stride)
            .slice(4, offset % kernel, offset % kernel + (places[4] - 1) * stride + 1, stride);
    }
}
