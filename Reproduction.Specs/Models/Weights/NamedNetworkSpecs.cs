using Reproduction.Models;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

public sealed class NamedNetworkSpecs
{
    private static readonly int[] LayersOfB0 = [1, 2, 2, 3, 3, 4, 1];

    /// <summary>Shapes of some tensors as the libraries' own networks print them.</summary>
    [Theory]
    [InlineData("timm", "conv_stem.weight", "features.0.0.weight")]
    [InlineData("timm", "blocks.0.0.conv_pw.weight", "features.1.0.block.2.0.weight")]
    [InlineData("timm", "blocks.1.0.conv_pw.weight", "features.2.0.block.0.0.weight")]
    [InlineData("timm", "blocks.5.3.se.conv_expand.bias", "features.6.3.block.2.fc2.bias")]
    [InlineData("timm", "bn2.running_var", "features.8.1.running_var")]
    [InlineData("lukemelas", "_blocks.0._bn1.weight", "features.1.0.block.0.1.weight")]
    [InlineData("lukemelas", "_blocks.15._project_conv.weight", "features.7.0.block.3.0.weight")]
    [InlineData("lukemelas", "_fc.weight", "classifier.1.weight")]
    [InlineData("hugging face", "efficientnet.encoder.blocks.1.expansion.expand_conv.weight", "features.2.0.block.0.0.weight")]
    [InlineData("hugging face", "efficientnet.encoder.top_bn.bias", "features.8.1.bias")]
    public void Names_of_other_libraries_mean_torchvisions(string library, string theirs, string ours)
    {
        var entries = Entries("efficientnet_b0", LayersOfB0, library);

        var network = NamedNetwork.In(entries).Should().ContainSingle().Which;

        network.Translated(EfficientNetArchitecture.Named("efficientnet_b0"), entries)[entries.FindIndex(entry => entry.Name == theirs)]
            .Should().Be(ours);
    }

    [Theory]
    [InlineData("efficientnet_b0", new[] { 1, 2, 2, 3, 3, 4, 1 })]
    [InlineData("efficientnet_b1", new[] { 2, 3, 3, 4, 4, 5, 2 })]
    [InlineData("efficientnet_b4", new[] { 2, 4, 4, 6, 6, 8, 2 })]
    public void Every_tensor_of_every_library_is_found_and_the_member_of_the_family_recognised(string name, int[] layers)
    {
        foreach (var library in (string[])["torchvision", "timm", "lukemelas", "hugging face"])
        {
            var entries = Entries(name, layers, library);

            var match = ArchitectureMatch.Of(entries)!;

            match.Differences.Should().BeEmpty(library);
            match.PassedOver.Should().BeEmpty(library);
            match.Architecture.Name.Should().Be(library is "lukemelas" or "hugging face" ? $"tf_{name}" : name, library);
        }
    }

    [Theory]
    [InlineData("timm", "efficientnet_b5", 1e-5, StridePadding.Symmetric)]
    [InlineData("timm", "tf_efficientnet_b5", 1e-3, StridePadding.Same)]
    [InlineData("lukemelas", "efficientnet_b0", 1e-3, StridePadding.Same)]
    [InlineData("hugging face", "efficientnet_b0", 1e-3, StridePadding.Same)]
    [InlineData("torchvision", "efficientnet_b0", 1e-5, StridePadding.Symmetric)]
    [InlineData("torchvision", "tf_efficientnet_b0", 1e-3, StridePadding.Same)]
    public void The_library_decides_epsilon_and_padding(string library, string asked, double epsilon, StridePadding padding)
    {
        var scheme = NamedNetwork.In(Entries("efficientnet_b0", LayersOfB0, library)).Single().Scheme;

        var architecture = scheme.Architecture(EfficientNetArchitecture.Named(asked));

        (architecture.BatchNormEpsilon, architecture.Padding).Should().Be((epsilon, padding));
    }

    [Fact]
    public void What_stands_beside_the_network_is_passed_over_and_what_is_its_own_and_unknown_is_not()
    {
        List<TensorEntry> entries =
        [
            .. Entries("efficientnet_b0", LayersOfB0, "timm").Select(entry => entry with { Name = $"model.{entry.Name}" }),
            new("criterion.weight", ScalarType.Float32, [10]), new("model.extra.weight", ScalarType.Float32, [3]),
        ];

        var match = ArchitectureMatch.Of(entries)!;

        match.Network.ToString().Should().Be("names of timm after 'model.'");
        match.PassedOver.Should().Equal("criterion.weight");
        match.Differences.Should().Equal("extra.weight [3] is unexpected");
    }

    [Fact]
    public void A_network_of_which_a_tensor_holds_no_numbers_of_floating_point_does_not_fit()
    {
        List<TensorEntry> entries = Entries("efficientnet_b0", LayersOfB0, "timm");
        var stem = entries.FindIndex(entry => entry.Name == "conv_stem.weight");
        entries[stem] = entries[stem] with { Dtype = ScalarType.Int8 };

        ArchitectureMatch.Of(entries)!.Differences.Should().Equal(
            "features.0.0.weight is int8, as quantised weights or masks are, expected numbers of floating point, such as float32");
    }

    [Fact]
    public void Behind_what_torch_compile_puts_before_a_network_stands_what_is_its_own_and_nothing_else()
    {
        List<TensorEntry> entries =
        [
            .. Entries("efficientnet_b0", LayersOfB0, "torchvision").Select(entry => entry with { Name = $"_orig_mod.{entry.Name}" }),
            new("class_weights", ScalarType.Float32, [10]), new("_orig_mod.extra.weight", ScalarType.Float32, [3]),
        ];

        var match = ArchitectureMatch.Of(entries)!;

        match.PassedOver.Should().Equal("class_weights");
        match.Differences.Should().Equal("extra.weight [3] is unexpected");
    }

    [Theory]
    [InlineData("backbone.", "fc")]
    [InlineData("backbone.", "classifier")]
    [InlineData("model.backbone.", "model.head")]
    [InlineData("", "classifier")]
    [InlineData("", "fc")]
    public void A_classifier_may_have_another_name_and_stand_beside_the_network(string prefix, string classifier)
    {
        List<TensorEntry> entries = [.. Entries("efficientnet_b0", LayersOfB0, "torchvision").Select(entry => entry with
        {
            Name = entry.Name.StartsWith("classifier.1", StringComparison.Ordinal)
                ? entry.Name.Replace("classifier.1", classifier, StringComparison.Ordinal)
                : prefix + entry.Name,
        })];

        var match = ArchitectureMatch.Of(entries)!;

        match.Differences.Should().BeEmpty();
        match.Classes.Should().Be(10);
    }

    private static List<TensorEntry> Entries(string name, int[] layers, string library)
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), classes: 10);
        return [.. network.state_dict().Select(tensor => new TensorEntry(library switch
        {
            "timm" => LibraryNames.Timm(tensor.Key, layers),
            "lukemelas" => LibraryNames.Lukemelas(tensor.Key, layers),
            "hugging face" => LibraryNames.HuggingFace(tensor.Key, layers),
            _ => tensor.Key,
        }, tensor.Value.dtype, tensor.Value.shape))];
    }
}
