using System.Security.Cryptography;
using System.Text;
using Reproduction.Experiments;

namespace Reproduction.Runs;

/// <summary>The stages that make a recipe's models for one seed. They follow from the recipe alone and are never configured.</summary>
public sealed class StagePlan
{
    private readonly Recipe recipe;
    private readonly long seed;
    private readonly Dictionary<string, Stage> trained = [];
    private readonly Dictionary<string, Stage> answered = [];

    private StagePlan(Recipe recipe, long seed) => (this.recipe, this.seed) = (recipe, seed);

    /// <summary>Training and answers first, each stage after what it needs, and the tests at the end.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="BadInputException">A model cannot be made by this program.</exception>
    public static IReadOnlyList<Stage> Of(Recipe recipe, long seed)
    {
        var plan = new StagePlan(recipe, seed);
        List<Stage> tests = [.. recipe.Models.Select(model => plan.Test(plan.Train(model)))];
        return [.. tests.SelectMany(Lineage).Distinct().OrderBy(stage => stage.Kind == StageKind.Test)];
    }

    /// <summary>The stages of some models and of what these are made from.</summary>
    /// <param name="stages">All stages.</param>
    /// <param name="models">Names of the models.</param>
    public static IReadOnlyList<Stage> Only(IReadOnlyList<Stage> stages, IReadOnlyList<string> models)
    {
        var wanted = stages.Where(stage => stage.Kind == StageKind.Test && models.Contains(stage.Model.Name)).SelectMany(Lineage).ToHashSet();
        return [.. stages.Where(wanted.Contains)];
    }

    private static IEnumerable<Stage> Lineage(Stage stage) => stage.Needs.SelectMany(Lineage).Append(stage);

    private Stage Train(ModelRecipe model)
    {
        if (trained.TryGetValue(model.Name, out var known)) return known;
        if (model is not TrainedModelRecipe learner)
            throw new BadInputException(
                $"recipe {recipe.Name}: models.{model.Name}: {(model is CalibratedModelRecipe ? "a calibration" : "an ensemble")}, which this version of the program reads but does not make; expected network or start");
        List<Stage> needs = [];
        if (learner.Start is TrainedStart { Model: var start }) needs.Add(Train(recipe.Model(start)));
        foreach (var teacher in learner.Loss.Select(term => term.Of).OfType<string>().Where(of => of != LossTermRecipe.Itself).Distinct())
        {
            needs.Add(Taught(learner, recipe.Model(teacher)));
            if (learner.Loss.Any(term => term.Of == teacher && term.AsksOfHeldOut)) needs.Add(Train(recipe.Model(teacher)));
        }
        return trained[model.Name] = New(StageKind.Train, model, [.. needs.Distinct()]);
    }

    /// <summary>What a student reads of its teacher: stored answers where they can be known beforehand, else the teacher's weights.</summary>
    private Stage Taught(TrainedModelRecipe student, ModelRecipe teacher)
    {
        var train = Train(teacher);
        if (Views(student) is not { } views || student.Loss.Any(term => term.Of == teacher.Name && term.AsksForFeatures)) return train;
        var id = $"{teacher.Name}/{views.FileName}";
        return answered.TryGetValue(id, out var known) ? known : answered[id] = New(StageKind.Answers, teacher, [train], views);
    }

    private AnsweredViews? Views(TrainedModelRecipe student)
    {
        if (student.Augmentation.Count == 0) return new([], null, 1);
        if (recipe.AugmentationSeed is not { } stream) return null;
        var alike = recipe.Models.OfType<TrainedModelRecipe>().Where(model => model.Augmentation.SequenceEqual(student.Augmentation));
        return new(student.Augmentation, stream, alike.Max(model => model.Training.Epochs));
    }

    private Stage Test(Stage train) => New(StageKind.Test, train.Model, [train]);

    private Stage New(StageKind kind, ModelRecipe model, IReadOnlyList<Stage> needs, AnsweredViews? views = null)
    {
        var own = model.Seed ?? seed;
        var stage = new Stage(kind, model, own, model.Seed is null ? $"seed-{seed}/{model.Name}" : $"shared/{model.Name}", "", needs, views);
        var decides = $"{stage.Name}/{Protocol.Of(recipe, model).Hash()}/{own}/{views?.Epochs}";
        return stage with { Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(decides))) };
    }
}
