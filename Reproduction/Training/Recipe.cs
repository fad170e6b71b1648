using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Data;
using Reproduction.Distillation;
using Reproduction.Experiments;
using Reproduction.Models;

namespace Reproduction.Training;

/// <summary>An experiment as data: everything that decides its numbers, except the seed's value and the machine.</summary>
/// <param name="Name">The recipe's name, also that of its folder of results.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="TrainImages">Only the first so many training images; null for all.</param>
/// <param name="TestImages">Only the first so many test images; null for all.</param>
/// <param name="Seed">The seed unless another is given.</param>
/// <param name="Input">From bytes to what the networks see.</param>
/// <param name="Validation">What chooses the epoch.</param>
/// <param name="Teacher">The teacher's network.</param>
/// <param name="Student">The network of baseline and student.</param>
/// <param name="Training">How every model is trained.</param>
/// <param name="Distillation">How the student learns from the teacher.</param>
/// <param name="Aliased">The published mistake beside a real student; null where the recipe does without.</param>
/// <param name="ChosenEpoch">Which epoch's weights stand for each model.</param>
public sealed record Recipe(
    string Name, string Description, string Dataset, int? TrainImages, int? TestImages, long Seed, Preprocessing Input,
    Validation Validation, NetworkRecipe Teacher, NetworkRecipe Student, TrainingRecipe Training, DistillationRecipe Distillation,
    AliasedRecipe? Aliased, ChosenEpochs ChosenEpoch)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new AugmentationJson() },
    };

    /// <summary>The resolved recipe, overrides included, as one JSON object in snake_case.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>The recipe that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The resolved recipe, as it stands in run.json.</param>
    /// <exception cref="JsonException">It is not one.</exception>
    public static Recipe FromJson(JsonElement json) =>
        json.Deserialize<Recipe>(Json) ?? throw new JsonException("found null, expected a resolved recipe");

    /// <summary>How a network is trained: as all are, but for its own learning rate where it has one.</summary>
    /// <param name="network"><see cref="Teacher"/> or <see cref="Student"/>.</param>
    public TrainingRecipe TrainingOf(NetworkRecipe network) =>
        network.LearningRate is { } peak ? Training with { LearningRate = Training.LearningRate with { Peak = peak } } : Training;

    /// <summary>SHA-256 (hexadecimal) of the resolved recipe without its seed: runs that differ in the seed alone share it.</summary>
    public string Hash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this with { Seed = 0 }, Json))));
}

/// <summary>What chooses the epoch.</summary>
/// <param name="HeldOut">Number of training images held out for it; null where the test set serves, as published.</param>
public sealed record Validation(int? HeldOut);

/// <summary>A network before training.</summary>
/// <param name="Architecture">Its name, as <see cref="EfficientNetArchitecture.Named"/> takes it.</param>
/// <param name="ImageNetWeights">Whether it starts from torchvision's ImageNet weights.</param>
/// <param name="Initialisation">How weights that are not loaded are drawn.</param>
/// <param name="StochasticDepth">Probability that the last block's residual branch is dropped.</param>
/// <param name="Dropout">Dropout rate before the classifier.</param>
/// <param name="LearningRate">Highest learning rate of this network; null for the training's own.</param>
public sealed record NetworkRecipe(
    string Architecture, bool ImageNetWeights, Initialisation Initialisation, double StochasticDepth, double Dropout,
    // Not written where it is not given: recipes without it keep the hash that they had before it was known.
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? LearningRate = null);

/// <summary>How a model is trained.</summary>
/// <param name="Optimiser">The rule.</param>
/// <param name="LearningRate">The rate at every step.</param>
/// <param name="WeightDecay">λ, on weights but not on batch norms and biases.</param>
/// <param name="LabelSmoothing">Of the cross entropy, 0 to 1.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="SmallerFirst">Epochs at smaller sizes before those at the input's size.</param>
public sealed record TrainingRecipe(
    OptimiserKind Optimiser, LearningRate LearningRate, double WeightDecay, double LabelSmoothing, int BatchSize, int Epochs,
    IReadOnlyList<SizeRecipe> SmallerFirst)
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

/// <summary>Some epochs at one image size.</summary>
/// <param name="Epochs">How many.</param>
/// <param name="ImageSize">Side in pixels.</param>
public sealed record SizeRecipe(int Epochs, int ImageSize);

/// <summary>How the student learns from the teacher.</summary>
/// <param name="StudentIsTheTeacher">
/// Whether "the student" is the teacher's own object, as published, instead of a network of its own.
/// </param>
/// <param name="Temperature">T.</param>
/// <param name="Alpha">α, weight of the cross entropy.</param>
/// <param name="Beta">β, weight of the divergence from the teacher.</param>
/// <param name="Epochs">Passes over the training images.</param>
public sealed record DistillationRecipe(bool StudentIsTheTeacher, double Temperature, double Alpha, double Beta, int Epochs)
{
    /// <summary>The loss: α·CE(z_s, y) + β·T²·KL(softmax(z_t/T) ‖ softmax(z_s/T)).</summary>
    /// <param name="teacher">Name of the teacher.</param>
    /// <param name="labelSmoothing">Of the cross entropy.</param>
    public WeightedLoss Loss(string teacher, double labelSmoothing) =>
        new(new CrossEntropy(Alpha, labelSmoothing), new SoftTargets(Beta, teacher, Temperature));
}

/// <summary>The teacher trained on against itself, beside a real student.</summary>
/// <param name="Epochs">Passes over the training images, all at the input's size.</param>
/// <param name="LearningRate">Highest learning rate: a trained network goes on at a lower one than a network from random weights.</param>
public sealed record AliasedRecipe(int Epochs, double LearningRate)
{
    /// <summary>How the aliased model is trained after a teacher.</summary>
    /// <param name="training">How the teacher was trained.</param>
    public TrainingRecipe After(TrainingRecipe training) => training with
    {
        Epochs = Epochs,
        LearningRate = training.LearningRate with { Peak = LearningRate },
        SmallerFirst = [],
    };
}

/// <summary>Which epoch's weights stand for a model.</summary>
public enum EpochRule
{
    /// <summary>The one with the highest validation accuracy, the first of equals.</summary>
    Best,

    /// <summary>The last one.</summary>
    Last,
}

/// <summary>Which epoch's weights stand for each model.</summary>
/// <param name="Teacher">For the teacher.</param>
/// <param name="Baseline">For the baseline.</param>
/// <param name="Student">For the student, and for the aliased model.</param>
public sealed record ChosenEpochs(EpochRule Teacher, EpochRule Baseline, EpochRule Student);
