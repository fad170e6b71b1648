using System.Text.Json.Nodes;
using Reproduction.Experiments;
using Reproduction.Models;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Speed;

/// <summary>The share table of one training step, in milliseconds, the least of several times, and the floor beside it.</summary>
public static class StepShare
{
    private const int Rounds = 5;
    private const double MilliSeconds = 1000;

    /// <summary>Measures it.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="imageSize">Side of the images.</param>
    /// <param name="batch">Images a step.</param>
    /// <param name="steps">Timed steps.</param>
    public static JsonObject Of(EfficientNetArchitecture architecture, int imageSize, int batch, int steps)
    {
        var layers = Layers(architecture, imageSize, batch).ToList();
        var parts = StepShares.Of(layers, Rounds);
        var step = batch / Benchmark.Repeated(BenchmarkKind.Train, architecture, imageSize, batch, steps, null).Take(Rounds)
            .Max(measured => measured.ImagesPerSecond);
        var optimiser = OptimiserStep(architecture, out var parameters);
        // Weights are read twice and their gradients written; the optimiser reads four numbers and writes three.
        var floor =
            StepShares.Floor(layers.Sum(layer => layer.MultiplyAdds), layers.Sum(layer => layer.Bytes) + 10.0 * sizeof(float) * parameters);
        var rest = step - parts.Convolution - parts.Depthwise - parts.BatchNorm - parts.Activation - optimiser;
        return new()
        {
            ["convolution"] = MilliSeconds * parts.Convolution,
            ["depthwise"] = MilliSeconds * parts.Depthwise,
            ["batch_norm"] = MilliSeconds * parts.BatchNorm,
            ["activation"] = MilliSeconds * parts.Activation,
            ["optimiser"] = MilliSeconds * optimiser,
            ["rest"] = MilliSeconds * rest,
            ["step"] = MilliSeconds * step,
            ["floor"] = MilliSeconds * floor.Seconds,
            ["multiply_adds_per_second"] = floor.MultiplyAddsPerSecond,
            ["bytes_per_second"] = floor.BytesPerSecond,
        };
    }

    private static double OptimiserStep(EfficientNetArchitecture architecture, out long parameters)
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(architecture, 10);
        using var optimiser = new Optimiser(OptimiserKind.Adam, network, 0);
        foreach (var parameter in network.parameters()) parameter.grad = zeros(parameter.shape);
        parameters = network.parameters().Sum(parameter => parameter.numel());
        return StepShares.Best(() => optimiser.Step(0.001), Rounds);
    }

    private static IEnumerable<ShareLayer> Layers(EfficientNetArchitecture architecture, int imageSize, int batch)
    {
        const int stemTaps = 28;
        var stages = architecture.Stages().ToList();
        var side = (imageSize + 1) / 2;
        yield return new(batch, side, stemTaps, stages[0].Input, stages[0].Input, 0, 1, Expands: true, BackToInput: false);
        foreach (var stage in stages)
        {
            for (var layer = 0; layer < stage.Layers; layer++)
            {
                var (input, stride) = layer == 0 ? (stage.Input, stage.Stride) : (stage.Output, 1);
                yield return new(
                    batch, side, input, EfficientNetArchitecture.Channels(input * stage.Expansion), stage.Output, stage.Kernel, stride,
                    Expands: stage.Expansion != 1, BackToInput: true);
                side = (side - 1) / stride + 1;
            }
        }
        var last = stages[^1].Output;
        yield return new(batch, side, last, 4 * last, 4 * last, 0, 1, Expands: true, BackToInput: true);
    }
}
