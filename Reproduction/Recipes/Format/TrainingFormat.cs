using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>How training stands in a recipe: once for all models, single keys of it in each.</summary>
internal static class TrainingFormat
{
    private static readonly Key<OptimiserKind> Optimiser = Key.Choice(
        "optimiser", "The rule by which weights move", ("adam", OptimiserKind.Adam), ("adamw", OptimiserKind.AdamW),
        ("sgd", OptimiserKind.Sgd));

    private static readonly Key<double> Peak = Key.Positive("learning_rate", "The highest learning rate");

    private static readonly Key<ScheduleKind> Schedule = Key.Choice(
        "schedule", "How the learning rate moves", ("constant", ScheduleKind.Constant), ("cosine", ScheduleKind.Cosine),
        ("one_cycle", ScheduleKind.OneCycle), ("one_cycle_linear", ScheduleKind.OneCycleLinear));

    private static readonly Key<double?> Warmup = new(
        "warmup", section => section.Number("warmup", 0, 1), share => share,
        Key.Number("warmup", "One cycle's share of steps on the way up", 0, 1).Schema, IsRequired: false);

    private static readonly Key<double> WeightDecay = Key.Number("weight_decay", "λ, on weights but not on batch norms and biases", 0);
    private static readonly Key<int> BatchSize = Key.Whole("batch_size", "Images a step", 2, 65536);
    private static readonly Key<int> Epochs = Key.Whole("epochs", "Passes over the training images", 1, 100_000);
    private static readonly Key<int> ImageSize = Key.Whole("image_size", "Side in pixels", 1, 1024);

    private static readonly Key<IReadOnlyList<SizeRecipe>> SmallerFirst = Key.Sections(
        "smaller_first", "Epochs at smaller sizes before those at the input's size",
        new SectionFormat<SizeRecipe>(
            section => new(Epochs.Read(section), ImageSize.Read(section)), Epochs.Of<SizeRecipe>(size => size.Epochs),
            ImageSize.Of<SizeRecipe>(size => size.ImageSize)))
        .Or([]);

    private static readonly Key<EpochRule> ChosenEpoch = Key.Choice(
        "chosen_epoch", "Which epoch's weights stand for the model: that of the highest validation accuracy, or the last",
        ("best", EpochRule.Best), ("last", EpochRule.Last));

    private static readonly Key<double> MovingAverageDecay = Key.Number(
        "moving_average_decay",
        "Decay a step of the moving average of weights and running statistics that stands for the model; 0 for none",
        0, 1).Or(0);

    /// <summary>The section. No key is required in one place: it may stand in the other.</summary>
    public static readonly SectionFormat<TrainingRecipe> Format = new(
        section => Read(section, null),
        [.. new Field<TrainingRecipe>[]
        {
            Optimiser.Of<TrainingRecipe>(training => training.Optimiser), Peak.Of<TrainingRecipe>(training => training.LearningRate.Peak),
            Schedule.Of<TrainingRecipe>(training => training.LearningRate.Kind), Warmup.Of<TrainingRecipe>(WarmupOf),
            WeightDecay.Of<TrainingRecipe>(training => training.WeightDecay), BatchSize.Of<TrainingRecipe>(training => training.BatchSize),
            Epochs.Of<TrainingRecipe>(training => training.Epochs), SmallerFirst.Of<TrainingRecipe>(training => training.SmallerFirst),
            ChosenEpoch.Of<TrainingRecipe>(training => training.ChosenEpoch),
            MovingAverageDecay.Of<TrainingRecipe>(training => training.MovingAverageDecay, nothing: 0),
        }.Select(field => field with { IsRequired = false })]);

    /// <summary>Reads what is said for all models: each key is in its range, whether or not a model has its own.</summary>
    /// <param name="shared">What is said for all models.</param>
    public static void Check(YamlSection shared)
    {
        foreach (var field in Format.Fields)
            if (shared.Has(field.Name)) field.Check(shared);
    }

    /// <summary>Reads a model's training.</summary>
    /// <param name="own">What the model says.</param>
    /// <param name="shared">What is said for all models; its keys count where the model's own lack.</param>
    public static TrainingRecipe Read(YamlSection own, YamlSection? shared)
    {
        YamlSection Holder(string key) => shared is not null && !own.Has(key) && shared.Has(key) ? shared : own;
        T Get<T>(Key<T> key) => key.Read(Holder(key.Name));
        var kind = Get(Schedule);
        if (!HasWarmup(kind) && (own.Has(Warmup.Name) ? own : Holder(Schedule.Name)) is var says && says.Has(Warmup.Name))
            throw says.Complaint(Warmup.Name, "no such key where the schedule is not one_cycle");
        var rate = new LearningRate(kind, Get(Peak));
        if (HasWarmup(kind)) rate = rate with { Warmup = Get(Warmup)!.Value };
        return new(
            Get(Optimiser), rate, Get(WeightDecay), Get(BatchSize), Get(Epochs), Get(SmallerFirst), Get(ChosenEpoch),
            Get(MovingAverageDecay));
    }

    private static bool HasWarmup(ScheduleKind kind) => kind is ScheduleKind.OneCycle or ScheduleKind.OneCycleLinear;

    private static double? WarmupOf(TrainingRecipe training) =>
        HasWarmup(training.LearningRate.Kind) ? training.LearningRate.Warmup : null;
}
