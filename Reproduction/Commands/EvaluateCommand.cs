using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Files;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.Resampling;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Reporting.Pages;
using Reproduction.Text;
using Reproduction.Training;
using TorchSharp;

namespace Reproduction.Commands;

/// <summary><c>evaluate</c>: logits and metrics of given weights on a data set.</summary>
public static class EvaluateCommand
{
    internal const string Name = "evaluate";

    private const int MostImages = 4096;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var model = Required(
            "--model", "NAME", "efficientnet_b0 to efficientnet_b7, timm's tf_efficientnet_b0 to b7, efficientnet_wW_dD such as "
            + "efficientnet_w0.5_d0.25, or rednet26 and the like, such as rednet26_w0.5_k3.");
        var weights = Required(
            "--weights", "FILE", "A .pth, .pt, .ckpt or .safetensors file, the index of shards, or - for standard input; names may be "
            + "torchvision's, timm's, lukemelas' or Hugging Face's.");
        var key = KeyOption.Create();
        var dataset = Required(
            "--dataset", "NAME", $"{string.Join(", ", KnownDataset.All.Select(known => known.Name))} or the name of an imported one.");
        var data = DataOption.Create();
        var size =
            new Option<int>("--image-size") { Description = "Side of the network's input in pixels.", Required = true, HelpName = "N" };
        var split = ChoiceOption.Create("--split", "Which images: test or train.", "test", "train");
        var resize = ChoiceOption.Create(
            "--resize", "Bilinear as Pillow does it on bytes, or as torchvision on tensors, not antialiased.", "pil", "tensor");
        var mean = Channels("--mean", "Mean of the red, green and blue channel, in [0, 1]", Normalisation.ImageNet.Mean);
        var std = Channels("--std", "Standard deviation of each likewise", Normalisation.ImageNet.Std);
        var predictions =
            new Option<string?>("--predictions") { Description = "Where to write the logits (.csv or .csv.gz).", HelpName = "OUT" };
        var device = DeviceOption.Create();
        var batch = new Option<int?>("--batch")
        {
            Description = "Images that are computed at a time: more want more memory [default: 100, on CUDA 500 at 64 px, fewer above].",
            HelpName = "N"
        };
        var json = JsonOption.Create();
        var command = new Verb(
            Name, "Measure given weights on a data set: every metric with its 95 % interval.",
            "reproduction evaluate --model efficientnet_b0 --weights b0.pth \\\n      --dataset cifar-10 --image-size 224 --predictions out.csv")
        {
            model, weights, key, dataset, data, size, split, resize, mean, std, device, batch, predictions, json,
        };
        command.SaysNo = "something computes wrongly here";
        command.SetAction(parsed => Run(
            new()
            {
                Model = parsed.GetValue(model)!,
                Weights = parsed.GetValue(weights)!,
                Key = parsed.GetValue(key),
                Dataset = parsed.GetValue(dataset)!,
                Data = parsed.GetValue(data),
                ImageSize = parsed.GetValue(size),
                Split = parsed.GetValue(split)!,
                Resize = parsed.GetValue(resize)!,
                Mean = parsed.GetValue(mean)!,
                Std = parsed.GetValue(std)!,
                Device = parsed.GetValue(device)!,
                Batch = parsed.GetValue(batch),
                Predictions = parsed.GetValue(predictions),
                Json = parsed.GetValue(json),
            },
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(Options options, TextWriter output, TextWriter error)
    {
        LibTorch.Load();
        var images = DataPlaces.Open(options.Dataset, options.Data);
        var chosen = options.Split switch
        {
            "test" => images.Test,
            "train" => images.Train,
            var other => throw new BadInputException($"--split: found '{other}', expected test or train"),
        };
        var method = options.Resize switch
        {
            "pil" => ResizeMethod.Pil,
            "tensor" => ResizeMethod.Tensor,
            var other => throw new BadInputException($"--resize: found '{other}', expected pil or tensor"),
        };
        if (options.ImageSize is < 1 or > 1024)
            throw new BadInputException($"--image-size: found {options.ImageSize}, expected 1 to 1024");
        if (options.Batch is < 1 or > MostImages)
            throw new BadInputException($"--batch: found {options.Batch}, expected 1 to {MostImages}");
        var place = Devices.Named(options.Device);
        using var arithmetic = LibTorch.ChooseArithmetic(place, trains: false, error);
        var input = new Preprocessing(
            options.ImageSize, method, new(Checked("--mean", options.Mean, least: 0), Checked("--std", options.Std, least: 1e-6)), []);
        var (result, network) = Predict(
            NetworkArchitecture.Named(options.Model), options.Weights, options.Key, images, chosen, input, place, options.Batch, error);
        // First what cannot fail: a place that cannot be written must not cost the figures.
        if (options.Json) output.WriteLine(Json(result, network, images, options.Split, input).ToJsonString());
        else
        {
            output.WriteLine(images.Sentence);
            output.WriteLine(
                $"{options.Split} images at {input.ImageSize} px, bilinear {(method == ResizeMethod.Pil ? "as Pillow" : "on tensors")}, "
                + $"mean {Joined(input.Normalisation.Mean)}, standard deviation {Joined(input.Normalisation.Std)}");
            output.WriteLine($"{network.Architecture.Name} from {network}\n");
            MetricsText.Write(result, images.ClassNames, Bootstrap.Of(result), output);
        }
        if (options.Predictions is { } path) result.Write(path);
        return CommandLine.Done;
    }

    private static (Predictions, LoadedNetwork) Predict(
        NetworkArchitecture architecture, string weights, string? key, Dataset data, ImageSet images, Preprocessing input,
        torch.Device device, int? batch, TextWriter error)
    {
        using var scope = torch.NewDisposeScope();
        var loaded = LoadedNetwork.Read(
            architecture, weights, key, data.ClassNames.Count, data.Name, input.Normalisation);
        if (loaded.ClassNames is { } names) CheckClasses(InputFile.Name(weights), names, data, error);
        if (loaded.Input?.Differences(input.Normalisation, input.ImageSize).ToList() is { Count: > 0 } differences)
            error.WriteLine(PlainProgress.WarningLine(
                $"{InputFile.Name(weights)}: says that its network was made for images that are prepared otherwise: expected "
                + string.Join("; ", differences)));
        ChannelsLast.Apply(loaded.Network);
        loaded.Network.to(device);
        var subset = new Subset(images, [.. Enumerable.Range(0, images.Count)]);
        var logits = Evaluation.Of(loaded.Network, subset, input, device, batch: batch).Logits;
        var classes = loaded.Network.Classes;
        if (Array.FindIndex(logits, logit => !float.IsFinite(logit)) is >= 0 and var at)
            throw new BadInputException(
                $"{InputFile.Name(weights)}: image {at / classes} gets the logit {logits[at]}, expected finite numbers");
        return (new([.. images.Labels], logits, classes), loaded);
    }

    private static Option<string> Required(string name, string value, string description) =>
        new(name) { Description = description, Required = true, HelpName = value };

    private static Option<string> Channels(string name, string description, Rgb standard) => new(name)
    {
        Description = $"{description}.",
        HelpName = "R,G,B",
        DefaultValueFactory = _ => Joined(standard),
    };

    private static string Joined(Rgb channels) =>
        string.Create(CultureInfo.InvariantCulture, $"{channels[0]},{channels[1]},{channels[2]}");

    private static Rgb Checked(string option, string given, double least)
    {
        float[] channels = [.. given.Split(',').Select(text =>
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN)];
        return channels.Length == 3 && channels.All(value => value >= least && value <= 1)
            ? new(channels[0], channels[1], channels[2])
            : throw new BadInputException($"{option} {given}: expected three numbers from 0 to 1, of red, green and blue"
                + (least > 0 ? ", none of them 0" : ""));
    }

    /// <summary>Weights that say which class is which must say what the data set does.</summary>
    private static void CheckClasses(string file, IReadOnlyList<string> names, Dataset data, TextWriter error)
    {
        List<string> expected = [.. data.ClassNames.Select(ComposedText.Of)];
        if (names.SequenceEqual(expected)) return;
        if (names.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
            throw new BadInputException(
                $"{file}: says that its classes are {string.Join(",", names.Select(OneLine.Name))}, expected the order of {data.Name}, "
                + $"{string.Join(",", data.ClassNames.Select(OneLine.Name))}; data import --classes gives it another one");
        error.WriteLine(PlainProgress.WarningLine(
            $"{file}: its classes are called {OneLine.List(names.Select(OneLine.Name), most: 3)}, those of "
            + $"{data.Name} {OneLine.List(data.ClassNames.Select(OneLine.Name), most: 3)}: "
            + "nothing says which is which"));
    }

    private static JsonArray Numbers(Rgb channels) => [channels[0], channels[1], channels[2]];

    private static JsonObject Json(Predictions predictions, LoadedNetwork network, Dataset data, string split, Preprocessing input)
    {
        var json = PredictionsJson.Of(predictions, data.ClassNames, Bootstrap.Of(predictions));
        json["data"] = data.ToJson();
        json["input"] = new JsonObject
        {
            ["split"] = split,
            ["image_size"] = input.ImageSize,
            ["resize"] = input.Resize == ResizeMethod.Pil ? "pil" : "tensor",
            ["mean"] = Numbers(input.Normalisation.Mean),
            ["std"] = Numbers(input.Normalisation.Std),
        };
        json["weights"] = new JsonObject
        {
            ["names"] = network.Names,
            ["prefix"] = network.Prefix,
            ["architecture"] = network.Architecture.Name,
            ["batch_norm_epsilon"] = network.Architecture.BatchNormEpsilon,
            ["padding"] = network.Architecture.Padding == StridePadding.Same ? "same" : "symmetric",
            ["passed_over"] = new JsonArray([.. network.PassedOver.Select(name => (JsonNode)name)]),
        };
        return json;
    }

    private sealed record Options
    {
        public required string Model { get; init; }

        public required string Weights { get; init; }

        public required string? Key { get; init; }

        public required string Dataset { get; init; }

        public required string? Data { get; init; }

        public required int ImageSize { get; init; }

        public required string Split { get; init; }

        public required string Resize { get; init; }

        public required string Mean { get; init; }

        public required string Std { get; init; }

        public required string Device { get; init; }

        public required int? Batch { get; init; }

        public required string? Predictions { get; init; }

        public required bool Json { get; init; }
    }
}
