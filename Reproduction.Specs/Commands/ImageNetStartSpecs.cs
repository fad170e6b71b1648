using Reproduction.Commands;
using Reproduction.Data;
using Reproduction.Metrics.Resampling;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

[Collection(nameof(Computing))]
public sealed class ImageNetStartSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The classifier is new, and drawn as PyTorch draws a linear layer of 1,280 inputs; by fan-in it starts at 0.</summary>
    [Theory]
    [InlineData("torchvision", 0.0277, 0.027951)]
    [InlineData("fan_in", 0, 1e-6)]
    public void A_recipe_with_ImageNet_weights_starts_from_them_and_its_report_says_that_the_classifier_is_new(
        string initialisation, double least, double most)
    {
        var recipe = RecipeFile.Find("quick", [
            ("train_images", "60"), ("test_images", "20"), ("held_out.choose_epoch", "20"), ("training.batch_size", "20"),
                ("training.epochs", "1"),
            // So small a step that the weights stay where they began.
            ("training.learning_rate", "1e-12"), ("training.weight_decay", "0"),
            ("networks.teacher.architecture", "efficientnet_b0"), ("networks.teacher.weights", "imagenet"),
            ("networks.teacher.initialisation", initialisation),
            ("networks.student.architecture", "efficientnet_w0.1_d0.2"),
        ]);
        var dataset = DataPlaces.Open(recipe.Dataset, TinyRun.Data);
        WriteWeights("teacher.safetensors", "efficientnet_b0", classes: 1000);
        var stages = StagePlan.Of(recipe, 1);
        var experiment = new Experiment(
            recipe, folder["run"], dataset, CPU, new PlainProgress(TextWriter.Null, TextWriter.Null), architecture =>
            {
                architecture.Name.Should().Be("efficientnet_b0", "only the teacher's weights are asked for");
                return folder["teacher.safetensors"];
            }, CancellationToken.None);

        experiment.Make(stages, FoundRecords.Of(folder["run"], stages));

        var run = experiment.Whole(1, stages, MetricsJson.Of);
        run.Models["teacher"].StartedFrom.Should().Be("torchvision's ImageNet weights with a new classifier for 10 classes");
        run.Models["student"].StartedFrom.Should().Be("random weights");
        run.Write(folder["run/seed-1/run.json"]);
        RunReportReader.Read(folder["run/seed-1"]).Models[0].Description.Should()
            .Contain("from torchvision's ImageNet weights with a new classifier for 10 classes");
        using var scope = NewDisposeScope();
        var trained = SafeTensors.Read(folder["run/seed-1/teacher/weights.safetensors"]).Tensors;
        var given = SafeTensors.Read(folder["teacher.safetensors"]).Tensors["features.0.0.weight"];
        (trained["features.0.0.weight"] - given).abs().max().item<float>().Should().BeLessThan(1e-6f);
        // Of 12,800 weights one at least lies within a hundredth of the bound, 1/√1280.
        trained["classifier.1.weight"].abs().max().item<float>().Should().BeInRange((float)least, (float)most);
        trained["classifier.1.bias"].abs().max().item<float>().Should().BeInRange((float)least / 10, (float)most);
    }

    [Fact]
    public void Reproduce_looks_for_the_weights_in_the_data_folder_and_refuses_a_file_with_another_checksum()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("data/fashion-mnist"), "");
        var file = ImageNetWeights.Named("efficientnet_b0")!.Files[0].Name;
        File.WriteAllBytes(folder[$"data/{file}"], [1, 2, 3]);

        Reproduce("networks.teacher.architecture=efficientnet_b0").ShouldBeBadInput(folder[$"data/{file}"], "SHA256", "expected 7f5810bc");
        File.Exists(folder["run/seed-1/run.json"]).Should().BeFalse("no run was begun");
    }

    [Fact]
    public void Reproduce_says_that_a_network_of_ones_own_has_no_ImageNet_weights()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("data/fashion-mnist"), "");

        Reproduce("networks.teacher.architecture=efficientnet_w0.2_d0.2")
            .ShouldBeBadInput(
                "networks.teacher.weights: found 'imagenet', expected random: torchvision's weights are of efficientnet_b0 to");
    }

    private Program.Outcome Reproduce(string architecture) => Program.Run(
        "reproduce", "quick", "--data", folder["data"], "--out", folder["run"], "--set", "held_out.choose_epoch=1", "--set",
        "training.batch_size=2",
        "--set", "networks.teacher.weights=imagenet", "--set", architecture);

    private void WriteWeights(string file, string architecture, int classes)
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named(architecture), classes, seed: 77);
        using var scope = NewDisposeScope();
        SafeTensors.Write(folder[file], network.state_dict().Select(tensor => (tensor.Key, tensor.Value)));
    }
}
