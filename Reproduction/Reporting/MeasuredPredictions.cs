using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Reporting;

/// <summary>
/// The figures of models' answers in resamples of the test images, which are drawn once for all. Equal answers are measured once: those
/// of a model that several seeds share, and those of a run that is checked and summarised.
/// </summary>
public sealed class MeasuredPredictions
{
    private readonly List<(Predictions Answers, ResampledFigures Figures)> known = [];
    private Resamples? resamples;

    /// <summary>
    /// The figures of <see cref="FigureCatalogue.All"/>, then the disparities of <see cref="ReportedFigures.PerClass"/>.
    /// </summary>
    /// <param name="answers">A model's answers.</param>
    public ResampledFigures Of(Predictions answers)
    {
        foreach (var (equal, figures) in known)
            if (equal.AnswersAs(answers) && equal.Labels.SequenceEqual(answers.Labels)) return figures;
        if (resamples?.AreOf(answers) != true) resamples = new(answers.Labels);
        var measured = Bootstrap.Of(answers, resamples, progress: null, [.. ReportedFigures.PerClass]);
        known.Add((answers, measured));
        return measured;
    }
}
