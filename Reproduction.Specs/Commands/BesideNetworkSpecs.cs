using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

/// <summary>
/// Tensors beside a network in its file: what may act on the image or on the logits is refused, what counts or teaches is not.
/// </summary>
[Collection(nameof(Computing))]
public sealed class BesideNetworkSpecs : IDisposable
{
    private const string Architecture = "efficientnet_w0.1_d0.2";

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public BesideNetworkSpecs() => EvaluationInputs.WriteImages(folder, "cifar-10");

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    /// <summary>A norm of the image, a layer before the stem, GeM pooling, a spatial transformer.</summary>
    [Theory]
    [InlineData("bn0.weight", new long[] { 3 })]
    [InlineData("bn0.running_mean", new long[] { 3 })]
    [InlineData("to_rgb.weight", new long[] { 3, 1, 1, 1 })]
    [InlineData("colour.weight", new long[] { 3, 3, 1, 1 })]
    [InlineData("global_pool.p", new long[] { 1 })]
    [InlineData("stn.fc_loc.0.weight", new long[] { 32, 90 })]
    [InlineData("localization.0.weight", new long[] { 8, 3, 7, 7 })]
    [InlineData("ema.conv1.weight", new long[] { 8, 8, 1, 1 })]
    [InlineData("photometric.weight", new long[] { 3, 3, 1, 1 })]
    [InlineData("geometric_stn.fc_loc.0.weight", new long[] { 32, 90 })]
    [InlineData("focal_norm.weight", new long[] { 24 })]
    [InlineData("metric_stn.0.weight", new long[] { 8, 3, 7, 7 })]
    [InlineData("metrics.norm.weight", new long[] { 10 })]
    [InlineData("accuracy_norm.running_var", new long[] { 3 })]
    [InlineData("loss_norm.bias", new long[] { 10 })]
    public void A_layer_that_may_act_on_the_image_or_on_the_logits_is_refused_with_a_way_to_the_network_alone(string name, long[] shape)
    {
        Write("backbone.", (name, ones(shape)));

        Evaluate().ShouldBeBadInput(
            $"beside.safetensors: '{name}' beside the network may act on the image or on its logits",
            "expected it alone: --key backbone chooses it, where they take no part in its answer");
        var alone = Evaluate("--key", "backbone");
        alone.ExitCode.Should().Be(0, alone.Error);
    }

    /// <summary>
    /// transformers' projector between the features and the classifier, ArcFace's head, cosine classification, and a temperature, whatever
    /// they are called.
    /// </summary>
    [Theory]
    [InlineData("projector.weight", new long[] { 128, 128 }, "takes the 128 features of the network")]
    [InlineData("projector.2.weight", new long[] { 128, 16 }, "takes the 128 features of the network")]
    [InlineData("metric_fc.weight", new long[] { 10, 128 }, "takes the 128 features of the network")]
    [InlineData("cosine.class_weight", new long[] { 10, 128 }, "takes the 128 features of the network")]
    [InlineData("metrics.class_weights", new long[] { 10, 64 }, "may change the 10 logits of the network")]
    [InlineData("ece_scaling.temperature", new long[] { 1 }, "may change the 10 logits of the network")]
    [InlineData("loss.weight", new long[] { 10, 128 }, "takes the 128 features of the network")]
    [InlineData("criterion.head.0.weight", new long[] { 64, 128 }, "takes the 128 features of the network")]
    [InlineData("loss_adapter.weight", new long[] { 10, 10 }, "may change the 10 logits of the network")]
    [InlineData("celoss.1.weight", new long[] { 10, 64 }, "may change the 10 logits of the network")]
    public void A_layer_that_takes_features_or_logits_is_refused_whatever_it_is_called(string name, long[] shape, string expected)
    {
        Write("backbone.", (name, ones(shape)));

        Evaluate().ShouldBeBadInput(expected);
    }

