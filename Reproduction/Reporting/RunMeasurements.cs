namespace Reproduction.Reporting;

/// <summary>Every figure of a run's report, computed once from the predictions for its text, its page and its plots.</summary>
/// <param name="Models">Each model's figures, in the order of the report.</param>
/// <param name="Comparisons">
/// The paired comparisons of which the run has both models, in the recipe's order; the first is the question that the report answers first.
/// </param>
/// <param name="Agreements">How often pairs of models predict the same class.</param>
/// <param name="TeacherPairs">What two teachers of one model know together.</param>
public sealed record RunMeasurements(
    IReadOnlyList<ModelMeasurements> Models, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<ModelAgreement> Agreements,
    IReadOnlyList<TeacherPair> TeacherPairs)
{
    /// <summary>Measures a run.</summary>
    /// <param name="report">The run.</param>
    public static RunMeasurements Of(RunReport report) => Of(report, new MeasuredPredictions());

    /// <summary>Measures a run of which some models may have been measured.</summary>
    /// <param name="report">The run.</param>
    /// <param name="measured">What has been measured; takes what is measured now.</param>
    internal static RunMeasurements Of(RunReport report, MeasuredPredictions measured)
    {
        var models = report.Models.ToDictionary(model => model.Name, model => ModelMeasurements.Of(model, report.ClassNames, measured));
        return new(
            [.. report.Models.Select(model => models[model.Name])],
            [.. report.Compare.Where(pair => models.ContainsKey(pair.First) && models.ContainsKey(pair.Second))
                .Select(pair => models[pair.First].Minus(models[pair.Second]))],
            ModelAgreement.Of(report), TeacherPair.Of(report));
    }
}
