using System.Text;
using Reproduction.Models;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>The family's shape against torchvision's (<c>golden/architectures.py</c>).</summary>
public sealed class ArchitectureParitySpecs
{
    public static TheoryData<string> Family => [.. EfficientNetArchitecture.Family.Select(architecture => architecture.Name)];

    [Theory]
    [MemberData(nameof(Family))]
    public void Everything_in_state_dict_has_torchvisions_name_shape_and_place(string name)
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), classes: 1000);
        var parameters = network.named_parameters().Select(parameter => parameter.name).ToHashSet();
        var facts = GoldenValues.Json("architectures", "facts").GetProperty(name);

        var table = new StringBuilder();
        foreach (var (key, tensor) in network.state_dict())
            table.Append(
                $"{(parameters.Contains(key) ? "parameter" : "buffer")} {key} "
                + $"{(tensor.dim() == 0 ? "scalar" : string.Join('x', tensor.shape))}\n");

        table.ToString().Should().Be(File.ReadAllText(Path.Combine(GoldenValues.Folder, "values", "architectures", $"{name}.txt")));
        network.parameters().Sum(parameter => parameter.numel()).Should().Be(facts.GetProperty("parameters").GetInt64());
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void What_an_architecture_lists_without_building_a_network_has_torchvisions_names_shapes_and_order_too(string name)
    {
        var lines = File.ReadLines(Path.Combine(GoldenValues.Folder, "values", "architectures", $"{name}.txt"));

        EfficientNetArchitecture.Named(name).Tensors(classes: 1000, advisors: [])
            .Select(tensor => $"{tensor.Key} {(tensor.Value.Count == 0 ? "scalar" : string.Join('x', tensor.Value))}")
            .Should().Equal(lines.Select(line => line[(line.IndexOf(' ') + 1)..]));
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void Every_block_has_torchvisions_rate_of_stochastic_depth_and_the_head_its_dropout(string name)
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), classes: 10);
        var facts = GoldenValues.Json("architectures", "facts").GetProperty(name);
        var rates = facts.GetProperty("stochastic_depth");

        var residual = network.named_modules().Where(module => module.module is StochasticDepth).ToList();
        residual.Should()
            .HaveCount(EfficientNetArchitecture.Named(name).Stages()
                .Sum(stage => stage.Layers - (stage.Stride == 1 && stage.Input == stage.Output ? 0 : 1)));
        foreach (var (path, module) in residual)
            ((StochasticDepth)module).Rate.Should()
                .BeApproximately(rates.GetProperty(path.Replace("stochasticDepth", "stochastic_depth", StringComparison.Ordinal))
                    .GetDouble(), 1e-15, path);
        network.modules().OfType<SeededDropout>().Should().ContainSingle().Which.Rate.Should().Be(facts.GetProperty("dropout").GetDouble());
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void Every_batch_norm_has_torchvisions_constants(string name)
    {
        var constants = GoldenValues.Json("architectures", "facts").GetProperty(name).GetProperty("batch_norm");
        var architecture = EfficientNetArchitecture.Named(name);

        constants.GetArrayLength().Should().Be(1);
        architecture.BatchNormEpsilon.Should().Be(constants[0][0].GetDouble());
        architecture.BatchNormMomentum.Should().Be(constants[0][1].GetDouble());
    }
}
