using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Data;

namespace Reproduction.Commands;

/// <summary><c>data verify NAME</c>: whether a data set, or ImageNet weights, are what they should be.</summary>
internal static class DataVerifyCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A data set's name, or that of ImageNet weights." };
        var data =
            DataOption.Create("The only place to look at: the folder that holds it [default: the first place that does, see `data list`].");
        var json = JsonOption.Create();
        var command = new Verb(
            "verify", "Read a data set whole, check counts, labels and origin.", "reproduction data verify fashion-mnist")
        {
            name, data, json,
        };
        command.SaysNo = "whole, but not what it should be";
        command.SetAction(parsed =>
        {
            var (given, output) = (parsed.GetValue(name)!, parsed.InvocationConfiguration.Output);
            if (ImageNetWeights.Named(given) is { } weights)
                Run(weights, ImageNetWeights.Folders(parsed.GetValue(data)), parsed.GetValue(json), output);
            else Run(given, DataPlaces.From(parsed.GetValue(data)), parsed.GetValue(json), output);
        });
        return command;
    }

    /// <summary>What is said of weights that are whole.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="file">Where they are.</param>
    internal static string Sentence(ImageNetWeights weights, string file) =>
        $"{weights.Architecture}: ImageNet weights in {file}, published checksum holds";

    private static void Run(ImageNetWeights weights, IReadOnlyList<string> folders, bool asJson, TextWriter output)
    {
        var (path, file) = weights.FirstIn(folders);
        string[] failures = file.Sha256.Difference(path) is { } difference ? [difference] : [];
        if (asJson)
        {
            var json = DataJson.OfWeights(weights.Architecture, path);
            json["failures"] = DataJson.Array(failures);
            output.WriteLine(json.ToJsonString());
        }
        else if (failures.Length == 0) output.WriteLine(Sentence(weights, path));
        if (failures.Length > 0) throw new CheckFailedException($"ImageNet weights of {weights.Architecture}: {failures[0]}");
    }

    private static void Run(string name, DataPlaces places, bool asJson, TextWriter output)
    {
        var verification = DatasetVerification.Of(places.Find(name));
        if (asJson) output.WriteLine(Json(verification).ToJsonString());
        else foreach (var finding in verification.Findings) output.WriteLine(finding);
        if (verification.Failures.Count > 0)
            throw new CheckFailedException($"data set {name}: {string.Join("; ", verification.Failures)}");
    }

    private static JsonObject Json(DatasetVerification of) => new()
    {
        ["name"] = of.Held.Name,
        ["form"] = of.Held.Form,
        ["path"] = of.Held.Path,
        ["fingerprint"] = of.Data.Fingerprint,
        ["train_images"] = of.Data.Train.Count,
        ["test_images"] = of.Data.Test.Count,
        ["channels"] = of.Data.Train.Channels,
        ["height"] = of.Data.Train.Height,
        ["width"] = of.Data.Train.Width,
        ["classes"] = DataJson.Array(of.Data.ClassNames),
        ["source"] = of.Data.Source,
        ["official"] = of.Official,
        ["failures"] = DataJson.Array(of.Failures),
    };
}
