using Reproduction.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Brings a student's features into a teacher's width: a 1×1 convolution without bias and a batch norm, which learn with the student.
/// It ends in the norm and not in a ReLU, because EfficientNets pool after SiLU and a teacher's features may be negative.
/// </summary>
/// <remarks>
/// It works on rows, one for each place of each map (N·H·W×C; of pooled features N×C), on which the convolution is a matrix product and
/// the norm's statistics are those of N×C×H×W: libtorch's own 1×1 convolution is wrong on some machines.
/// </remarks>
internal sealed class FeatureAdaptor : nn.Module
{
    private readonly Linear linear;
    private readonly BatchNormModule norm;

    /// <summary>Draws the weights.</summary>
    /// <param name="from">Channels of the student.</param>
    /// <param name="to">Channels of the teacher.</param>
    /// <param name="seed">Seed of the weights. Before a batch norm their scale changes no feature, only how fast they turn.</param>
    public FeatureAdaptor(int from, int to, ulong seed) : base(nameof(FeatureAdaptor))
    {
        linear = nn.Linear(from, to, hasBias: false);
        norm = new(to);
        RegisterComponents();
        InitialWeights.Draw(this, Initialisation.Torchvision, seed);
    }

    /// <summary>A row for each place: N·H·W×C of N×C×H×W, and N×C as it is.</summary>
    /// <param name="features">N×C×H×W or N×C.</param>
    public static Tensor Rows(Tensor features) => features.dim() == 2 ? features : features.permute(0, 2, 3, 1).flatten(0, 2);

    /// <summary>Rows of the student's width to rows of the teacher's.</summary>
    /// <param name="rows">As <see cref="Rows"/> makes them.</param>
    public Tensor Of(Tensor rows) => norm.call(linear.call(rows));
}
