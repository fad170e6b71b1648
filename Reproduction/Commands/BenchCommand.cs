using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Training;

namespace Reproduction.Commands;

/// <summary><c>bench</c>: one measurement of speed.</summary>
public static class BenchCommand
{
    private const int MostSide = 1024;
    private const int MostImages = 4096;
    private const int MostSteps = 100_000;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "train, distill (with stored teacher's logits) or eval." };
        var model = new Option<string>("--model") { Description = "efficientnet_b0 to efficientnet_b7, or efficientnet_wW_dD.", Required = true };
        var size = new Option<int>("--image-size") { Description = "Side of the images in pixels.", Required = true };
        var batch = new Option<int>("--batch") { Description = "Images a step.", Required = true };
        var steps = new Option<int>("--steps") { Description = $"Timed steps, after {Benchmark.WarmUpSteps} that are not.", Required = true };
        var plain = new Option<bool>("--plain-kernels") { Description = "libtorch as it comes, without this program's own kernels." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("bench", "Measure the speed of a training step, a distillation step or evaluation.")
        {
            kind, model, size, batch, steps, plain, json,
        };
        command.SetAction(parsed =>
        {
            var what = parsed.GetValue(kind) switch
            {
                "train" => BenchmarkKind.Train,
                "distill" => BenchmarkKind.Distill,
                "eval" => BenchmarkKind.Eval,
                var other => throw new BadInputException($"bench: found '{other}', expected train, distill or eval"),
            };
            var architecture = EfficientNetArchitecture.Named(parsed.GetValue(model)!);
            var side = Within("--image-size", parsed.GetValue(size), 1, MostSide);
            var images = Within("--batch", parsed.GetValue(batch), 2, MostImages);
            var repeats = Within("--steps", parsed.GetValue(steps), 1, MostSteps);
            using var kernels = parsed.GetValue(plain) ? Arithmetic.UsePlain() : null;
            Print(
                Benchmark.Of(what, architecture, side, images, repeats), parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return CommandLine.Done;
        });
        return command;
    }

    private static void Print(Benchmark measured, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(new JsonObject
            {
                ["images_per_second"] = measured.ImagesPerSecond,
                ["cpu_seconds_per_image"] = measured.CpuSecondsPerImage,
                ["peak_memory_bytes"] = measured.PeakMemoryBytes,
                ["seconds_to_first_step"] = measured.SecondsToFirstStep,
                ["arithmetic"] = Arithmetic.Name,
            }.ToJsonString());
            return;
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{measured.ImagesPerSecond:F1} images a second, {1000 * measured.CpuSecondsPerImage:F2} ms of processor time an image, {measured.PeakMemoryBytes >> 20} MiB at most, {measured.SecondsToFirstStep:F2} s to the first step ({Arithmetic.Name})"));
    }

    private static int Within(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new BadInputException($"{option}: found {value}, expected {least} to {most}");
}
