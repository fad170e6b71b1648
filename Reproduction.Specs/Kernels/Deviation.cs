using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using Reproduction.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

/// <summary>
/// How far a tensor in float32 is from what libtorch computes in float64, relative to the largest number in it. Float32 is
/// right where that is at most <see cref="Tolerance"/>; where a sum cancels, no more is asked than of libtorch's own float32, in an
/// arrangement whose known answers are right on this machine.
/// </summary>
internal static class Deviation
{
    internal const double Tolerance = 1e-5;

    // Two orders of one cancelling sum in float32 differ in luck.
    private const double Luck = 3;

    internal static double Of(Tensor found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        found.shape.Should().Equal(expected.shape);
        var exact = expected.detach().to(ScalarType.Float64);
        var size = Math.Max(exact.abs().max().item<double>(), 1e-30);
        return (found.detach().to(ScalarType.Float64) - exact).abs().max().item<double>() / size;
    }

    /// <summary>Those of a module's values, gradients and running statistics that the kernels compute wrong.</summary>
    /// <param name="module">In float32, its weights are drawn by this.</param>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="inputGradient">Whether the gradient at the input is compared too.</param>
    /// <param name="before">Done before each computation.</param>
    internal static IReadOnlyList<string> InTraining(
        nn.Module<Tensor, Tensor> module, Tensor input, bool inputGradient = true, Action? before = null)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8, CPU);
        Draw(module, generator);
        var state = module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
        Tensor? direction = null;
        Dictionary<string, Tensor> Results(ScalarType dtype)
        {
            module.to(dtype);
            using (no_grad())
                foreach (var (name, value) in module.state_dict()) value.copy_(state[name]);
            foreach (var parameter in module.parameters()) parameter.grad = null;
            before?.Invoke();
            var own = ChannelsLast.Of(input.detach().to(dtype)).requires_grad_(inputGradient);
            var output = module.call(own);
            direction ??= randn(output.shape, generator: generator);
            (output * direction.to(dtype)).sum().backward();
            Dictionary<string, Tensor> results = new() { ["output"] = output.detach() };
            if (inputGradient) results["gradient at the input"] = own.grad!;
            foreach (var (name, parameter) in module.named_parameters()) results[$"gradient at {name}"] = parameter.grad!.clone();
            foreach (var (name, buffer) in module.named_buffers()) results[name] = buffer.clone();
            return results;
        }

        var found = Results(ScalarType.Float32);
        var exact = Results(ScalarType.Float64);
        var deviations = found.ToDictionary(result => result.Key, result => Of(result.Value, exact[result.Key]));
        if (deviations.Values.All(deviation => deviation < Tolerance)) return [];
        using var plain = Arithmetic.UsePlain();
        using var sound = SoundArithmetic.Choose(CPU, trains: true);
        var libtorchs = Results(ScalarType.Float32).ToDictionary(result => result.Key, result => Of(result.Value, exact[result.Key]));
        return
        [
            .. deviations.Where(result => !(result.Value < Tolerance || result.Value < Luck * libtorchs[result.Key]))
                .Select(result => $"{result.Key}: {result.Value} where libtorch has {libtorchs[result.Key]}"),
        ];
    }

    /// <summary>How far a module's output in evaluation is from float64's.</summary>
    /// <param name="module">In float32 and evaluation mode; it is left in float64.</param>
    /// <param name="input">N×C×H×W.</param>
    internal static double InEvaluation(nn.Module<Tensor, Tensor> module, Tensor input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var found = module.call(ChannelsLast.Of(input));
        module.to(ScalarType.Float64);
        return Of(found, module.call(input.to(ScalarType.Float64)));
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
}
