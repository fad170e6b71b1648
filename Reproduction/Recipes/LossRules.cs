using Reproduction.Models;

namespace Reproduction.Recipes;

/// <summary>What must hold between a model's loss and the models and networks of a recipe.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="refuse">Makes the exception, from a path in the file and what was found and expected there.</param>
internal sealed class LossRules(Recipe recipe, Func<string, string, BadInputException> refuse)
{
    /// <summary>Checks the loss of a model whose start is known.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public void Check(TrainedModelRecipe model)
    {
        var path = $"models.{model.Name}.loss";
        if (model.Loss.Count == 0 || model.Loss.All(term => term.Weight == 0))
            throw refuse(path, "found no term with a weight above 0, expected at least one");
        if (model.Loss.OfType<AdviceRecipe>().Any() && !model.Loss.Any(TeachesOwnHead))
            throw refuse(
                path,
                "found advice and nothing that teaches the student's own head, which is averaged with the advised ones, expected "
                + "cross_entropy or another term of its logits too");
        for (var i = 0; i < model.Loss.Count; i++)
        {
            var (term, place) = (model.Loss[i], $"{path}[{i}].{model.Loss[i].Name}");
            if (model.Loss.Take(i).Any(
                other => (other.Name, other.Teacher, other.StudentTap) == (term.Name, term.Teacher, term.StudentTap)))
                throw refuse(place, $"found a second {Words(term)}, expected each once");
            if (term.Teacher is { } of) CheckTeacher(model, term, of, $"{place}.of");
            if (term.AsksOfHeldOut && recipe.HeldOut.ChooseEpoch is null)
                throw refuse(
                    place,
                    "it asks the teacher about held-out images, and there are none but the test images, "
                    + "expected held_out.choose_epoch with a number");
        }
    }

    /// <summary>Checks taps and heads of a model whose lineage is known to be without a cycle.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public void CheckNetworks(TrainedModelRecipe model)
    {
        var path = $"models.{model.Name}.loss";
        // A model that trains on has the heads of the one that it starts from, and they are averaged into what it predicts.
        if (recipe.AdvisorsOf(model).FirstOrDefault(advisor => model.Loss.OfType<AdviceRecipe>().All(term => term.Teacher != advisor))
            is { } silent)
            throw refuse(
                path,
                $"found no advice of '{silent}', whose head {model.Name} has from {((TrainedStart)model.Start).Model} and which nothing else "
                + $"teaches, expected a term advice of {silent}");
        for (var i = 0; i < model.Loss.Count; i++)
        {
            var (term, place) = (model.Loss[i], $"{path}[{i}].{model.Loss[i].Name}");
            if (term is AdviceRecipe && !recipe.AdvisorsOf(model).Contains(term.Teacher!))
                throw refuse(
                    $"{place}.of",
                    $"found '{term.Teacher}', for which {((TrainedStart)model.Start).Model}, from which it starts, has no head, "
                    + "expected a network of its own");
            if (term is not { AsksForFeatures: true, Teacher: { } of, StudentTap: { } at, TeacherTap: { } from }) continue;
            if (recipe.Model(of) is not TrainedModelRecipe teacher)
            {
                var kind = recipe.Model(of) is CalibratedModelRecipe ? "a calibration" : "an ensemble";
                throw refuse($"{place}.of", $"found '{of}', {kind}, which has no features, expected a trained model");
            }
            var (mine, its) = (Tap(model, at, $"{place}.at"), Tap(teacher, from, $"{place}.from"));
            if (term is HintRecipe && (mine.Stride is null) != (its.Stride is null))
                throw refuse(
                    $"{place}.from",
                    $"found '{from}', {Kind(its)}, where the student's {at} is {Kind(mine)}, expected two maps or two pooled features");
        }
    }

    private void CheckTeacher(TrainedModelRecipe model, LossTermRecipe term, string of, string place)
    {
        var itself = term.AllowsItself ? $", or {LossTermRecipe.Itself}" : "";
        if (of == LossTermRecipe.Itself && term.AllowsItself) return;
        new RecipeRules(recipe, refuse).Known(of, place, itself);
        if (of == model.Name) throw refuse(place, $"found '{of}', the model's own name, expected another model{itself}");
    }

    private Tap Tap(TrainedModelRecipe model, string name, string place)
    {
        var taps = recipe.NetworkOf(model)!.Parts.Taps();
        return taps.FirstOrDefault(tap => tap.Name == name)
            ?? throw refuse(
                place, $"found '{name}', which {model.Name} has not, expected one of {string.Join(", ", taps.Select(tap => tap.Name))}");
    }

    private static bool TeachesOwnHead(LossTermRecipe term) => term is { AsksForFeatures: false, Weight: > 0 } and not AdviceRecipe;

    private static string Kind(Tap tap) => tap.Stride is null ? "pooled" : "a map";

    private static string Words(LossTermRecipe term) =>
        $"{term.Name}{(term.Teacher is null ? "" : $" of {term.Teacher}")}{(term.StudentTap is null ? "" : $" at {term.StudentTap}")}";
}
