using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>How often two models of a run predict the same class.</summary>
/// <param name="First">One model's name.</param>
/// <param name="Second">The other's.</param>
/// <param name="Agreement">How often, and of which classes not.</param>
/// <param name="Images">Test images.</param>
/// <param name="IsOfTeacher">Whether the first learned from the second.</param>
public sealed record ModelAgreement(string First, string Second, Agreement Agreement, int Images, bool IsOfTeacher)
{
    /// <summary>The pair's name in tables.</summary>
    public string Name => $"{First}, {Second}";

    /// <summary>The share of the images on which they agree, with its exact interval.</summary>
    public Measured Share => Measured.OfShare(FigureCatalogue.Agreement, Agreement.Share, Images);

    /// <summary>Every pair that is compared, and every model with each of its teachers.</summary>
    /// <param name="report">The run.</param>
    public static IReadOnlyList<ModelAgreement> Of(RunReport report)
    {
        var models = report.Models.ToDictionary(model => model.Name);
        var pairs = report.Compare.Select(pair => (pair.First, pair.Second))
            .Concat(report.Models.SelectMany(model => model.Teachers.Select(teacher => (model.Name, teacher))))
            .Distinct().Where(pair => models.ContainsKey(pair.Item1) && models.ContainsKey(pair.Item2));
        return
        [
            .. pairs.Select(pair => (First: models[pair.Item1], Second: models[pair.Item2])).Select(pair => new ModelAgreement(
                pair.First.Name, pair.Second.Name, Agreement.Of(pair.First.Predictions, pair.Second.Predictions),
                    pair.First.Predictions.Count,
                pair.First.Teachers.Contains(pair.Second.Name))),
        ];
    }
}
