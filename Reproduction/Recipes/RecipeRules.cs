namespace Reproduction.Recipes;

/// <summary>What must hold between the parts of a recipe, each of which is right by itself.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="refuse">Makes the exception, from a path in the file and what was found and expected there.</param>
internal sealed class RecipeRules(Recipe recipe, Func<string, string, BadInputException> refuse)
{
    private LossRules Losses => new(recipe, refuse);

    /// <summary>Checks the recipe.</summary>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public void Check()
    {
        foreach (var model in recipe.Models)
        {
            switch (model)
            {
                case TrainedModelRecipe trained: CheckTrained(trained); break;
                case CalibratedModelRecipe calibrated:
                    Known(calibrated.Of, $"models.{model.Name}.calibration_of");
                    if (recipe.HeldOut.Calibrate is null)
                        throw refuse($"models.{model.Name}.calibration_of", "nothing calibrates it, expected held_out.calibrate");
                    break;
                case EnsembleModelRecipe ensemble:
                    for (var i = 0; i < ensemble.Of.Count; i++)
                        Known(ensemble.Of[i], $"models.{model.Name}.ensemble_of[{i}]");
                    if (ensemble.Of.Distinct().Count() < ensemble.Of.Count)
                        throw refuse($"models.{model.Name}.ensemble_of", "found a model twice, expected each once");
                    break;
            }
        }
        CheckCycles();
        foreach (var model in recipe.Models.OfType<TrainedModelRecipe>()) Losses.CheckNetworks(model);
        CheckPins();
        CheckPairs();
    }

    private void CheckTrained(TrainedModelRecipe model)
    {
        var path = $"models.{model.Name}";
        if (model.Start is NetworkStart { Network: var network } && recipe.Networks.All(known => known.Name != network))
            throw refuse($"{path}.network",
                $"found '{network}', expected one of {string.Join(", ", recipe.Networks.Select(known => known.Name))}");
        if (model.Start is TrainedStart { Model: var start })
        {
            Known(start, $"{path}.start");
            if (recipe.Model(start) is not TrainedModelRecipe)
                throw refuse($"{path}.start", $"found '{start}', which is not trained, expected a model that is");
        }
        Losses.Check(model);
    }

    /// <summary>Refuses a name that is no model's.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="otherwise">What else may stand there.</param>
    /// <exception cref="BadInputException">It is none.</exception>
    internal void Known(string name, string path, string otherwise = "")
    {
        if (recipe.Models.All(model => model.Name != name))
            throw refuse(path,
                $"found '{name}', expected one of {string.Join(", ", recipe.Models.Select(model => model.Name))}{otherwise}");
    }

    private void CheckCycles()
    {
        HashSet<string> done = [];
        void Follow(string name, IReadOnlyList<string> way)
        {
            if (done.Contains(name)) return;
            if (way.Contains(name))
            {
                var circle = way.SkipWhile(step => step != name).ToList();
                var links = circle.Zip(circle.Skip(1).Append(name), (from, to) => $"{Needs(recipe.Model(from), to)} {to}");
                throw refuse($"models.{name}",
                    $"{name} {string.Join(", which ", links)}, expected models that can be made one after the other");
            }
            foreach (var needed in recipe.Model(name).Needs) Follow(needed, [.. way, name]);
            done.Add(name);
        }
        foreach (var model in recipe.Models) Follow(model.Name, []);
    }

    private static string Needs(ModelRecipe model, string other) => model switch
    {
        TrainedModelRecipe { Start: TrainedStart start } when start.Model == other => "starts from",
        TrainedModelRecipe => "learns from",
        CalibratedModelRecipe => "is a calibration of",
        _ => "is an ensemble of",
    };

    private void CheckPins()
    {
        foreach (var model in recipe.Models.Where(model => model.Seed is not null))
        {
            if (recipe.HeldOut is { Seed: null } and not { ChooseEpoch: null, Calibrate: null })
                throw refuse(
                    $"models.{model.Name}.seed",
                    "pinned, but what is held out follows the seed, so that it would have trained on what another seed holds out, "
                    + "expected held_out.seed");
            if (model.Needs.FirstOrDefault(name => recipe.Model(name).Seed is null) is { } free)
                throw refuse(
                    $"models.{model.Name}.seed",
                    $"pinned, but it {Needs(model, free)} {free}, which follows the seed, expected models.{free}.seed");
        }
    }

    private void CheckPairs()
    {
        for (var i = 0; i < recipe.Compare.Count; i++)
        {
            var (first, second) = recipe.Compare[i];
            Known(first, $"compare[{i}]");
            Known(second, $"compare[{i}]");
            if (first == second) throw refuse($"compare[{i}]", $"found '{first}' with itself, expected two models");
            if (recipe.Compare.Take(i)
                .FirstOrDefault(pair => pair == recipe.Compare[i] || pair == new ModelPair(second, first)) is not null)
                throw refuse($"compare[{i}]", $"found {first} and {second} a second time, expected each pair once");
        }
    }
}
