using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Recipes;
using Reproduction.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Reporting.Gallery;

/// <summary>Where in a test image a model of a run saw what it predicts, by the weights that the run's folder still has.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="recipe">What was run.</param>
/// <param name="run">Its record.</param>
/// <param name="images">The test images.</param>
internal sealed class GalleryMaps(string folder, Recipe recipe, RunRecord run, ImageSet images) : IDisposable
{
    private readonly Dictionary<string, Network?> networks = [];
    private readonly Batches batches = new(images, recipe.Input with { Augmentations = [] }, CPU);

    /// <summary>
    /// Shares from 0 to 1 of the image's pixels, H×W; null where the model's weights are not there, or its last map is one place.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="image">Which image of the set.</param>
    /// <param name="class">Whose logit is explained.</param>
    public float[]? Of(string model, int image, int @class)
    {
        if (!networks.TryGetValue(model, out var network)) networks[model] = network = Load(model);
        if (network is null) return null;
        using var scope = NewDisposeScope();
        var map = GradCam.Of(network, batches.Images([image]), [@class]);
        // On small images the last map is a single place: it says nothing of where.
        if (map.numel() == 1) return null;
        var large = nn.functional.interpolate(
            map.unsqueeze(1), [images.Height, images.Width], mode: InterpolationMode.Bilinear, align_corners: false);
        // An image in which nothing speaks for the class stays as it is.
        using var least = float.Epsilon.ToScalar();
        return (large / large.max().clamp_min(least)).contiguous().data<float>().ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var network in networks.Values) network?.Dispose();
    }

    private Network? Load(string model)
    {
        if (RunTables.Weights(folder, run, model) is not { } path || recipe.Model(model) is not TrainedModelRecipe trained) return null;
        // No weight says with which stride it was trained.
        var architecture =
            NetworkArchitecture.Named(run.Models[model].Architecture).With(lastStride: recipe.NetworkOf(trained)!.LastStride);
        // In no scope: it lives as long as this does.
        return LoadedNetwork.Read(architecture, path, null, run.Dataset.ClassNames.Count, run.Dataset.Name).Network;
    }
}
