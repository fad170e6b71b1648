using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Reporting.Gallery;
using Reproduction.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using SkiaSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Reporting;

/// <summary>The images that one model gets right and the other wrong.</summary>
public sealed class GallerySpecs : IDisposable
{
    private const int Classes = 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_has_the_images_that_McNemars_test_counts_the_surest_mistakes_first()
    {
        ModelResult Model(string name, double skill, uint seed) => new(name, "", 1, SimulatedRun.Predictions(skill, seed));
        var (student, baseline) = (Model("student", 0.9, 3), Model("baseline", 0.7, 2));
        var test = McNemar.Of(student.Predictions, baseline.Predictions);

        var (losses, gains) = (ErrorGallery.Of(baseline, student), ErrorGallery.Of(student, baseline));

        losses.Classes.Sum(of => of.Rows.Count).Should().Be(test.OnlySecond).And.BePositive();
        gains.Classes.Sum(of => of.Rows.Count).Should().Be(test.OnlyFirst).And.BePositive();
        foreach (var of in losses.Classes)
        {
            of.Rows.Select(row => student.Predictions.Labels[row]).Should().AllBeEquivalentTo(of.Class);
            of.Rows.Select(row => student.Predictions.Probabilities(row)[student.Predictions.Predicted[row]])
                .Should().BeInDescendingOrder();
        }
    }

    [Fact]
    public void Its_maps_are_of_the_network_as_it_was_trained_the_last_stride_included()
    {
        using var scope = NewDisposeScope();
        EvaluationInputs.WriteImages(folder, "cifar-10");
        var images = DataPlaces.Open("cifar-10", folder.Path).Test;
        var recipe = RecipeFile.Find("published", [("networks.student.last_stride", "1")]);
        var record = Record(recipe, DataPlaces.Open("cifar-10", folder.Path));
        using var network = NetworkArchitecture.Named("efficientnet_w0.1_d0.2").With(lastStride: 1).Build(Classes, seed: 4);
        SafeTensors.Write(
            Path.Combine(folder.MakeFolder("run/baseline"), "weights.safetensors"),
            network.state_dict().Select(pair => (pair.Key, pair.Value)));

        using var maps = new GalleryMaps(folder["run"], recipe, record, images);
        var map = maps.Of("baseline", 3, 5)!;

        var byHand = GradCam.Of(network, new Batches(images, recipe.Input with { Augmentations = [] }, CPU).Images([3]), [5]);
        byHand.shape.Should().Equal(1, 9, 9);
        var large = nn.functional.interpolate(byHand.unsqueeze(1), [32, 32], mode: InterpolationMode.Bilinear, align_corners: false);
        map.Zip((large / large.max()).contiguous().data<float>().ToArray(), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void The_page_shows_the_data_sets_pixels_with_what_each_model_answered_and_asks_for_nothing_else()
    {
        var run = Write(folder);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("gallery.html, 1 images right only by the first model, 2 only by the second");
        var page = File.ReadAllText(folder["out/gallery.html"]);
        page.Should().Contain("baseline right, student wrong").And.NotContain("://").And.NotContain("<script");
        Regex.Replace(page, "<[^>]+>", " ").Should().MatchRegex(@"image 3 +student: +bird 0\.\d\d , cat 0\.\d\d +baseline: +cat 0\.\d\d");
        var shown = Regex.Matches(page, "alt=\"test image (\\d+), [a-z]+\"[^>]* src=\"data:image/png;base64,([^\"]+)\"");
        shown.Select(image => image.Groups[1].Value).Should().Equal("3", "5", "7");
        var test = DataPlaces.Open("cifar-10", folder.Path).Test;
        foreach (Match image in shown)
        {
            using var decoded = SKBitmap.Decode(Convert.FromBase64String(image.Groups[2].Value));
            var bytes = test.Image(int.Parse(image.Groups[1].Value)).ToArray();
            decoded.GetPixel(9, 17).Should().Be(new SKColor(bytes[17 * 32 + 9], bytes[1024 + 17 * 32 + 9], bytes[2048 + 17 * 32 + 9]));
        }
        // The student's weights are there, the baseline's are not.
        Regex.Count(page, "alt=\"where student saw").Should().Be(3);
        page.Should().NotContain("where baseline saw");
    }

    [Fact]
    public void Other_images_than_those_of_the_run_are_bad_input()
    {
        Write(folder);
        var record = File.ReadAllText(folder["run/run.json"]);
        File.WriteAllText(folder["run/run.json"], Regex.Replace(record, "\"fingerprint\": \"....", "\"fingerprint\": \"0000"));

        Commands.Program.Run("report", folder["run"], "--gallery", "--data", folder.Path, "--out", folder["again"])
            .ShouldBeBadInput("images with the fingerprint", "run.json");
        Commands.Program.Run("report", folder["run"], "--out", folder["again"]).ShouldBeBadInput("expected --gallery beside it");
        Directory.Exists(folder["again"]).Should().BeFalse();
    }

    /// <summary>A run on twelve written images, of which the student has one and the baseline two for itself; with its gallery.</summary>
    internal static Commands.Program.Outcome Write(TemporaryFolder at)
    {
        EvaluationInputs.WriteImages(at, "cifar-10");
        var dataset = DataPlaces.Open("cifar-10", at.Path);
        var recipe = RecipeFile.Find("published");
        var run = at["run"];
        foreach (var (model, wrong) in new[] { ("teacher", (int[])[]), ("baseline", [7]), ("student", [3, 5]) })
        {
            var logits = new double[12 * Classes];
            for (var image = 0; image < 12; image++)
                logits[image * Classes + (wrong.Contains(image) ? 2 : EvaluationInputs.Label(image))] = 2 + image / 4.0;
            Directory.CreateDirectory(Path.Combine(run, model));
            new Predictions([.. Enumerable.Range(0, 12).Select(EvaluationInputs.Label)], logits, Classes)
                .Write(Path.Combine(run, model, "test.csv"));
            Reproduction.Training.HistoryFile.Write(
                Path.Combine(run, model, "history.csv"), [new(model, 1, 132, 0.001, 1, 0.5, 1, 0.5)]);
        }
        using (var scope = NewDisposeScope())
        using (var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), Classes, seed: 4))
            SafeTensors.Write(
                Path.Combine(run, "student", "weights.safetensors"), network.state_dict().Select(weight => (weight.Key, weight.Value)));
        Record(recipe, dataset).Write(Path.Combine(run, "run.json"));
        return Commands.Program.Run("report", run, "--gallery", "--data", at.Path, "--out", at["out"]);
    }

    private static RunRecord Record(Recipe recipe, Dataset dataset) => new(
        recipe.Name, Protocol.Of(recipe).Hash(), Protocol.Of(recipe).ToJson(),
        new(dataset.Name, dataset.Source, dataset.ClassNames, dataset.Fingerprint, 60, 12, 12),
        42, "cpu", 2, new Dictionary<string, string>(), "unknown", [],
        recipe.Models.ToDictionary(model => model.Name, _ =>
            new ModelRecord("efficientnet_w0.1_d0.2", 1, "random weights", 1, 1, new JsonObject())));
}
