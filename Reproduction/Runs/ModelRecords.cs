using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Recipes;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>What the models of a run came to, from the files that its stages left.</summary>
/// <param name="root">The experiment's folder.</param>
/// <param name="records">The records of the run's stages.</param>
/// <param name="classNames">K names in class order.</param>
/// <param name="metrics">Measures a model's answers.</param>
internal sealed class ModelRecords(
    string root, IReadOnlyDictionary<Stage, StageRecord> records, IReadOnlyList<string> classNames, Func<Predictions, JsonObject> metrics)
{
    /// <summary>What a model came to, by its test: in a model that is made from others, that of their networks together.</summary>
    /// <param name="test">The test.</param>
    public ModelRecord Of(TestStage test)
    {
        List<ModelRecord> members = [.. test.Needs.OfType<TestStage>().Select(Of)];
        switch (test.Model)
        {
            case CalibratedModelRecipe calibrated:
                var file = CalibrationFile.Read(FileOf(test.Needs[0], StageFiles.Calibration), classNames.Count);
                return Record(
                    test, members[0].Architecture, members[0].Parameters + file.Parameters, $"the logits of {calibrated.Of}") with
                {
                    Calibration = file,
                };
            case EnsembleModelRecipe ensemble:
                return Record(
                    test, string.Join(" + ", members.Select(member => member.Architecture)),
                    members.Sum(member => member.Parameters), $"the probabilities of {string.Join(", ", ensemble.Of)}");
            default:
                var outcome = records[test.Needs[0]].Outcome!;
                var chosen = HistoryFile.Read(FileOf(test.Needs[0], StageFiles.History))
                    .FirstOrDefault(row => row.Epoch == outcome.ChosenEpoch);
                return Record(test, outcome.Architecture, outcome.Parameters, outcome.StartedFrom, chosen) with
                {
                    Epochs = outcome.Epochs,
                    ChosenEpoch = outcome.ChosenEpoch,
                };
        }
    }

    private ModelRecord Record(TestStage test, string architecture, long parameters, string startedFrom, HistoryRow? chosen = null)
    {
        var predictions = PredictionsFile.Read(FileOf(test, StageFiles.Test));
        return new(
            architecture, parameters, startedFrom, Epochs: 0, ChosenEpoch: 0, metrics(predictions),
            ModelDoubts.Of(predictions, chosen, classNames, test.Model is TrainedModelRecipe { MinimisesCrossEntropy: true }));
    }

    private string FileOf(Stage stage, string name) => new StageFiles(root, stage).In(name);
}
