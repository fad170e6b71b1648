using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// A hint of a teacher's raw activations, after FitNets (Romero et al., ICLR 2015, arXiv 1412.6550): the mean over N·C·H·W of
/// (BN(W·F_s) − F_t)², where W is a 1×1 convolution into the teacher's channels. Its gradient at the adapted features is
/// 2·(BN(W·F_s) − F_t) / (N·C·H·W). Where the maps are of different sizes, the larger is averaged to the smaller's
/// (PyTorch's <c>adaptive_avg_pool2d</c>).
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="teacher">Name of the teacher.</param>
/// <param name="studentTap">Tap of the student.</param>
/// <param name="teacherTap">Tap of the teacher.</param>
/// <param name="channels">Channels of the two.</param>
/// <param name="seed">Seed of the adaptor's weights.</param>
public sealed class Hint(
    double weight, string teacher, string studentTap, string teacherTap, (int Student, int Teacher) channels, ulong seed)
    : LossTerm(weight, teacher, studentTap, teacherTap)
{
    private readonly FeatureAdaptor adaptor = new(channels.Student, channels.Teacher, seed);

    /// <summary>Channels of the two.</summary>
    public (int Student, int Teacher) Channels { get; } = channels;

    /// <summary>Seed of the adaptor's weights.</summary>
    public ulong Seed { get; } = seed;

    /// <inheritdoc />
    public override string Kind => "hint";

    /// <inheritdoc />
    public override nn.Module State => adaptor;

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var (ofStudent, ofTeacher) = OfOneSize(input.Student.Features[StudentTap!], AnswerIn(input).Features[TeacherTap!].detach());
        return (adaptor.Of(FeatureAdaptor.Rows(ofStudent)) - FeatureAdaptor.Rows(ofTeacher)).Squared().mean().MoveToOuterDisposeScope();
    }

    private static (Tensor, Tensor) OfOneSize(Tensor one, Tensor other)
    {
        if (one.dim() == 2) return (one, other);
        long[] smaller = [Math.Min(one.shape[2], other.shape[2]), Math.Min(one.shape[3], other.shape[3])];
        // Stryker disable once Conditional : a map that is averaged to its own size is itself
        Tensor Reduced(Tensor map) => map.shape.AsSpan(2).SequenceEqual(smaller) ? map : nn.functional.adaptive_avg_pool2d(map, smaller);
        return (Reduced(one), Reduced(other));
    }
}
