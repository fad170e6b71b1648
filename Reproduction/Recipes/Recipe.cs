using Reproduction.Data.Preparation;

namespace Reproduction.Recipes;

/// <summary>
/// An experiment as data: everything that decides its numbers, except the seed's value and the machine. It is flat: what the
/// file says once for all models stands in each of them.
/// </summary>
/// <param name="Name">The recipe's name, also that of its folder of results.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="TrainImages">Only the first so many training images; null for all.</param>
/// <param name="TestImages">Only the first so many test images; null for all.</param>
/// <param name="Seeds">The experiment's seeds, one or more.</param>
/// <param name="AugmentationSeed">Pins the stream of views for all seeds; null where it follows the seed.</param>
/// <param name="Input">From bytes to what the networks see, without augmentation: that is each model's own.</param>
/// <param name="HeldOut">Training images that choose instead of train.</param>
/// <param name="Networks">The networks before training.</param>
/// <param name="Models">The models, in the file's order.</param>
/// <param name="Compare">Whose figures are subtracted; the first pair is the question that the report answers first.</param>
public sealed record Recipe(
    string Name, string Description, string Dataset, int? TrainImages, int? TestImages, IReadOnlyList<long> Seeds, long? AugmentationSeed,
    Preprocessing Input, HeldOutRecipe HeldOut, IReadOnlyList<NetworkRecipe> Networks, IReadOnlyList<ModelRecipe> Models,
    IReadOnlyList<ModelPair> Compare)
{
    /// <summary>The model of that name.</summary>
    /// <param name="name">One of <see cref="Models"/>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ModelRecipe Model(string name) => Models.First(model => model.Name == name);

    /// <summary>The network of that name.</summary>
    /// <param name="name">One of <see cref="Networks"/>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public NetworkRecipe Network(string name) => Networks.First(network => network.Name == name);

    /// <summary>The network that a model is a state of; null for an ensemble, which has several or none of its own.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    public NetworkRecipe? NetworkOf(ModelRecipe model) => model switch
    {
        TrainedModelRecipe { Start: NetworkStart start } => Network(start.Network),
        TrainedModelRecipe { Start: TrainedStart start } => NetworkOf(Model(start.Model)),
        CalibratedModelRecipe calibrated => NetworkOf(Model(calibrated.Of)),
        _ => null,
    };

    /// <summary>
    /// The models for whose advice a model has heads beside its own: those of its loss, or of the model that it starts from.
    /// </summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    public IReadOnlyList<string> AdvisorsOf(TrainedModelRecipe model) => model.Start is TrainedStart start
        ? AdvisorsOf((TrainedModelRecipe)Model(start.Model))
        : [.. model.Loss.OfType<AdviceRecipe>().Select(term => term.Teacher!)];

    /// <summary>A model and all that it is made from, each after what it needs: the order in which they can be made.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    public IReadOnlyList<ModelRecipe> Lineage(ModelRecipe model) => TopologicalOrder.Of([model], needed => needed.Needs.Select(Model));
}
