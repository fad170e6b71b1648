namespace Reproduction.Recipes;

/// <summary>How a model's weights move.</summary>
/// <param name="Optimiser">The rule.</param>
/// <param name="LearningRate">The rate at every step.</param>
/// <param name="WeightDecay">λ, on weights but not on batch norms and biases.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="SmallerFirst">Epochs at smaller sizes before those at the input's size.</param>
/// <param name="ChosenEpoch">Which epoch's weights stand for the model.</param>
/// <param name="MovingAverageDecay">Decay of the moving average that is validated, chosen and stored; 0 where there is none.</param>
public sealed record TrainingRecipe(
    OptimiserKind Optimiser, LearningRate LearningRate, double WeightDecay, int BatchSize, int Epochs,
    IReadOnlyList<SizeRecipe> SmallerFirst,
    EpochRule ChosenEpoch, double MovingAverageDecay = 0)
{
    /// <summary>The image size of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="fullSize">The size after the smaller ones.</param>
    public int ImageSize(int epoch, int fullSize)
    {
        var last = 0;
        foreach (var smaller in SmallerFirst)
            if (epoch <= (last += smaller.Epochs)) return smaller.ImageSize;
        return fullSize;
    }
}