    /// <summary>A loss's weights of classes stand alone; with a bias they are a layer's, whatever their module is called.</summary>
    [Theory]
    [InlineData("bias")]
    [InlineData("running_mean")]
    public void Weights_of_classes_with_a_bias_or_statistics_beside_them_are_of_a_layer(string beside)
    {
        Write("backbone.", ("loss_norm.weight", ones(10)), ($"loss_norm.{beside}", ones(10)));

        Evaluate().ShouldBeBadInput(
            "'loss_norm.weight'", $"'loss_norm.{beside}'", " beside the network may act on the image or on its logits");
    }

    [Fact]
    public void What_torch_compile_puts_into_a_network_is_not_needed_in_the_key()
    {
        SafeTensors.Write(folder["beside.safetensors"], Written()
            .Select(tensor => (tensor.Name.Replace("features.", "features._orig_mod.", StringComparison.Ordinal), tensor.Value))
            .Select(tensor => ($"model._orig_mod.backbone.{tensor.Item1}", tensor.Value))
            .Append(("model.adapter.weight", ones(3, 3, 1, 1))));

        Evaluate().ShouldBeBadInput("'model.adapter.weight' beside the network may act on", "--key model.backbone chooses it");
        var alone = Evaluate("--key", "model.backbone");
        alone.ExitCode.Should().Be(0, alone.Error);
    }

    [Fact]
    public void Of_many_such_layers_some_are_named_and_the_rest_counted()
    {
        Write("backbone.", [.. Enumerable.Range(0, 5).Select(i => ($"stn.{i}.weight", ones(2, 2)))]);

        Evaluate().ShouldBeBadInput("'stn.0.weight', 'stn.1.weight', 'stn.2.weight' and 2 more beside the network");
    }

    [Fact]
    public void A_network_whose_last_layer_stands_beside_it_too_is_to_be_saved_again_without_them()
    {
        SafeTensors.Write(folder["beside.safetensors"], Written()
            .Select(tensor => (tensor.Name.StartsWith("classifier.1", StringComparison.Ordinal)
                ? tensor.Name.Replace("classifier.1", "fc", StringComparison.Ordinal)
                : $"backbone.{tensor.Name}", tensor.Value))
            .Append(("bn0.weight", ones(3))));

        Evaluate().ShouldBeBadInput("expected it alone: save it again without them, where they take no part in its answer");
    }

    [Theory]
    [InlineData("criterion.weight", new long[] { 10 })]
    [InlineData("loss_weights", new long[] { 10 })]
    [InlineData("class_weights", new long[] { 10 })]
    [InlineData("train_acc.tp", new long[] { 10 })]
    [InlineData("val_metrics.MulticlassAccuracy.confmat", new long[] { 10, 10 })]
    [InlineData("valid_f1.fn", new long[] { 10 })]
    [InlineData("n_averaged", new long[] { 1 })]
    [InlineData("global_step", new long[] { 1 })]
    [InlineData("projector.0.weight", new long[] { 16, 128 })]
    [InlineData("projection_head.2.bias", new long[] { 16 })]
    [InlineData("dummy_param", new long[] { 0 })]
    [InlineData("ce.weight", new long[] { 10 })]
    [InlineData("bce.pos_weight", new long[] { 1 })]
    [InlineData("focal.alpha", new long[] { 10 })]
    [InlineData("celoss.weight", new long[] { 10 })]
    [InlineData("MulticlassF1Score.preds", new long[] { 7 })]
    [InlineData("criterion.temperature", new long[] { 1 })]
    [InlineData("criterion.vgg.0.weight", new long[] { 8, 3, 3, 3 })]
    [InlineData("loss.proxies", new long[] { 10, 128 })]
    [InlineData("train_loss.weight", new long[0])]
    [InlineData("val_metrics.mean.weight", new long[0])]
    [InlineData("metrics.per_class", new long[] { 10 })]
    [InlineData("teacher.layer1.0.conv1.weight", new long[] { 8, 8, 3, 3 })]
    [InlineData("teacher.fc.weight", new long[] { 10, 128 })]
    public void What_counts_or_measures_or_teaches_is_passed_over_and_said_so(string name, long[] shape)
    {
        Write("backbone.", (name, ones(shape)));

        var run = Evaluate();

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain($"; passed over beside the network: {name}\n");
    }

