using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Data;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Speed;
using TorchSharp;

namespace Reproduction.Commands;

/// <summary><c>bench</c>: one measurement of speed.</summary>
public static class BenchCommand
{
    internal const string Name = "bench";

    private const int MostSide = 1024;
    private const int MostImages = 4096;
    private const int MostSteps = 100_000;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var kind = new Argument<string>("KIND")
        {
            Description = "train, distill (with a teacher's stored logits, or a live --teacher), eval, or share: where a training step's "
                + "milliseconds go."
        };
        kind.CompletionSources.Add("train", "distill", "eval", "share");
        var model =
            new Option<string>("--model")
            {
                Description = "efficientnet_b0 to efficientnet_b7, or efficientnet_wW_dD.",
                Required = true,
                HelpName = "NAME"
            };
        var size = new Option<int>("--image-size") { Description = "Side of the images in pixels.", Required = true, HelpName = "N" };
        var batch = new Option<int>("--batch") { Description = "Images a step.", Required = true, HelpName = "N" };
        var steps =
            new Option<int>("--steps")
            {
                Description = $"Timed steps, after {Benchmark.WarmUpSteps} that are not.",
                Required = true,
                HelpName = "N"
            };
        var plain = new Option<bool>("--plain-kernels") { Description = "libtorch as it comes, without this program's own kernels." };
        var teacher =
            new Option<string?>("--teacher") { Description = "For distill: a network that answers in each step.", HelpName = "NAME" };
        var dataset = new Option<string?>("--dataset")
        {
            Description = "Prepare each step's images from this data set, cropped and flipped, instead of timing one random batch.",
            HelpName = "NAME"
        };
        var data = DataOption.Create();
        var onRequest = new Option<bool>("--on-request") { Description = "Measure once for each line on standard input, until it ends." };
        var json = JsonOption.Create();
        var command = new Verb(
            Name, "Measure the speed of a training step, a distillation step or evaluation.",
            "reproduction bench train --model efficientnet_b0 --image-size 64 \\\n      --batch 32 --steps 10")
        {
            kind, model, size, batch, steps, teacher, plain, dataset, data, onRequest, json,
        };
        command.SaysNo = "something computes wrongly here";
        command.SetAction(parsed => Run(
            new()
            {
                Kind = parsed.GetValue(kind)!,
                Model = parsed.GetValue(model)!,
                ImageSize = parsed.GetValue(size),
                Batch = parsed.GetValue(batch),
                Steps = parsed.GetValue(steps),
                Teacher = parsed.GetValue(teacher),
                PlainKernels = parsed.GetValue(plain),
                Dataset = parsed.GetValue(dataset),
                Data = parsed.GetValue(data),
                OnRequest = parsed.GetValue(onRequest),
                Json = parsed.GetValue(json),
            },
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(Options options, TextWriter output, TextWriter error)
    {
        var isShare = options.Kind == "share";
        var what = options.Kind switch
        {
            "share" => BenchmarkKind.Train,
            "train" => BenchmarkKind.Train,
            "distill" => BenchmarkKind.Distill,
            "eval" => BenchmarkKind.Eval,
            var other => throw new BadInputException($"bench: found '{other}', expected train, distill, eval or share"),
        };
        var architecture = EfficientNetArchitecture.Named(options.Model);
        var live = options.Teacher is { } named ? EfficientNetArchitecture.Named(named) : null;
        if (live is not null && what != BenchmarkKind.Distill)
            throw new BadInputException($"--teacher: found with {options.Kind}, expected with distill alone");
        if (options.Data is not null && options.Dataset is null)
            throw new BadInputException("--data: found without --dataset, expected the data set that is there");
        if (isShare && (options.Dataset is not null || options.OnRequest))
            throw new BadInputException("bench share: found --dataset or --on-request, expected neither: it measures one step of its own");
        var side = Within("--image-size", options.ImageSize, 1, MostSide);
        var count = Within("--batch", options.Batch, 2, MostImages);
        var repeats = Within("--steps", options.Steps, 1, MostSteps);
        LibTorch.Load();
        using var kernels = options.PlainKernels ? Arithmetic.UsePlain() : null;
        using var arithmetic = LibTorch.ChooseArithmetic(torch.CPU, trains: what != BenchmarkKind.Eval, error);
        if (isShare)
        {
            var share = StepShare.Of(architecture, side, count, repeats);
            share["threads"] = torch.get_num_threads();
            output.WriteLine(share.ToJsonString());
            return CommandLine.Done;
        }
        var images = options.Dataset is { } name ? DataPlaces.Open(name, options.Data) : null;
        if (images is not null && !options.Json) output.WriteLine(images.Sentence);
        using var measurements = Benchmark.Repeated(what, architecture, side, count, repeats, images, live).GetEnumerator();
        do
        {
            if (options.OnRequest && Console.In.ReadLine() is null) break;
            measurements.MoveNext();
            Print(measurements.Current, images, options.Json, output);
        }
        while (options.OnRequest);
        return CommandLine.Done;
    }

    private static void Print(Benchmark measured, Dataset? data, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            var all = new JsonObject
            {
                ["images_per_second"] = measured.ImagesPerSecond,
                ["cpu_seconds_per_image"] = measured.CpuSecondsPerImage,
                ["peak_memory_bytes"] = measured.PeakMemoryBytes,
                ["seconds_to_first_step"] = measured.SecondsToFirstStep,
                ["threads"] = torch.get_num_threads(),
                ["cores_busy"] = measured.ImagesPerSecond * measured.CpuSecondsPerImage,
                ["data_share"] = measured.DataShare,
                ["arithmetic"] = Arithmetic.Name,
            };
            if (data is not null) all["data"] = data.ToJson();
            output.WriteLine(all.ToJsonString());
            return;
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{measured.ImagesPerSecond:F1} images per second, {1000 * measured.CpuSecondsPerImage:F2} ms of processor time an image, "
            + $"{measured.PeakMemoryBytes >> 20} MiB at most, {measured.SecondsToFirstStep:F2} s to the first step; "
            + $"{torch.get_num_threads()} threads, {measured.ImagesPerSecond * measured.CpuSecondsPerImage:F2} cores busy "
            + $"({Arithmetic.Name})"));
    }

    private static int Within(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new BadInputException($"{option}: found {value}, expected {least} to {most}");

    private sealed record Options
    {
        public required string Kind { get; init; }

        public required string Model { get; init; }

        public required int ImageSize { get; init; }

        public required int Batch { get; init; }

        public required int Steps { get; init; }

        public required string? Teacher { get; init; }

        public required bool PlainKernels { get; init; }

        public required string? Dataset { get; init; }

        public required string? Data { get; init; }

        public required bool OnRequest { get; init; }

        public required bool Json { get; init; }
    }
}
