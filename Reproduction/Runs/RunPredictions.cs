using Reproduction.Corrections;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>
/// What the models of a run answered to the test images. A calibrated model's answers are its correction of another's, an ensemble's
/// the mean of its members': where they were not stored they are made again from those, as they were made at first.
/// </summary>
public static class RunPredictions
{
    /// <summary>The answers of each model of the record, in the recipe's order.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="recipe">What was run.</param>
    /// <exception cref="BadInputException">A file is missing, damaged or does not belong to the others; names it.</exception>
    public static IReadOnlyDictionary<string, Predictions> Read(string folder, RunRecord record, Recipe recipe)
    {
        var classes = record.Dataset.ClassNames.Count;
        var path = Path.Combine(folder, RunFiles.Record);
        Dictionary<string, Predictions> known = [];
        return recipe.Models.Where(model => record.Models.ContainsKey(model.Name)).ToDictionary(model => model.Name, Of);

        Predictions Of(ModelRecipe model)
        {
            if (known.TryGetValue(model.Name, out var answers)) return answers;
            return known[model.Name] = (RunTables.Predictions(folder, record, model.Name), model) switch
            {
                ({ } file, _) => Stored(file),
                (_, CalibratedModelRecipe calibrated) => Correction(model.Name).Of(Of(recipe.Model(calibrated.Of))),
                (_, EnsembleModelRecipe ensemble) => MeanProbability.Of([.. ensemble.Of.Select(of => Of(recipe.Model(of)))]),
                _ => throw RunTables.NoPredictions(folder, record, model.Name),
            };
        }

        Predictions Stored(string file)
        {
            var answers = PredictionsFile.Read(file);
            if (answers.Classes != classes)
                throw new BadInputException($"{file}: {answers.Classes} classes, expected the {classes} of {path}");
            if (known.Values.FirstOrDefault() is { } others && !answers.Labels.SequenceEqual(others.Labels))
                throw new BadInputException($"{file}: its labels are not those of the other models, expected answers to the same images");
            return answers;
        }

        LogitCorrection Correction(string model) => record.Models[model].Calibration is { } calibration
            && calibration.Weights.Count == classes && calibration.Offsets.Count == classes
            ? calibration.Correction
            : throw new BadInputException(
                $"{path}: models.{model}.calibration: expected weights and offsets of {classes} classes, or {model}/{StageFiles.Test}");
    }
}
