using Reproduction.Data;
using Reproduction.Models;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>How a network stands in a recipe.</summary>
internal static class NetworkFormat
{
    private static readonly Key<string> Architecture =
        Key.Text("architecture", NetworkArchitecture.Known) with { Read = Known };

    private static readonly Key<bool> AnyWeights = Key.Choice("weights", "What it starts from", ("imagenet", true), ("random", false));

    private static readonly Key<bool> Weights = AnyWeights with
    {
        Read = network => AnyWeights.Read(network) && ImageNetWeights.Named(Known(network)) is null
            ? throw network.Complaint(
                AnyWeights.Name,
                $"random: torchvision's weights are of {ImageNetWeights.All[0].Architecture} to {ImageNetWeights.All[^1].Architecture}")
            : AnyWeights.Read(network),
    };

    private static readonly Key<Initialisation> Initialisation = Key.Choice(
        "initialisation", "How weights that are not loaded are drawn", ("torchvision", Models.Initialisation.Torchvision),
        ("fan_in", Models.Initialisation.FanIn), ("fan_in_zero_residual", Models.Initialisation.FanInZeroResidual))
            .Or(Models.Initialisation.Torchvision);

    private static readonly Key<double> StochasticDepth =
        Key.Number(
            "stochastic_depth", "p of stochastic depth: of L blocks, block i from 0 loses its residual branch with probability p·i/L", 0, 1)
            .Or(network => NetworkArchitecture.Named(network.Text("architecture")).StochasticDepth);

    private static readonly Key<double> Dropout = Key.Number("dropout", "Dropout rate before the classifier", 0, 1)
        .Or(network => NetworkArchitecture.Named(network.Text("architecture")).Dropout);

    private static readonly Key<double> Momentum =
        Key.Positive("batch_norm_momentum", "Share of each batch in the running statistics, as in PyTorch", 1);

    private static readonly Key<double?> BatchNormMomentum = new Key<double?>(
        Momentum.Name,
        network => Momentum.Read(network) is var momentum
            && momentum != NetworkArchitecture.Named(network.Text("architecture")).BatchNormMomentum ? momentum : null,
        momentum => momentum,
        Momentum.Schema).Or((double?)null);

    private static readonly Key<int> LastStride =
        Key.Whole("last_stride", "Stride of the last stage that has one: 2, or 1 for feature maps twice the size", 1, 2)
            .Or(NetworkArchitecture.UsualStride);

    private static readonly Field<NetworkRecipe>[] Fields =
    [
        Architecture.Of<NetworkRecipe>(network => network.Architecture), Weights.Of<NetworkRecipe>(network => network.ImageNetWeights),
        Initialisation.Of<NetworkRecipe>(network => network.Initialisation),
        StochasticDepth.Of<NetworkRecipe>(network => network.StochasticDepth),
        Dropout.Of<NetworkRecipe>(network => network.Dropout),
        BatchNormMomentum.Of<NetworkRecipe>(network => network.BatchNormMomentum),
        LastStride.Of<NetworkRecipe>(network => network.LastStride, nothing: NetworkArchitecture.UsualStride),
    ];

    /// <summary>The networks by name.</summary>
    public static readonly Key<IReadOnlyList<NetworkRecipe>> Networks = Named.Sections(
        "networks", "Networks before training; models of one network start from the same weights", network => network.Name, Format);

    private static SectionFormat<NetworkRecipe> Format(string name) => new(
        section => new(
            name, Architecture.Read(section), Weights.Read(section), Initialisation.Read(section), StochasticDepth.Read(section),
            Dropout.Read(section), BatchNormMomentum.Read(section), LastStride.Read(section)),
        Fields);

    private static string Known(YamlSection network)
    {
        try
        {
            return NetworkArchitecture.Named(network.Text("architecture")).Name;
        }
        catch (BadInputException)
        {
            throw network.Complaint("architecture", NetworkArchitecture.Known);
        }
    }
}
