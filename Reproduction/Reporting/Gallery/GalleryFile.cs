using Reproduction.Data;
using Reproduction.Files;
using Reproduction.Runs;
using Reproduction.Text;
using Reproduction.Training;

namespace Reproduction.Reporting.Gallery;

/// <summary>
/// Makes the gallery of a run from its answers and the data set; its pixels are the data set's and belong into no repository.
/// </summary>
public static class GalleryFile
{
    /// <summary>The page's name.</summary>
    public const string Name = "gallery.html";

    /// <summary>Writes the page of the two models that the run compares first.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="data">The value of <c>--data</c>, or null.</param>
    /// <param name="to">The folder that takes the page.</param>
    /// <returns>How many images exactly one of the two classifies rightly: only the first, only the second.</returns>
    /// <exception cref="BadInputException">
    /// The run is not whole, compares nothing, or was made on other images than those that are found.
    /// </exception>
    public static (int OnlyFirst, int OnlySecond) Write(string folder, string? data, string to)
    {
        var path = Path.Combine(folder, RunFiles.Record);
        var report = RunReportReader.Read(folder);
        var run = RunRecord.Read(path);
        var recipe = run.Experiment(path);
        ModelResult? Model(string name) => report.Models.FirstOrDefault(model => model.Name == name);
        if (report.Compare is not [var pair, ..] || Model(pair.First) is not { } first || Model(pair.Second) is not { } second)
            throw new BadInputException($"{path}: compares no two models, expected a run that does");
        var dataset = DataPlaces.Open(run.Dataset.Name, data);
        if (dataset.Fingerprint != run.Dataset.Fingerprint)
            throw new BadInputException(
                $"{dataset.Place}: images with the fingerprint {dataset.Fingerprint[..16]}, expected those of {path}, "
                + $"{OneLine.Name(run.Dataset.Fingerprint[..Math.Min(16, run.Dataset.Fingerprint.Length)])}");
        var indices = TrainingData.Split(dataset, recipe, run.Seed).Test.Indices;
        using var maps = new GalleryMaps(folder, recipe, run, dataset.Test);
        var (losses, gains) = (ErrorGallery.Of(second, first), ErrorGallery.Of(first, second));
        Directory.CreateDirectory(to);
        WholeFile.WriteText(Path.Combine(to, Name), GalleryPage.Of(report, [losses, gains], dataset.Test, indices, maps.Of));
        return (gains.Images, losses.Images);
    }
}
