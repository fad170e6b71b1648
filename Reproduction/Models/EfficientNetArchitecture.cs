using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Models;

/// <summary>
/// One member of the EfficientNet family (Tan and Le, ICML 2019, arXiv 1905.11946): the baseline network scaled in
/// width (channels) and depth (layers), with the dropout rate and batch-norm constants that torchvision gives it.
/// ε of batch norms is 1e-5 and their momentum 0.1; 1e-3 and 0.01 from B5 on.
/// </summary>
public sealed partial record EfficientNetArchitecture : NetworkArchitecture
{
    /// <summary>Names of the family, in words for complaints.</summary>
    public new const string Known =
        "efficientnet_b0 to efficientnet_b7, or efficientnet_wW_dD with multipliers of width and depth, such as efficientnet_w0.5_d0.4";

    private const string TensorFlowPrefix = "tf_";

    private EfficientNetArchitecture(string name, double width, double depth, double dropout) =>
        (Name, Width, Depth, Dropout, StochasticDepth) = (name, width, depth, dropout, EfficientNet.DefaultStochasticDepth);

    /// <summary>B0 to B7.</summary>
    public static IReadOnlyList<EfficientNetArchitecture> Family { get; } =
    [
        new("efficientnet_b0", 1.0, 1.0, 0.2),
        new("efficientnet_b1", 1.0, 1.1, 0.2),
        new("efficientnet_b2", 1.1, 1.2, 0.3),
        new("efficientnet_b3", 1.2, 1.4, 0.3),
        new("efficientnet_b4", 1.4, 1.8, 0.4),
        new("efficientnet_b5", 1.6, 2.2, 0.4) { BatchNormEpsilon = 1e-3, BatchNormMomentum = 0.01 },
        new("efficientnet_b6", 1.8, 2.6, 0.5) { BatchNormEpsilon = 1e-3, BatchNormMomentum = 0.01 },
        new("efficientnet_b7", 2.0, 3.1, 0.5) { BatchNormEpsilon = 1e-3, BatchNormMomentum = 0.01 },
    ];

    /// <summary>Multiplier of the number of channels.</summary>
    public double Width { get; }

    /// <summary>Multiplier of the number of layers of a stage.</summary>
    public double Depth { get; }

    /// <summary>
    /// The same network as TensorFlow computes it, for which the paper's own weights were made: batch norm's ε 1e-3 and padding
    /// "SAME". timm calls it <c>tf_efficientnet_b0</c>.
    /// </summary>
    public EfficientNetArchitecture InTensorFlow => Padding == StridePadding.Same ? this : this with
    {
        Name = TensorFlowPrefix + Name,
        BatchNormEpsilon = 1e-3,
        BatchNormMomentum = 0.01,
        Padding = StridePadding.Same,
    };

    /// <summary>The same network as timm builds it: ε 1e-5 from B5 on too, except in TensorFlow's.</summary>
    public EfficientNetArchitecture InTimm =>
        Padding == StridePadding.Same ? this : this with { BatchNormEpsilon = 1e-5, BatchNormMomentum = 0.1 };

    /// <summary>
    /// Finds an architecture by name: <c>efficientnet_b0</c> to <c>efficientnet_b7</c>, or for a small one of one's own
    /// <c>efficientnet_w0.5_d0.4</c> (width and depth multiplier, each above 0 and at most 10; dropout 0.2 as in B0);
    /// <c>tf_</c> before it for <see cref="InTensorFlow"/>.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="BadInputException">No architecture has this name.</exception>
    public static new EfficientNetArchitecture Named(string name) =>
        Find(name) ?? throw new BadInputException($"architecture '{name}': expected {Known}");

