using Reproduction.Files;
using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;

namespace Reproduction.Runs;

/// <summary>The stages that make a recipe's models for one seed. They follow from the recipe alone and are never configured.</summary>
public sealed class StagePlan
{
    private readonly Recipe recipe;
    private readonly long seed;
    private readonly Dictionary<string, Stage> made = [];

    private StagePlan(Recipe recipe, long seed) => (this.recipe, this.seed) = (recipe, seed);

    /// <summary>Training, calibration and answers first, each stage after what it needs, and the tests at the end.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">The run's seed.</param>
    public static IReadOnlyList<Stage> Of(Recipe recipe, long seed)
    {
        var plan = new StagePlan(recipe, seed);
        return
        [
            .. TopologicalOrder.Of(recipe.Models.Select(plan.Test), stage => stage.Needs)
                .OrderBy(stage => stage is TestStage),
        ];
    }

    /// <summary>The stages of some models and of what these are made from.</summary>
    /// <param name="stages">All stages.</param>
    /// <param name="models">Names of the models.</param>
    public static IReadOnlyList<Stage> Only(IReadOnlyList<Stage> stages, IReadOnlyList<string> models)
    {
        var wanted =
            TopologicalOrder.Of(
                stages.Where(stage => stage is TestStage && models.Contains(stage.Model.Name)), stage => stage.Needs).ToHashSet();
        return [.. stages.Where(wanted.Contains)];
    }

    private Stage Train(TrainedModelRecipe model) => Made(new TrainingStage(model, seed), () =>
    [
        .. model.Start is TrainedStart { Model: var start } ? new[] { Train((TrainedModelRecipe)recipe.Model(start)) } : [],
        .. model.Loss.Where(term => term.Other is not null).GroupBy(term => recipe.Model(term.Other!))
            .SelectMany(terms => Taught(terms.Key, IsAskedAtEveryStep(terms) ? NoViews : teacher => Views(model, teacher))
                .Concat(terms.Any(term => term.AsksOfHeldOut) ? Taught(terms.Key, NoViews) : [])),
    ]);

    /// <summary>
    /// A correction is fitted to what the model says of images that calibrate, and judged by what it said of those that trained it too.
    /// </summary>
    private Stage Calibrate(CalibratedModelRecipe model) => Made(
        new CalibrationStage(model, seed), () =>
            [.. Taught(recipe.Model(model.Of), NoViews), .. Taught(recipe.Model(model.Of), _ => AnsweredViews.Plain)]);

    /// <summary>
    /// What is read of a teacher that is asked: stored answers where they can be known beforehand, else its weights. What corrects or
    /// averages logits has none of its own: it does so with its models' answers.
    /// </summary>
    /// <param name="teacher">Who is asked.</param>
    /// <param name="views">What a trained model is asked about beforehand.</param>
    private IEnumerable<Stage> Taught(ModelRecipe teacher, Func<TrainedModelRecipe, AnsweredViews?> views) => teacher switch
    {
        TrainedModelRecipe trained =>
            [views(trained) is { } known ? Made(new AnswersStage(trained, known, seed), () => [Train(trained)]) : Train(trained)],
        CalibratedModelRecipe calibrated => Taught(recipe.Model(calibrated.Of), views).Append(Calibrate(calibrated)),
        EnsembleModelRecipe ensemble => ensemble.Of.SelectMany(of => Taught(recipe.Model(of), views)),
        _ => throw new InvalidOperationException($"no such method: {teacher}"),
    };

    private static AnsweredViews? NoViews(TrainedModelRecipe teacher) => null;

    private static bool IsAskedAtEveryStep(IEnumerable<LossTermRecipe> terms) => terms.Any(term => term.AsksForFeatures);

    /// <summary>The views of a student that a teacher answers, for as many epochs as any student learns from its answers to them.</summary>
    private AnsweredViews? Views(TrainedModelRecipe student, TrainedModelRecipe teacher)
    {
        if (student.Augmentation.Count == 0) return AnsweredViews.Plain;
        if (recipe.AugmentationSeed is not { } stream) return null;
        var students = recipe.Models.OfType<TrainedModelRecipe>().Where(model =>
            model.Augmentation.SequenceEqual(student.Augmentation)
            && model.Loss.Where(term => term.Other is not null).GroupBy(term => term.Other!)
                .Any(terms => !IsAskedAtEveryStep(terms) && AreOf(recipe.Model(terms.Key), teacher)));
        var different = Math.Min(students.Max(model => model.Training.Epochs), student.Augmentation.Max(change => change.Period));
        return new(student.Augmentation, stream, different);
    }

    /// <summary>Whether a model's answers are a trained model's own, or made of them.</summary>
    private bool AreOf(ModelRecipe model, TrainedModelRecipe trained) => model switch
    {
        CalibratedModelRecipe calibrated => AreOf(recipe.Model(calibrated.Of), trained),
        EnsembleModelRecipe ensemble => ensemble.Of.Any(of => AreOf(recipe.Model(of), trained)),
        _ => model.Name == trained.Name,
    };

    /// <summary>Corrected and averaged answers are made from the answers, not by asking again.</summary>
    private Stage Test(ModelRecipe model) => Made(new TestStage(model, seed), () => model switch
    {
        TrainedModelRecipe trained => [Train(trained)],
        CalibratedModelRecipe calibrated => [Calibrate(calibrated), Test(recipe.Model(calibrated.Of))],
        EnsembleModelRecipe ensemble => [.. ensemble.Of.Select(of => Test(recipe.Model(of)))],
        _ => throw new InvalidOperationException($"no such method: {model}"),
    });

    private Stage Made(Stage stage, Func<IReadOnlyList<Stage>> needs)
    {
        if (made.TryGetValue(stage.Name, out var known)) return known;
        // Where no test image chooses an epoch, how many there are decides what a test says and nothing else.
        var deciding = stage is TestStage || recipe.HeldOut.ChooseEpoch is null ? recipe : recipe with { TestImages = null };
        // How many epochs are answered is no part of it: more are answered where a student trains for longer, and no answer is another. (Of
        // images that stay as they are there is one, which keys had before.)
        var plain = stage is AnswersStage { Views.Augmentation.Count: 0 } ? "1" : "";
        var decides = $"{stage.Name}/{Protocol.Of(deciding, stage.Model).Hash()}/{stage.Seed}/{plain}{DrawnOtherwise(stage)}";
        return made[stage.Name] = stage with
        {
            Key = Checksum.OfText(decides).Hex,
            Needs = [.. needs().Distinct()],
        };
    }

    /// <summary>
    /// What a training draws by another rule than programs did that made the same key of the same recipe, so that none goes on with what
    /// such a one began: a new classifier under ImageNet weights was drawn by torchvision's rule, which is that of its thousand classes.
    /// </summary>
    private string DrawnOtherwise(Stage stage) =>
        stage is TrainingStage { TrainedModel: { Start: NetworkStart } model }
        && recipe.NetworkOf(model) is { ImageNetWeights: true, Initialisation: Initialisation.Torchvision }
            ? "/classifier as torch.nn.Linear"
            : "";
}
