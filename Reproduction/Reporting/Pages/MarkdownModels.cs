using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// What a run's report says of each model, a row each: its figures, how unequal its classes are, the recall of each class.
/// </summary>
internal sealed class MarkdownModels(MarkdownText text, RunReport report, RunMeasurements measurements)
{
    private readonly RowTable<ModelMeasurements> models = new(text, "model", measurements.Models, model => model.Model.Name);

    /// <summary>The figures of quality, and the first of the disparities.</summary>
    /// <param name="scores">Figures of the probabilities.</param>
    public void Metrics(IReadOnlyList<Plot> scores)
    {
        text.Heading(2, "Metrics");
        text.Paragraph(
            $"With 95 % intervals by {Written.Count(Bootstrap.DefaultResamples)} resamples of the test images within their classes, the "
            + "same for every model. Accuracy and recalls have exact binomial (Clopper-Pearson) intervals; F1, AUROC, log likelihood "
            + "and Brier score those of weighted counts (Fay and Feuer), so that few errors are not taken for none. Calibration errors and "
            + "disparities are widened by what holds if bins near 0 are right and classes near the best are as good: they show an error "
            + "by luck.");
        models.Write(
            [.. ReportedFigures.Main.Select(Column), ("worst class", model => MarkdownText.Escaped(Written.List(model.WorstClasses)))]);
        text.Paragraph("What the probabilities are worth, and how far they are from being right as often as they say:");
        models.Write(
            [
                .. ReportedFigures.Probabilities.Select(Column),
                Debiased("calibration error less the bias that resamples show", FigureCatalogue.Ece),
                Debiased("class-wise calibration error less the bias that resamples show", FigureCatalogue.ClassWiseEce),
            ]);
        text.Paragraph(
            "In the reliability diagram, a mark below the diagonal is a bin of images of whose class the model is surer than it is right "
            + $"(hollow: fewer than {ReliabilityPlot.Few} images, mostly noise); the calibration error is the mean distance. The area "
            + "under a ROC curve is the AUROC.");
        text.Figures(scores);
    }

    /// <summary>How unequal each model's classes are.</summary>
    public void Disparities()
    {
        text.Heading(2, "Disparities between classes");
        text.Paragraph(
            "The mean over the largest recall is the disparate impact (DI) of the experiment, which stands among the metrics; the smallest "
            + "over the largest is that of the four-fifths rule. Where all classes have as many test images, the mean recall is the "
            + "accuracy, so that disparate impact moves with it. Classes of one recall print less than 1 too, the best of them being best "
            + "by luck: what is left of DI less what they print is the excess. The worst class's share of the errors, each class counted "
            + "alike however many images it has, does not move with accuracy.");
        models.Write(ReportedFigures.Recalls.Select(Column));
        models.Write(ReportedFigures.BesideRecall.Select(Column));
    }

    /// <summary>The recall of each class.</summary>
    /// <param name="plots">Drawn.</param>
    public void Recalls(IReadOnlyList<Plot> plots)
    {
        text.Heading(2, "Recall of each class");
        text.Figures(plots);
        models.WriteClasses(report.ClassNames, (model, c) => Written.Measured(model.Recalls[c]));
        string[] unseen =
        [
            .. from model in measurements.Models
               from of in NoErrorSeen.Of(model.Confusion)
               select $"{model.Model.Name}: {MarkdownText.Escaped(of.Sentence(report.ClassNames))}",
        ];
        if (unseen.Length > 0) text.List(unseen);
    }

    private static (string Name, Func<ModelMeasurements, string> Cell) Column(Figure figure) => Column(figure.Words);

    private static (string Name, Func<ModelMeasurements, string> Cell) Column(string words) =>
        (words, model => Written.Measured(model.Figure(words)));

    private static (string Name, Func<ModelMeasurements, string> Cell) Debiased(string words, Figure figure) =>
        (words, model => Written.Value(model.Debiased(figure)));
}
