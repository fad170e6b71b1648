using Reproduction.Text;

namespace Reproduction.Models;

/// <summary>What a network is built of, by a name that recipes and commands give it.</summary>
public abstract record NetworkArchitecture
{
    /// <summary>Names of all architectures, in words for complaints.</summary>
    public const string Known = $"{EfficientNetArchitecture.Known}, or {RedNetArchitecture.Known}";

    /// <summary>Its name.</summary>
    public string Name { get; protected init; } = "";

    /// <summary>Dropout rate before the classifier where nothing else is said.</summary>
    public double Dropout { get; protected init; }

    /// <summary>p of stochastic depth (see <see cref="EfficientNet.DefaultStochasticDepth"/>) where nothing else is said.</summary>
    public double StochasticDepth { get; protected init; }

    /// <summary>Stride of a stage that halves its map.</summary>
    public const int UsualStride = 2;

    /// <summary>ε of every batch norm.</summary>
    public double BatchNormEpsilon { get; protected init; } = 1e-5;

    /// <summary>Momentum of every batch norm, as PyTorch means it: the share of each batch in the running statistics.</summary>
    public double BatchNormMomentum { get; protected init; } = 0.1;

    /// <summary>
    /// Stride of the last stage that has one. With 1 in the place of 2 the last maps have twice the side, at the same number of weights
    /// (Luo et al., "Bag of Tricks and a Strong Baseline for Deep Person Re-identification", 2019, arXiv 1903.07071, 3.4).
    /// </summary>
    public int LastStride { get; protected init; } = UsualStride;

    /// <summary>How strided convolutions are padded.</summary>
    public StridePadding Padding { get; protected init; } = StridePadding.Symmetric;

    /// <summary>
    /// Finds an architecture by its name: an <see cref="EfficientNetArchitecture"/> or a <see cref="RedNetArchitecture"/>.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="BadInputException">No architecture has this name.</exception>
    public static NetworkArchitecture Named(string name) =>
        RedNetArchitecture.Find(name) ?? (NetworkArchitecture?)EfficientNetArchitecture.Find(name)
        ?? throw new BadInputException($"architecture {OneLine.Quote(name)}: expected {Known}");

    /// <summary>The same architecture otherwise.</summary>
    /// <param name="batchNormMomentum">Momentum of every batch norm, above 0 to 1; the architecture's own by default.</param>
    /// <param name="lastStride">Stride of the last stage that has one, 1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public NetworkArchitecture With(double? batchNormMomentum = null, int lastStride = UsualStride)
    {
        if (batchNormMomentum is not (null or > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(batchNormMomentum));
        if (lastStride is not (1 or UsualStride)) throw new ArgumentOutOfRangeException(nameof(lastStride));
        return this with { BatchNormMomentum = batchNormMomentum ?? BatchNormMomentum, LastStride = lastStride };
    }

    /// <summary>Where values can be asked for, in the order in which an image passes them.</summary>
    public abstract IReadOnlyList<Tap> Taps();

    /// <summary>
    /// Names and shapes of a network's tensors in the order of <c>state_dict</c>, without building it; empty for a scalar.
    /// </summary>
    /// <param name="classes">K, at least 1.</param>
    /// <param name="advisors">Whose heads it has beside its own (<see cref="AdvisedNetwork"/>).</param>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Tensors(int classes, IReadOnlyList<string> advisors)
    {
        var tensors = new TensorShapes();
        List(tensors, classes);
        AdvisedNetwork.ListHeads(tensors, advisors, classes, Taps()[^1].Channels);
        return tensors.All;
    }

    /// <summary>Lists the tensors of a network without heads for advice.</summary>
    /// <param name="tensors">Gets them in their order.</param>
    /// <param name="classes">K, at least 1.</param>
    private protected abstract void List(TensorShapes tensors, int classes);

    /// <summary>Builds a network with weights drawn from a seed, on the CPU, in float32.</summary>
    /// <param name="classes">K, at least 1.</param>
    /// <param name="initialisation">How weights are drawn.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="stochasticDepth">
    /// p of stochastic depth, 0 to 1 (see <see cref="EfficientNet.DefaultStochasticDepth"/>); the architecture's own by default.
    /// </param>
    /// <param name="dropout">Dropout rate before the classifier, 0 to 1; the architecture's own by default.</param>
    public abstract Network Build(
        int classes, Initialisation initialisation = Initialisation.Torchvision, ulong seed = 0, double? stochasticDepth = null,
        double? dropout = null);
}
