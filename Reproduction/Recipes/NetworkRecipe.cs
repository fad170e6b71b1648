using Reproduction.Models;

namespace Reproduction.Recipes;

/// <summary>A network before training. Models of one network start from the same weights, seed by seed.</summary>
/// <param name="Name">Its name in the recipe, which decides the stream of its random weights.</param>
/// <param name="Architecture">As <see cref="NetworkArchitecture.Named"/> takes it.</param>
/// <param name="ImageNetWeights">Whether it starts from torchvision's ImageNet weights.</param>
/// <param name="Initialisation">How weights that are not loaded are drawn.</param>
/// <param name="StochasticDepth">p of stochastic depth (see <see cref="EfficientNet.DefaultStochasticDepth"/>).</param>
/// <param name="Dropout">Dropout rate before the classifier.</param>
/// <param name="BatchNormMomentum">Share of each batch in batch norms' running statistics; null where it is the architecture's own.</param>
/// <param name="LastStride">Stride of the last stage that has one: 2, or 1 to leave it out.</param>
public sealed record NetworkRecipe(
    string Name, string Architecture, bool ImageNetWeights, Initialisation Initialisation, double StochasticDepth, double Dropout,
    double? BatchNormMomentum = null, int LastStride = NetworkArchitecture.UsualStride)
{
    /// <summary>What the network is built of.</summary>
    public NetworkArchitecture Parts => NetworkArchitecture.Named(Architecture).With(BatchNormMomentum, LastStride);
}
