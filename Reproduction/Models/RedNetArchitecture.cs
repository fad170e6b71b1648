using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Models;

/// <summary>
/// One member of the RedNet family (Li et al., "Involution", CVPR 2021, arXiv 2103.06255): ResNets whose 3×3 convolutions are
/// <see cref="Involution"/>s. The paper's are <c>rednet26</c> to <c>rednet152</c>, with 7×7 kernels; smaller ones are
/// <c>rednet26_w0.5</c>, and for small images <c>rednet26_k3</c> or, stage by stage, <c>rednet26_w0.5_k3-5-7-7</c>.
/// </summary>
public sealed partial record RedNetArchitecture : NetworkArchitecture
{
    /// <summary>Names of the family, in words for complaints.</summary>
    public new const string Known =
        "rednet26, 38, 50, 101 or 152, with a multiplier of width and kernel sizes where wanted, such as rednet26_w0.5_k3 or "
        + "rednet26_k3-5-7-7";

    /// <summary>The kernels of the paper.</summary>
    private const int PublishedKernel = 7;

    /// <summary>Channels that share a kernel; every involution has a multiple of it.</summary>
    private const int Group = Involution.ChannelsOfGroup;

    private static readonly Dictionary<int, int[]> Depths = new()
    {
        [26] = [1, 2, 4, 1],
        [38] = [2, 3, 5, 2],
        [50] = [3, 4, 6, 3],
        [101] = [3, 4, 23, 3],
        [152] = [3, 8, 36, 3],
    };

    private RedNetArchitecture(string name, int depth, double width, IReadOnlyList<int> kernels)
    {
        (Name, Blocks, Kernels) = (name, Depths[depth], kernels);
        (StemChannels, BaseChannels) = (Channels(32 * width), Channels(64 * width));
    }

    /// <summary>Bottlenecks of each of the four stages.</summary>
    public IReadOnlyList<int> Blocks { get; }

    /// <summary>Side of the involutions' kernels in each of the four stages; the stem's is 3.</summary>
    public IReadOnlyList<int> Kernels { get; }

    /// <summary>Channels of the stem's involution; what leaves the stem has <see cref="BaseChannels"/>.</summary>
    public int StemChannels { get; }

    /// <summary>Channels of the first stage's involutions; each stage has twice as many as the one before.</summary>
    public int BaseChannels { get; }

    /// <summary>
    /// The architecture of that name; null where there is none. A width is above 0 and at most 10, a kernel's side odd and at most 15.
    /// </summary>
    /// <param name="name">The name.</param>
    internal static RedNetArchitecture? Find(string name)
    {
        if (Parts().Match(name) is not { Success: true } match) return null;
        var width =
            match.Groups["width"] is { Success: true } multiplier ? double.Parse(multiplier.Value, CultureInfo.InvariantCulture) : 1;
        int[] kernels = [.. match.Groups["kernel"].Captures.Select(kernel => int.Parse(kernel.Value, CultureInfo.InvariantCulture))];
        if (width is not (> 0 and <= 10) || kernels.Any(kernel => kernel > 15 || kernel % 2 == 0)) return null;
        return new(
            name, int.Parse(match.Groups["depth"].Value, CultureInfo.InvariantCulture), width,
            kernels.Length == 4 ? kernels : [.. Enumerable.Repeat(kernels is [var one] ? one : PublishedKernel, 4)]);
    }

    /// <summary>The depth whose stages have so many bottlenecks; null where none has.</summary>
    /// <param name="blocks">Of the four stages.</param>
    internal static int? DepthOf(IReadOnlyList<int> blocks) =>
        Depths.Where(depth => depth.Value.SequenceEqual(blocks)).Select(depth => (int?)depth.Key).FirstOrDefault();

    /// <summary>Where values can be asked for: after <c>stem</c> and <c>stage_1</c> to <c>stage_4</c>, and <c>pooled</c>.</summary>
    public override IReadOnlyList<Tap> Taps()
    {
        var stride = 4;
        return
        [
            new("stem", BaseChannels, stride),
            .. Enumerable.Range(0, 4).Select(stage =>
                new Tap($"stage_{stage + 1}", RedNetBlock.Expansion * BaseChannels << stage, stride *= StrideOf(stage))),
            new("pooled", RedNetBlock.Expansion * BaseChannels << 3, null),
        ];
    }

    /// <summary>Stride of a stage's first block.</summary>
    /// <param name="stage">0 to 3.</param>
    internal int StrideOf(int stage) => stage switch { 0 => 1, 3 => LastStride, _ => UsualStride };

    private protected override void List(TensorShapes tensors, int classes)
    {
        tensors.Convolution("stem.0", StemChannels, 3, kernel: 3);
        tensors.BatchNorm("stem.1", StemChannels);
        Involution.List(tensors, "stem.3", StemChannels, kernel: 3);
        tensors.BatchNorm("stem.4", StemChannels);
        tensors.Convolution("stem.6", BaseChannels, StemChannels, kernel: 3);
        tensors.BatchNorm("stem.7", BaseChannels);
        var channels = BaseChannels;
        foreach (var (stage, count) in Blocks.Index())
            for (var block = 0; block < count; block++)
                channels = RedNetBlock.List(
                    tensors, $"stages.{stage}.{block}", channels, BaseChannels << stage, Kernels[stage], strides: block == 0 && stage > 0);
        tensors.Linear("classifier.1", classes, channels);
    }

    /// <inheritdoc />
    public override Network Build(
        int classes, Initialisation initialisation = Initialisation.Torchvision, ulong seed = 0, double? stochasticDepth = null,
        double? dropout = null) =>
        new RedNet(this, classes, initialisation, seed, stochasticDepth ?? StochasticDepth, dropout ?? Dropout);

    /// <summary>The nearest multiple of a group's channels, and at least one group.</summary>
    private static int Channels(double channels) => Math.Max(Group, (int)(channels + Group / 2) / Group * Group);

    [GeneratedRegex(
        @"^rednet(?<depth>26|38|50|101|152)(_w(?<width>[0-9]{1,3}(\.[0-9]{1,6})?))?(_k(?<kernel>[0-9]{1,2})((-(?<kernel>[0-9]{1,2})){3})?)?\z")]
    private static partial Regex Parts();
}
