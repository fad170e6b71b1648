using Reproduction.Models;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

public sealed class StateDictSpecs : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Every_tensor_is_copied_into_the_types_of_the_network_and_a_missing_counter_is_no_harm()
    {
        using var from = Small(seed: 1);
        using var to = Small(seed: 2);

        Load(to, Tensors(from).Where(tensor => !tensor.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key, tensor => tensor.Value.to(float64))).Should().BeFalse();

        foreach (var (name, value) in to.state_dict())
        {
            value.dtype.Should().Be(from.state_dict()[name].dtype, name);
            value.equal(from.state_dict()[name]).all().item<bool>().Should().BeTrue(name);
        }
    }

    [Fact]
    public void What_does_not_fit_is_named_with_both_shapes_and_nothing_is_copied()
    {
        using var to = Small(seed: 2);
        var before = to.state_dict()["features.0.0.weight"].clone();
        using var from = Small(seed: 1);
        var tensors = Tensors(from);
        tensors.Remove("features.8.1.bias");
        tensors["features.0.1.weight"] = ones(3, 2);
        tensors["fc.weight"] = ones(5);

        var loading = () => Load(to, tensors);

        loading.Should().Throw<BadInputException>().WithMessage(
            "w.pth: does not fit efficientnet_w0.1_d0.2 with 10 classes: features.0.1.weight is [3, 2], expected [8]; "
            + "features.8.1.bias is missing, expected [128]; fc.weight [5] is unexpected");
        to.state_dict()["features.0.0.weight"].equal(before).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Of_many_misfits_a_dozen_are_named_and_the_rest_counted()
    {
        using var to = Small(seed: 2);
        using var from = Small(seed: 1);
        var tensors = Tensors(from);
        for (var i = 0; i < 20; i++) tensors[$"extra.{i}"] = ones(1);

        var loading = () => Load(to, tensors);

        loading.Should().Throw<BadInputException>().WithMessage("*extra.0 [1] is unexpected*extra.11 [1] is unexpected; and 8 more");
    }

    [Fact]
    public void Weights_of_another_member_of_the_family_are_called_by_its_name()
    {
        using var to = Small(seed: 2);
        using var b0 = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_b0"), classes: 7);

        var loading = () => Load(to, Tensors(b0));

        loading.Should().Throw<BadInputException>()
            .WithMessage("w.pth: it holds efficientnet_b0 with 7 classes, and does not fit efficientnet_w0.1_d0.2 with 10 classes: *");
    }

    [Fact]
    public void A_classifier_for_another_number_of_classes_is_kept_only_where_asked_for_and_said_so()
    {
        using var to = Small(seed: 2);
        var own = to.state_dict()["classifier.1.weight"].clone();
        using var imageNet = Small(seed: 1, classes: 1000);

        FluentActions.Invoking(() => Load(to, Tensors(imageNet))).Should().Throw<BadInputException>()
            .WithMessage("*classifier.1.weight is [1000, 128], expected [10, 128]; classifier.1.bias is [1000], expected [10]");
        StateDict.Load(to, Stored(Tensors(imageNet)), "w.pth", keepClassifier: true).Should().BeTrue();

        to.state_dict()["classifier.1.weight"].equal(own).all().item<bool>().Should().BeTrue();
        to.state_dict()["features.0.0.weight"].equal(imageNet.state_dict()["features.0.0.weight"]).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void A_classifier_that_fits_is_taken_even_where_another_would_be_replaced()
    {
        using var to = Small(seed: 2);
        using var from = Small(seed: 1);

        StateDict.Load(to, Stored(Tensors(from)), "w.pth", keepClassifier: true).Should().BeFalse();

        to.state_dict()["classifier.1.weight"].equal(from.state_dict()["classifier.1.weight"]).all().item<bool>().Should().BeTrue();
    }

    /// <summary>Codes of quantised weights, masks of pruning and Fourier coefficients have the shapes of weights.</summary>
    [Theory]
    [InlineData(ScalarType.Int8, "is int8, as quantised weights or masks are, expected numbers of floating point, such as float32")]
    [InlineData(ScalarType.Byte, "is uint8, as quantised weights or masks are")]
    [InlineData(ScalarType.Bool, "is bool, as quantised weights or masks are")]
    [InlineData(ScalarType.Int64, "is int64, as quantised weights or masks are")]
    [InlineData(ScalarType.ComplexFloat32, "is complex64, expected real numbers")]
    public void Weights_that_are_no_numbers_of_floating_point_are_refused_with_their_type(ScalarType type, string expected)
    {
        using var to = Small(seed: 2);
        using var from = Small(seed: 1);
        var tensors = Tensors(from);
        tensors["features.8.0.weight"] = tensors["features.8.0.weight"].to(type);

        FluentActions.Invoking(() => Load(to, tensors)).Should().Throw<BadInputException>()
            .WithMessage($"w.pth: features.8.0.weight {expected}*");
    }

    /// <summary>What model.half() and conversions of whole files leave.</summary>
    [Theory]
    [InlineData(ScalarType.Float16, ScalarType.Int64)]
    [InlineData(ScalarType.BFloat16, ScalarType.Int32)]
    [InlineData(ScalarType.Float64, ScalarType.Float64)]
    public void Weights_of_any_precision_are_taken_and_counters_of_batches_of_any_type(ScalarType weights, ScalarType counters)
    {
        using var to = Small(seed: 2);
        using var from = Small(seed: 1);
        var tensors = Tensors(from).ToDictionary(tensor => tensor.Key, tensor => tensor.Value.to(
            tensor.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? counters : weights));

        FluentActions.Invoking(() => Load(to, tensors)).Should().NotThrow();
    }

    private static EfficientNet Small(ulong seed, int classes = 10) =>
        new(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), classes, seed: seed);

    private static Dictionary<string, Tensor> Tensors(EfficientNet network) =>
        network.state_dict().ToDictionary(tensor => tensor.Key, tensor => tensor.Value);

    private static bool Load(EfficientNet network, Dictionary<string, Tensor> tensors) => StateDict.Load(network, Stored(tensors), "w.pth");

    private static StoredTensors Stored(Dictionary<string, Tensor> tensors) =>
        new(new Dictionary<string, string>(), tensors);
}