    [Theory]
    [InlineData("best_epoch", new long[0])]
    [InlineData("iteration", new long[] { 1 })]
    [InlineData("val_stats.tp", new long[] { 10 })]
    [InlineData("train_metrics.matrix", new long[] { 10, 10 })]
    public void Whole_numbers_that_count_are_passed_over_whatever_they_are_called(string name, long[] shape)
    {
        Write("model.", (name, ones(shape, int64)));

        var run = Evaluate();

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain($"; passed over beside the network: {name}\n");
    }

    [Theory]
    [InlineData("_orig_mod.", "class_weights")]
    [InlineData("model._orig_mod.", "model.criterion.weight")]
    public void What_stands_beside_a_compiled_network_is_not_its_own(string prefix, string name)
    {
        Write(prefix, (name, ones(10)));

        var run = Evaluate();

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain($"; passed over beside the network: {name}\n");
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(255f)]
    public void A_network_that_normalises_its_input_itself_gives_the_same_logits_by_the_options(float unit)
    {
        Write("model.",
            ("normalize.mean", tensor(new[] { 0.485f * unit, 0.456f * unit, 0.406f * unit }).reshape(1, 3, 1, 1)),
            ("normalize.std", tensor(new[] { 0.229f * unit, 0.224f * unit, 0.225f * unit }).reshape(1, 3, 1, 1)));

        Evaluate().ExitCode.Should().Be(0);
        Evaluate("--mean", "0,0,0").ShouldBeBadInput(
            "'normalize.mean' normalises the input by ImageNet's mean within the network, in the place of which --mean does it, "
            + "expected --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225, found --mean 0,0,0");
        Evaluate("--std", "1,1,1").ShouldBeBadInput("expected --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225, found --std 1,1,1");
    }

    [Fact]
    public void A_mean_and_a_deviation_may_be_called_by_their_plurals()
    {
        Write("model.",
            ("normalize.means", tensor(new[] { 0.485f, 0.456f, 0.406f })), ("normalize.stds", tensor(new[] { 0.229f, 0.224f, 0.225f })));

        Evaluate().ExitCode.Should().Be(0);
        Evaluate("--std", "1,1,1").ShouldBeBadInput("'normalize.stds' normalises the input by ImageNet's standard deviation");
    }

    /// <summary>Caffe's mean in bytes, beside a deviation of 1 in the same unit.</summary>
    [Fact]
    public void A_mean_in_bytes_says_that_the_deviation_is_in_bytes_too()
    {
        Write("model.", ("normalize.mean", tensor(new[] { 123.68f, 116.78f, 103.94f })), ("normalize.std", ones(3)));

        Evaluate().ShouldBeBadInput("--mean 0.4850196,0.4579608,0.4076079 --std 0.0039216,0.0039216,0.0039216");
        Evaluate("--mean", "0.485,0.458,0.4076", "--std", "1,1,1").ShouldBeBadInput(
            "'normalize.std' normalises the input otherwise than by ImageNet's", "--std 0.0039216,0.0039216,0.0039216, found --std 1,1,1");
        Evaluate("--mean", "0.485,0.458,0.4076", "--std", "0.0044,0.0044,0.0044").ShouldBeBadInput("found --std 0.0044,0.0044,0.0044");
        var taken = Evaluate("--mean", "0.485,0.458,0.4076", "--std", "0.0039216,0.0039216,0.0039216");
        taken.ExitCode.Should().Be(0, taken.Error);
    }