    /// <summary>The architecture of that name; null where there is none.</summary>
    /// <param name="name">As <see cref="Named"/> takes it.</param>
    internal static EfficientNetArchitecture? Find(string name)
    {
        if (name.StartsWith(TensorFlowPrefix, StringComparison.Ordinal) && !name.AsSpan(TensorFlowPrefix.Length)
            .StartsWith(TensorFlowPrefix))
            return Find(name[TensorFlowPrefix.Length..])?.InTensorFlow;
        if (Family.FirstOrDefault(known => known.Name == name) is { } published) return published;
        return OwnMultipliers().Match(name) is { Success: true } match
            && double.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) is > 0 and <= 10 and var width
            && double.Parse(match.Groups["depth"].Value, CultureInfo.InvariantCulture) is > 0 and <= 10 and var depth
                ? new(name, width, depth, Family[0].Dropout)
                : null;
    }

    /// <inheritdoc />
    public override Network Build(
        int classes, Initialisation initialisation = Initialisation.Torchvision, ulong seed = 0, double? stochasticDepth = null,
        double? dropout = null) =>
        new EfficientNet(this, classes, initialisation, seed, stochasticDepth ?? StochasticDepth, dropout);

    /// <summary>The seven stages between stem and head, scaled.</summary>
    public IEnumerable<Stage> Stages()
    {
        // Table 1 of the paper: expansion, kernel, stride, input and output channels, layers of B0.
        (int, int, int, int, int, int)[] table =
        [
            (1, 3, 1, 32, 16, 1),
            (6, 3, 2, 16, 24, 2),
            (6, 5, 2, 24, 40, 2),
            (6, 3, 2, 40, 80, 3),
            (6, 5, 1, 80, 112, 3),
            (6, 5, LastStride, 112, 192, 4),
            (6, 3, 1, 192, 320, 1),
        ];
        foreach (var (expansion, kernel, stride, input, output, layers) in table)
            yield return new(expansion, kernel, stride, Channels(input * Width), Channels(output * Width),
                (int)Math.Ceiling(layers * Depth));
    }

    /// <summary>
    /// Where values can be asked for: after <c>stem</c>, <c>stage_1</c> to <c>stage_7</c> and <c>head</c>, and <c>pooled</c>.
    /// </summary>
    public override IReadOnlyList<Tap> Taps()
    {
        var stages = Stages().ToList();
        var stride = 2;
        var last = 4 * stages[^1].Output;
        return
        [
            new("stem", stages[0].Input, stride),
            .. stages.Select((stage, i) => new Tap($"stage_{i + 1}", stage.Output, stride *= stage.Stride)),
            new("head", last, stride),
            new("pooled", last, null),
        ];
    }

    private protected override void List(TensorShapes tensors, int classes)
    {
        var stages = Stages().ToList();
        tensors.ConvolutionAndNorm("features.0", stages[0].Input, 3, kernel: 3);
        foreach (var (i, stage) in stages.Index())
            for (var layer = 0; layer < stage.Layers; layer++)
                stage.List(tensors, $"features.{i + 1}.{layer}.block", layer == 0 ? stage.Input : stage.Output);
        var last = stages[^1].Output;
        tensors.ConvolutionAndNorm($"features.{stages.Count + 1}", 4 * last, last, kernel: 1);
        tensors.Linear("classifier.1", classes, 4 * last);
    }

    /// <summary>Rounds a number of channels to a multiple of 8, never more than 10 % down (torchvision's <c>_make_divisible</c>).</summary>
    /// <param name="channels">The scaled number of channels.</param>
    public static int Channels(double channels)
    {
        var rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    [GeneratedRegex(@"^efficientnet_w(?<width>[0-9]+(\.[0-9]+)?)_d(?<depth>[0-9]+(\.[0-9]+)?)\z")]
    private static partial Regex OwnMultipliers();

    /// <summary>A run of inverted bottlenecks; only the first has the stride and changes the number of channels.</summary>
    /// <param name="Expansion">Channels inside a bottleneck over its input channels.</param>
    /// <param name="Kernel">Side of the depthwise kernel.</param>
    /// <param name="Stride">Stride of the first bottleneck.</param>
    /// <param name="Input">Channels that come in.</param>
    /// <param name="Output">Channels that go out.</param>
    /// <param name="Layers">Number of bottlenecks.</param>
    public sealed record Stage(int Expansion, int Kernel, int Stride, int Input, int Output, int Layers)
    {
        /// <summary>Lists the tensors of one bottleneck.</summary>
        /// <param name="tensors">Gets them in their order.</param>
        /// <param name="block">The name that they begin with.</param>
        /// <param name="input">The channels that come in.</param>
        internal void List(TensorShapes tensors, string block, int input)
        {
            var (expanded, squeezed, part) = (Channels(input * Expansion), Math.Max(1, input / 4), 0);
            if (expanded != input) tensors.ConvolutionAndNorm($"{block}.{part++}", expanded, input, kernel: 1);
            tensors.ConvolutionAndNorm($"{block}.{part++}", expanded, 1, Kernel);
            tensors.Convolution($"{block}.{part}.fc1", squeezed, expanded, kernel: 1, bias: true);
            tensors.Convolution($"{block}.{part++}.fc2", expanded, squeezed, kernel: 1, bias: true);
            tensors.ConvolutionAndNorm($"{block}.{part}", Output, expanded, kernel: 1);
        }
    }
}
