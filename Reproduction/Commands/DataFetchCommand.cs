using System.CommandLine;
using Reproduction.Data;

namespace Reproduction.Commands;

/// <summary><c>data fetch NAME</c>: the official files of a data set, or ImageNet weights.</summary>
internal static class DataFetchCommand
{
    private static string Architectures => $"{ImageNetWeights.All[0].Architecture} to {ImageNetWeights.All[^1].Architecture}";

    private static string Names => string.Join(", ", KnownDataset.All.Select(known => known.Name));

    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description =
                "cifar-10, cifar-100, fashion-mnist or mnist; or efficientnet_b0 to efficientnet_b7 for torchvision's ImageNet weights."
        };
        var data = DataOption.Create($"Folder that takes the files [default: {DataPlaces.Default}].");
        var json = JsonOption.Create();
        var command = new Verb(
            "fetch", "Download the official files, going on where an earlier attempt broke off, and check them.",
            "reproduction data fetch cifar-10", "reproduction data fetch efficientnet_b0 --data ~/data")
        {
            name, data, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(name)!, DataCommand.Target(parsed.GetValue(data)), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static void Run(string name, string folder, bool asJson, TextWriter output, TextWriter error)
    {
        var said = asJson ? error : output;
        using var client = Download.NewClient();
        if (ImageNetWeights.Named(name) is { } weights)
        {
            var file = ProgressDisplay.Show(
                said, progress => weights.Fetch(new Download(client), ImageNetWeights.Address, folder, progress));
            output.WriteLine(asJson
                ? DataJson.OfWeights(weights.Architecture, file).ToJsonString()
                : DataVerifyCommand.Sentence(weights, file));
            return;
        }
        var known = KnownDataset.Named(name)
            ?? throw new BadInputException($"data fetch {name}: not known, expected {Names}, or ImageNet weights of {Architectures}");
        var held = ProgressDisplay.Show(said, progress => new DatasetFetch(new Download(client)).Fetch(known, folder, progress));
        var fingerprint = held.Read().Fingerprint;
        output.WriteLine(asJson
            ? DataJson.Of(held, fingerprint).ToJsonString()
            : $"{held.Name}: {held.Form} in {held.Path}, published checksums hold; fingerprint {fingerprint}");
    }
}
