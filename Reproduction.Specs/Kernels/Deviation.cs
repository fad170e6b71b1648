using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

/// <summary>How far a tensor in float32 is from the same in float64 by libtorch, relative to the largest number in it.</summary>
internal static class Deviation
{
    internal static double Of(Tensor found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        found.shape.Should().Equal(expected.shape);
        var exact = expected.detach().to(ScalarType.Float64);
        var size = Math.Max(exact.abs().max().item<double>(), 1e-30);
        return (found.detach().to(ScalarType.Float64) - exact).abs().max().item<double>() / size;
    }

    /// <summary>The worst of values, gradients and running statistics of a module against the same module in float64.</summary>
    /// <param name="module">In float32, so that the kernels compute it; it is moved to float64 by this.</param>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="inputGradient">Whether the gradient at the input is compared too.</param>
    internal static IEnumerable<(string Name, double Deviation)> InTraining(nn.Module<Tensor, Tensor> module, Tensor input, bool inputGradient = true)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8, CPU);
        Draw(module, generator);
        var before = module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
        var own = Reproduction.Models.ChannelsLast.Of(input).requires_grad_(inputGradient);
        var output = module.call(own);
        var direction = randn(output.shape, generator: generator);
        (output * direction).sum().backward();
        var found = Results(module, own, output, inputGradient);

        module.zero_grad();
        foreach (var parameter in module.parameters()) parameter.grad = null;
        module.to(ScalarType.Float64);
        using (no_grad())
            foreach (var (name, value) in module.state_dict()) value.copy_(before[name]);
        var same = input.detach().to(ScalarType.Float64).requires_grad_(inputGradient);
        var exact = module.call(same);
        (exact * direction.to(ScalarType.Float64)).sum().backward();
        var expected = Results(module, same, exact, inputGradient);

        return [.. found.Select(result => (result.Key, Of(result.Value, expected[result.Key])))];
    }

    internal static void Draw(nn.Module module, Generator generator)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in module.state_dict())
        {
            if (value.dtype != ScalarType.Float32) continue;
            if (name.EndsWith("running_var", StringComparison.Ordinal)) value.uniform_(0.5, 2, generator);
            else if (value.dim() == 1) value.normal_(name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0.1, 0.3, generator);
            else value.normal_(0, Math.Sqrt(2.0 / value[0].numel()), generator);
        }
    }

    private static Dictionary<string, Tensor> Results(nn.Module module, Tensor input, Tensor output, bool inputGradient)
    {
        Dictionary<string, Tensor> results = new() { ["output"] = output.detach().clone() };
        if (inputGradient) results["gradient at the input"] = input.grad!.clone();
        foreach (var (name, parameter) in module.named_parameters()) results[$"gradient at {name}"] = parameter.grad!.clone();
        foreach (var (name, buffer) in module.named_buffers()) results[name] = buffer.clone();
        return results;
    }
}
