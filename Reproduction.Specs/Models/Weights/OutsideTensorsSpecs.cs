using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

/// <summary>
/// Tensors that stand in a checkpoint beside the dictionary of its network: a training's state is passed over, what may act on the image or
/// on the logits is refused.
/// </summary>
public sealed class OutsideTensorsSpecs : IDisposable
{
    private const string Architecture = "efficientnet_w0.1_d0.2";

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly List<(string Name, byte[] Content)> records = [];

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("temperature", new long[] { 1 }, "'temperature' may change the 10 logits of the network")]
    [InlineData("calibrator/weight", new long[] { 10, 10 }, "'calibrator.weight' may change the 10 logits of the network")]
    [InlineData("calibrator/scale", new long[] { 1 }, "'calibrator.scale' may change the 10 logits of the network")]
    [InlineData("best/calibrator/weight", new long[] { 3 }, "'best.calibrator.weight' may change the 10 logits of the network")]
    [InlineData("head/weight", new long[] { 10, 128 }, "'head.weight' takes the 128 features of the network")]
    [InlineData("metric_fc/weight", new long[] { 10, 128 }, "'metric_fc.weight' takes the 128 features of the network")]
    [InlineData("criterion/weight", new long[] { 10, 128 }, "'criterion.weight' takes the 128 features of the network")]
    [InlineData("logit_bias", new long[] { 10 }, "'logit_bias' may change the 10 logits of the network")]
    [InlineData("opt_temperature", new long[0], "'opt_temperature' may change the 10 logits of the network")]
    [InlineData("ema_temperature", new long[] { 1 }, "'ema_temperature' may change the 10 logits of the network")]
    [InlineData("scaler/temperature", new long[] { 1 }, "'scaler.temperature' may change the 10 logits of the network")]
    [InlineData("val_logits", new long[] { 10, 10 }, "'val_logits' may change the 10 logits of the network")]
    public void A_layer_beside_the_dictionary_that_takes_features_or_logits_is_refused(string keys, long[] shape, string expected)
    {
        Write("state_dict", Under(keys, Stored(ones(shape))));

        Refusal().Should().Be(
            $"{Path}: {expected}, which is not known to have such a layer, expected the network alone, which --key state_dict chooses");
        FluentActions.Invoking(() => Read("state_dict")).Should().NotThrow();
    }

    [Theory]
    [InlineData("prior", new long[] { 10 }, "'prior'")]
    [InlineData("conv/weight", new long[] { 3, 3, 1, 1 }, "'conv.weight'")]
    [InlineData("stn/weight", new long[] { 32, 90 }, "'stn.weight'")]
    [InlineData("epsilon", new long[0], "'epsilon'")]
    [InlineData("best_alpha", new long[0], "'best_alpha'")]
    [InlineData("val_threshold", new long[] { 1 }, "'val_threshold'")]
    [InlineData("train_mean", new long[] { 1 }, "'train_mean'")]
    [InlineData("best_map", new long[] { 7 }, "'best_map'")]
    public void Any_other_tensor_of_floats_beside_the_dictionary_may_act_on_the_image_and_is_refused(
        string keys, long[] shape, string expected)
    {
        Write("model", Under(keys, Stored(ones(shape))));

        Refusal().Should().Be(
            $"{Path}: {expected} beside the network may act on the image or on its logits, and the network is not known to have such "
            + "layers, expected it alone: --key model chooses it, where they take no part in its answer");
        FluentActions.Invoking(() => Read("model")).Should().NotThrow();
    }

    /// <summary>Temperature scaling as an object of a class of its own.</summary>
    [Fact]
    public void A_module_that_was_pickled_whole_beside_the_dictionary_is_refused_by_its_parameters()
    {
        byte[] module = [.. TorchFile.Global("scaling", "Calibrator"), (byte)')', 0x81,
            .. TorchFile.Dictionary(("_parameters", TorchFile.Dictionary(("temperature", Stored(ones(1)))))), (byte)'b'];
        Write("state_dict", ("calibrator", module));

        Refusal().Should().StartWith($"{Path}: 'calibrator.temperature' may change the 10 logits of the network");
    }

    [Fact]
    public void Masks_of_pruned_weights_are_refused()
    {
        Write("state_dict", Under("masks/features.1.0.block.0.0.weight", Stored(ones(new long[] { 8, 1, 3, 3 }, ScalarType.Bool))));

        Refusal().Should().StartWith($"{Path}: 'masks.features.1.0.block.0.0.weight' beside the network may act on the image");
    }

    /// <summary>What trainers of all kinds keep to go on from, and what scripts keep of figures.</summary>
    [Theory]
    [InlineData("optimizer/state/0/exp_avg", new long[] { 10, 128 })]
    [InlineData("optimizer_state_dict/state/0/momentum_buffer", new long[] { 10 })]
    [InlineData("temperature_optimizer/state/0/exp_avg", new long[] { 1 })]
    [InlineData("opt/state/grad_avg", new long[] { 10, 128 })]
    [InlineData("lr_schedulers/base", new long[] { 1 })]
    [InlineData("scaler/_scale", new long[] { 1 })]
    [InlineData("amp/loss_scaler0", new long[0])]
    [InlineData("native_amp_scaling_state/scale", new long[0])]
    [InlineData("callbacks/ModelCheckpoint{'monitor': 'val_loss'}/best_model_score", new long[0])]
    [InlineData("loops/fit_loop/loss", new long[0])]
    [InlineData("hyper_parameters/class_weights", new long[] { 10 })]
    [InlineData("args/temperature", new long[] { 1 })]
    [InlineData("best_acc1", new long[0])]
    [InlineData("best_acc1", new long[] { 1 })]
    [InlineData("best_prec1", new long[] { 1 })]
    [InlineData("meta/best_prec1", new long[0])]
    [InlineData("prec5", new long[0])]
    [InlineData("best_mAP", new long[0])]
    [InlineData("best_map", new long[] { 1 })]
    [InlineData("curves/val_psnr", new long[] { 30 })]
    [InlineData("val_r2", new long[0])]
    [InlineData("val_mIoU", new long[0])]
    [InlineData("val_conf_mat", new long[] { 10, 10 })]
    [InlineData("conf_matrix", new long[] { 10, 10 })]
    [InlineData("sampler/weights", new long[] { 500 })]
    [InlineData("message_hub/runtime_info/momentum", new long[] { 1 })]
    [InlineData("best", new long[0])]
    [InlineData("best_score", new long[] { 1 })]
    [InlineData("loss", new long[0])]
    [InlineData("train_losses", new long[] { 10 })]
    [InlineData("val_acc", new long[] { 10 })]
    [InlineData("valid/accs", new long[] { 30 })]
    [InlineData("history/val_loss", new long[] { 10 })]
    [InlineData("confusion_matrix", new long[] { 10, 10 })]
    [InlineData("metrics/confusion_matrix", new long[] { 10, 10 })]
    [InlineData("val_logits", new long[] { 500, 10 })]
    [InlineData("test/targets", new long[] { 500 })]
    [InlineData("class_weights", new long[] { 10 })]
    [InlineData("class_counts", new long[] { 10 })]
    [InlineData("criterion/weight", new long[] { 10 })]
    [InlineData("loss_fn/pos_weight", new long[] { 10 })]
    [InlineData("criterion/centers", new long[] { 10, 128 })]
    [InlineData("ema/decay", new long[0])]
    [InlineData("ema_params/0", new long[] { 8, 3, 3, 3 })]
    [InlineData("teacher_model/fc.weight", new long[] { 10, 128 })]
    [InlineData("epoch", new long[0])]
    public void The_state_of_a_training_beside_the_dictionary_is_passed_over_without_a_word(string keys, long[] shape)
    {
        Write("state_dict", Under(keys, Stored(ones(shape))));

        Read().PassedOver.Should().BeEmpty();
    }

    [Theory]
    [InlineData("rng_state", new long[] { 5056 }, ScalarType.Byte)]
    [InlineData("generators/numpy", new long[] { 624 }, ScalarType.Int64)]
    [InlineData("train_indices", new long[] { 128 }, ScalarType.Int64)]
    [InlineData("table", new long[] { 10, 10 }, ScalarType.Int64)]
    [InlineData("is_held_out", new long[] { 500 }, ScalarType.Bool)]
    public void Whole_numbers_beside_the_dictionary_are_states_of_generators_places_and_counts(string keys, long[] shape, ScalarType type)
    {
        Write("state_dict", Under(keys, Stored(ones(shape, type))));

        Read().PassedOver.Should().BeEmpty();
    }

    [Theory]
    [InlineData("mean", "std", 1f)]
    [InlineData("mean", "std", 255f)]
    [InlineData("normalizer/mean", "normalizer/std", 1f)]
    public void A_mean_and_a_deviation_beside_the_dictionary_must_be_those_that_images_are_normalised_by(
        string mean, string std, float unit)
    {
        Write("state_dict",
            Under(mean, Stored(tensor(new[] { 0.5f * unit, 0.5f * unit, 0.5f * unit }))),
            Under(std, Stored(tensor(new[] { 0.25f * unit, 0.25f * unit, 0.25f * unit }))));

        Refusal().Should().Be(
            $"{Path}: '{mean.Replace('/', '.')}' beside the network is another mean of its images than --mean says, expected --mean "
            + "0.5,0.5,0.5 --std 0.25,0.25,0.25, found --mean 0.485,0.456,0.406, or the network alone: --key state_dict chooses it");
        FluentActions.Invoking(() => Read(normalisation: new(new(0.5f, 0.5f, 0.5f), new(0.25f, 0.25f, 0.25f)))).Should().NotThrow();
        FluentActions.Invoking(() => Read("state_dict")).Should().NotThrow();
    }

    [Fact]
    public void ImageNets_mean_and_deviation_beside_the_dictionary_are_those_that_images_are_normalised_by()
    {
        Write("state_dict",
            Under("mean", Stored(tensor(new[] { 0.485f, 0.456f, 0.406f }).reshape(1, 3, 1, 1))),
            Under("std", Stored(tensor(new[] { 0.229f, 0.224f, 0.225f }).reshape(1, 3, 1, 1))));

        FluentActions.Invoking(() => Read()).Should().NotThrow();
    }

    /// <summary>A script's own name for its network, beside what is no network.</summary>
    [Theory]
    [InlineData("criterion/weight", new long[] { 10 })]
    [InlineData("best_acc1", new long[] { 1 })]
    public void What_stands_beside_a_network_under_a_name_of_ones_own_makes_it_no_second_network(string keys, long[] shape)
    {
        Write("my_network", Under(keys, Stored(ones(shape))));

        Read().PassedOver.Should().BeEmpty();
    }

    [Fact]
    public void What_is_called_weights_and_holds_no_network_is_none_beside_one()
    {
        Write("my_network", Under("weights/classes", Stored(ones(10))));

        Refusal().Should().StartWith($"{Path}: 'weights.classes' beside the network").And.Contain("--key my_network chooses it");
    }

    [Fact]
    public void A_mean_beside_a_network_under_a_name_of_ones_own_is_named_and_not_taken_for_the_network()
    {
        Write("my_network", Under("mean", Stored(full([3], 0.5f))), Under("std", Stored(full([3], 0.25f))));

        Refusal().Should().StartWith($"{Path}: 'mean' beside the network is another mean of its images than --mean says");
    }

    [Fact]
    public void What_stands_in_a_dictionary_beside_tensors_at_the_top_is_outside_too()
    {
        var network = Network().Select(tensor => (tensor.Name, Stored(tensor.Value)));
        Save([.. network, Under("calibrator/weight", Stored(ones(10, 10))), Under("optimizer/state", Stored(ones(10, 128)))]);

        Refusal().Should().EndWith(
            "'calibrator.weight' may change the 10 logits of the network, which is not known to have such a layer, expected the network "
            + "alone, which --key . chooses");
        FluentActions.Invoking(() => Read(".")).Should().NotThrow();
    }

    /// <summary>A network whose names nothing stands before, as a subclass of torchvision's with its loss in it.</summary>
    [Theory]
    [InlineData("criterion.weight", new long[] { 10 }, null)]
    [InlineData("train_acc.tp", new long[] { 10 }, null)]
    [InlineData("mean", new long[] { 3 }, "'mean' normalises the input otherwise than by ImageNet's mean and standard deviation")]
    [InlineData("criterion.weight", new long[] { 10, 128 }, "'criterion.weight' takes the 128 features of the network")]
    [InlineData("temperature", new long[] { 1 }, "temperature [1] is unexpected")]
    public void Beside_names_that_begin_with_nothing_a_loss_and_a_mean_are_known_by_their_own(string name, long[] shape, string? expected)
    {
        SafeTensors.Write(Path, Network().Append((name, full(shape, 0.5f))));

        if (expected is null) Read().PassedOver.Should().Equal(name);
        else Refusal().Should().Contain(expected);
    }

    private string Path => folder["w.pth"];

    private LoadedNetwork Read(string? key = null, Normalisation? normalisation = null) =>
        LoadedNetwork.Read(NetworkArchitecture.Named(Architecture), Path, key, classes: 10, "cifar-10", normalisation);

    private string Refusal() => FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>().Which.Message;

    private void Write(string key, params (string Key, byte[] Value)[] beside) => Save(
    [
        (key, TorchFile.Dictionary([.. Network().Select(tensor => (tensor.Name, Stored(tensor.Value)))])), .. beside,
    ]);

    private void Save((string Key, byte[] Value)[] parts) => TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(parts)), records);

    /// <summary>Dictionaries within each other, by their keys between slashes.</summary>
    private static (string Key, byte[] Value) Under(string keys, byte[] value)
    {
        string[] parts = keys.Split('/');
        return (parts[0], parts.Skip(1).Reverse().Aggregate(value, (inner, key) => TorchFile.Dictionary((key, inner))));
    }

    private byte[] Stored(Tensor value)
    {
        records.Add(($"archive/data/{records.Count}", value.bytes.ToArray()));
        return TorchFile.Tensor(value.shape, value.stride(), elements: value.numel(), key: $"{records.Count - 1}", type: value.dtype switch
        {
            ScalarType.Int64 => "LongStorage",
            ScalarType.Byte => "ByteStorage",
            ScalarType.Bool => "BoolStorage",
            _ => "FloatStorage",
        });
    }

    private static List<(string Name, Tensor Value)> Network()
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named(Architecture), classes: 10);
        return [.. network.state_dict().Select(tensor => (tensor.Key, tensor.Value.detach().clone().contiguous()))];
    }
}
