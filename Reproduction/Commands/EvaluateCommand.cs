using System.CommandLine;
using Reproduction.Data;
using Reproduction.Metrics;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Training;
using TorchSharp;

namespace Reproduction.Commands;

/// <summary><c>evaluate</c>: logits and metrics of given weights on a data set.</summary>
public static class EvaluateCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "efficientnet_b0 to efficientnet_b7, or efficientnet_wW_dD such as efficientnet_w0.5_d0.25.", Required = true, HelpName = "NAME" };
        var weights = new Option<string>("--weights") { Description = "A .pth, .pt or .safetensors file; it says how many classes there are.", Required = true, HelpName = "FILE" };
        var dataset = new Option<string>("--dataset") { Description = "cifar-10, fashion-mnist, mnist or the name of an imported one.", Required = true, HelpName = "NAME" };
        var data = new Option<string?>("--data") { Description = "The only place to look for the data set: the folder that holds it [default: the first place that does, see `data list`].", HelpName = "DIR" };
        var size = new Option<int>("--image-size") { Description = "Side of the network's input in pixels.", Required = true, HelpName = "N" };
        var split = new Option<string>("--split") { Description = "Which images: test or train.", HelpName = "test|train", DefaultValueFactory = _ => "test" };
        var resize = new Option<string>("--resize") { Description = "Bilinear as Pillow does it on bytes, or as torchvision on tensors.", HelpName = "pil|tensor", DefaultValueFactory = _ => "pil" };
        var predictions = new Option<string?>("--predictions") { Description = "Where to write the logits (.csv or .csv.gz).", HelpName = "OUT" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var command = new Command("evaluate", "Measure given weights on a data set: every metric with its 95 % interval.")
        {
            model, weights, dataset, data, size, split, resize, predictions, json,
        };
        command.SetAction(parsed =>
        {
            var images = DataPlaces.Open(parsed.GetValue(dataset)!, parsed.GetValue(data));
            var chosen = parsed.GetValue(split) switch
            {
                "test" => images.Test,
                "train" => images.Train,
                var other => throw new BadInputException($"--split: found '{other}', expected test or train"),
            };
            var method = parsed.GetValue(resize) switch
            {
                "pil" => ResizeMethod.Pil,
                "tensor" => ResizeMethod.Tensor,
                var other => throw new BadInputException($"--resize: found '{other}', expected pil or tensor"),
            };
            if (parsed.GetValue(size) is < 1 or > 1024) throw new BadInputException($"--image-size: found {parsed.GetValue(size)}, expected 1 to 1024");
            using var arithmetic = CheckCommand.ChooseArithmetic(torch.CPU, trains: false, parsed.InvocationConfiguration.Error);
            var result = Predict(
                EfficientNetArchitecture.Named(parsed.GetValue(model)!), parsed.GetValue(weights)!, images, chosen, new(parsed.GetValue(size), method));
            // First what cannot fail: a place that cannot be written must not cost the figures.
            var output = parsed.InvocationConfiguration.Output;
            if (!parsed.GetValue(json)) output.WriteLine(images.Sentence);
            MetricsCommand.Print(result, images.ClassNames, parsed.GetValue(json), output, images);
            if (parsed.GetValue(predictions) is { } path) result.Write(path);
            return CommandLine.Done;
        });
        return command;
    }

    private static Predictions Predict(EfficientNetArchitecture architecture, string weights, Dataset data, ImageSet images, Preprocessing input)
    {
        using var scope = torch.NewDisposeScope();
        using var file = WeightsFile.Read(weights);
        if (!file.Tensors.TryGetValue("classifier.1.weight", out var classifier) || classifier.dim() != 2)
            throw new BadInputException($"{weights}: found no tensor classifier.1.weight, expected the weights of an EfficientNet");
        var classes = classifier.shape[0];
        if (classes != data.ClassNames.Count)
            throw new BadInputException($"{weights}: tells {classes} classes apart, expected the {data.ClassNames.Count} of {data.Name}");
        using var network = new EfficientNet(architecture, (int)classes);
        ChannelsLast.Apply(network);
        StateDict.Load(network, file, weights);
        var subset = new Subset(images, [.. Enumerable.Range(0, images.Count)]);
        var logits = Evaluation.Of(network, subset, input, torch.CPU).Logits;
        if (Array.FindIndex(logits, logit => !float.IsFinite(logit)) is >= 0 and var at)
            throw new BadInputException($"{weights}: image {at / (int)classes} gets the logit {logits[at]}, expected finite numbers");
        return new([.. images.Labels], logits, (int)classes);
    }
}