    [Fact]
    public void A_network_that_normalises_its_input_otherwise_than_by_ImageNets_is_taken_where_the_options_say_the_same()
    {
        Write("model.", ("norm.mean", full([3], 0.5f)), ("norm.std", full([3], 0.25f)));
        string[] own = ["--mean", "0.5,0.5,0.5", "--std", "0.25,0.25,0.25"];

        Evaluate().ShouldBeBadInput(
            "'norm.mean' normalises the input otherwise than by ImageNet's mean and standard deviation, expected the network alone, or its "
            + "own --mean and --std: --mean 0.5,0.5,0.5");
        Evaluate("--mean", "0.5,0.5,0.5").ShouldBeBadInput("'norm.std' normalises", "--std 0.25,0.25,0.25");
        Evaluate("--mean", "0.4,0.5,0.5").ShouldBeBadInput("--mean 0.5,0.5,0.5 --std 0.25,0.25,0.25, found --mean 0.4,0.5,0.5");
        var taken = Evaluate([.. own, "--json"]);
        taken.ExitCode.Should().Be(0, taken.Error);
        SafeTensors.Write(folder["beside.safetensors"], Written());
        Likelihood(Evaluate([.. own, "--json"])).Should().Be(Likelihood(taken));
    }

    /// <summary>LitEma of latent diffusion, in a module beside the network: parameters alone, their names without points.</summary>
    [Theory]
    [InlineData("model.")]
    [InlineData("")]
    public void An_average_whose_names_have_lost_their_points_is_a_second_network_that_the_key_chooses(string seen)
    {
        (string Name, Tensor Value)[] averaged = [.. Written().Where(tensor => IsParameter(tensor.Name))
            .Select(tensor => (tensor.Name, tensor.Value * 0.9f))];
        Write("model.", [.. averaged.Select(tensor => ($"model_ema.{$"{seen}{tensor.Name}".Replace(".", "")}", tensor.Value)),
            ("model_ema.decay", tensor(0.999f)), ("model_ema.num_updates", tensor(7L))]);

        Evaluate().ShouldBeBadInput(
            "holds several networks: names of torchvision after 'model.', names of torchvision after 'model_ema.'; choose one with --key "
            + "NAME");
        var (live, average) = (Likelihood(Evaluate("--key", "model", "--json")), Likelihood(Evaluate("--key", "model_ema", "--json")));
        SafeTensors.Write(folder["beside.safetensors"], Written());
        live.Should().Be(Likelihood(Evaluate("--json")));
        SafeTensors.Write(folder["beside.safetensors"], Written().Where(tensor => !IsParameter(tensor.Name)).Concat(averaged));
        average.Should().Be(Likelihood(Evaluate("--json"))).And.NotBe(live);
    }

    [Fact]
    public void An_average_that_lacks_a_parameter_is_passed_over_and_said_so()
    {
        Write("model.", [.. Written().Where(tensor => tensor.Name != "classifier.1.bias" && IsParameter(tensor.Name))
            .Select(tensor => ($"model_ema.{tensor.Name.Replace(".", "")}", tensor.Value)), ("model_ema.decay", tensor(0.999f))]);

        var run = Evaluate();

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("; passed over beside the network: model_ema.features00weight, ");
    }

    private static bool IsParameter(string name) => !name.Contains("running_") && !name.EndsWith("num_batches_tracked");

    private static double Likelihood(Program.Outcome run)
    {
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("nll").GetDouble();
    }

    private Program.Outcome Evaluate(params string[] more) => Program.Run(
        ["evaluate", "--model", Architecture, "--weights", folder["beside.safetensors"], "--dataset", "cifar-10", "--data", folder.Path,
            "--image-size", "32", .. more]);

    private void Write(string prefix, params (string Name, Tensor Value)[] beside) => SafeTensors.Write(
        folder["beside.safetensors"], Written().Select(tensor => ($"{prefix}{tensor.Name}", tensor.Value)).Concat(beside));

    private static IEnumerable<(string Name, Tensor Value)> Written()
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named(Architecture), classes: 10);
        return [.. network.state_dict()
            .Select(tensor => (tensor.Key, EvaluationInputs.Weight(tensor.Key, tensor.Value.shape, calm: true)))];
    }
}
