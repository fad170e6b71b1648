using System.Text.Json.Nodes;
using Reproduction.Kernels;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Speed;

/// <summary>
/// Where the time of one training step goes, in milliseconds: what each pass of the kernels took in the fastest of several measurements,
/// divided by the threads, and the floor beside it. The rest is what no kernel does: loss, libtorch's graph, memory, threads that wait.
/// </summary>
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
        using var measurements = Benchmark.Repeated(BenchmarkKind.Train, architecture, imageSize, batch, steps, null).GetEnumerator();
        // The first one warms up.
        measurements.MoveNext();
        var rounds = Enumerable.Range(0, Rounds).Select(_ =>
        {
            var works = Profile.Of(() => measurements.MoveNext());
            return (Works: works, Step: batch / measurements.Current.ImagesPerSecond);
        }).ToList();
        var (parts, step) = rounds.MinBy(round => round.Step);
        double Share(Work work) => MilliSeconds * parts[work] / get_num_threads() / steps;

        var layers = Layers(architecture, imageSize, batch).ToList();
        var weights = (double)sizeof(float) * Parameters(architecture);
        var floor = Floor.Measure();
        return new()
        {
            ["convolution"] = Share(Work.Convolution),
            ["depthwise"] = Share(Work.Depthwise),
            ["batch_norm"] = Share(Work.BatchNorm),
            ["activation"] = Share(Work.Activation),
            ["excitation"] = Share(Work.Excitation),
            ["packing"] = Share(Work.Packing),
            ["optimiser"] = Share(Work.Optimiser),
            ["rest"] = MilliSeconds * step - Enum.GetValues<Work>().Sum(Share),
            ["step"] = MilliSeconds * step,
            // Weights are read twice and their gradients written; the optimiser reads four numbers and writes three.
            ["floor"] = MilliSeconds * floor.Seconds(
                layers.Sum(layer => layer.MultiplyAdds), layers.Sum(layer => layer.Bytes) + 10 * weights),
            ["evaluation_floor"] = MilliSeconds * floor.Seconds(
                layers.Sum(layer => layer.EvaluationMultiplyAdds), layers.Sum(layer => layer.EvaluationBytes) + weights),
            ["multiply_adds_per_second"] = floor.MultiplyAddsPerSecond,
            ["bytes_per_second"] = floor.BytesPerSecond,
        };
    }

    private static long Parameters(EfficientNetArchitecture architecture)
    {
        using var network = new EfficientNet(architecture, Benchmark.Classes);
        return network.parameters().Sum(parameter => parameter.numel());
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
