using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Data;
using Reproduction.Data.Import;
using Reproduction.Files;

namespace Reproduction.Commands;

/// <summary><c>data fetch|import|verify|list</c>: getting data sets and looking after them.</summary>
public static class DataCommand
{
    /// <summary>The command with its four verbs.</summary>
    public static Command Create() => new("data", "Fetch, import, verify and list data sets.") { Fetch(), Import(), Verify(), List() };

    private static Command Fetch()
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
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var said = parsed.GetValue(json) ? parsed.InvocationConfiguration.Error : output;
            using var client = Download.NewClient();
            if (ImageNetWeights.Named(parsed.GetValue(name)!) is { } weights)
            {
                var file = ProgressDisplay.Show(
                    said, progress =>
                        weights.Fetch(new Download(client), ImageNetWeights.Address, Target(parsed.GetValue(data)), progress));
                Print(weights, file, parsed.GetValue(json), output);
                return;
            }
            var known = KnownDataset.Named(parsed.GetValue(name)!)
                ?? throw new BadInputException(
                    $"data fetch {parsed.GetValue(name)}: not known; expected {Names}, or ImageNet weights of {Architectures}");
            var held =
                ProgressDisplay.Show(said, progress => new DatasetFetch(new Download(client))
                    .Fetch(known, Target(parsed.GetValue(data)), progress));
            var fingerprint = held.Read().Fingerprint;
            output.WriteLine(parsed.GetValue(json) ? Json(held, fingerprint).ToJsonString()
                : $"{held.Name}: {held.Form} in {held.Path}, published checksums hold; fingerprint {fingerprint}");
        });
        return command;
    }

    private static Command Import()
    {
        var source = new Argument<string>("SOURCE")
        {
            Description =
                "Folder or zip with train/CLASS and test/CLASS (or val), class folders alone with --test-share, or train/N.png with "
                + "trainLabels.csv.",
        };
        var name =
            new Option<string>("--name")
            {
                Description = "The data set's name.",
                HelpName = "NAME",
                DefaultValueFactory = _ => KnownDataset.Cifar10.Name
            };
        var classes =
            new Option<string?>("--classes")
            {
                Description = "Class names in class order, separated by commas [default: alphabetical].",
                HelpName = "A,B,…"
            };
        var share = new Option<double?>("--test-share")
        {
            Description = "Share of each class that becomes the test set, where the source has none: more than 0, less than 1.",
            HelpName = "SHARE"
        };
        var size = new Option<int?>("--resize")
        {
            Description =
                "Resize every image to N×N pixels, bilinear as Pillow does it [default: all must have one size].",
            HelpName = "N"
        };
        var data = DataOption.Create($"Folder that takes the data set [default: {DataPlaces.Default}].");
        var json = JsonOption.Create();
        var command =
            new Verb(
                "import",
                "Turn a folder or zip of images into a data set: CIFAR binary batches of 32×32 pixels, IDX files of other sizes.",
                "reproduction data import leaves.zip --name leaves --test-share 0.2 --resize 32")
        {
            source, name, classes, share, size, data, json,
        };
        command.SetAction(parsed =>
        {
            var import = new ImageImport(
                CheckedName(parsed.GetValue(name)!), CheckedClasses(parsed.GetValue(classes)), CheckedShare(parsed.GetValue(share)),
                CheckedSize(parsed.GetValue(size)));
            var folder = Target(parsed.GetValue(data));
            var output = parsed.InvocationConfiguration.Output;
            var imported = ProgressDisplay.Show(
                parsed.GetValue(json) ? parsed.InvocationConfiguration.Error : output,
                progress => import.Run(parsed.GetValue(source)!, folder, progress));
            var record = imported.Record;
            if (parsed.GetValue(json))
            {
                output.WriteLine(Json(imported).ToJsonString());
                return;
            }
            output.WriteLine(
                $"{record.Name}: {record.TrainImages} training and {record.TestImages} test images ({record.Encoding}) in "
                + $"{imported.Folder}");
            if (imported.Replaced is { } replaced) output.WriteLine($"replaced: {replaced}");
            foreach (var left in imported.LeftAlone) output.WriteLine($"left alone: {left}");
            foreach (var repeated in imported.Repeated) output.WriteLine($"repeated: {repeated}");
            output.WriteLine($"classes: {string.Join(", ", record.Classes)}");
            output.WriteLine($"source: {record.Describe()}; fingerprint {record.Fingerprint}");
        });
        return command;
    }

    private static Command Verify()
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
            var output = parsed.InvocationConfiguration.Output;
            if (ImageNetWeights.Named(parsed.GetValue(name)!) is { } weights)
            {
                Verify(weights, ImageNetWeights.Folders(parsed.GetValue(data)), parsed.GetValue(json), output);
                return;
            }
            var verification = DatasetVerification.Of(DataPlaces.From(parsed.GetValue(data)).Find(parsed.GetValue(name)!));
            if (parsed.GetValue(json)) output.WriteLine(Json(verification).ToJsonString());
            else foreach (var finding in verification.Findings) output.WriteLine(finding);
            if (verification.Failures.Count > 0)
                throw new CheckFailedException($"data set {parsed.GetValue(name)}: {string.Join("; ", verification.Failures)}");
        });
        return command;
    }

    private static void Verify(ImageNetWeights weights, IReadOnlyList<string> folders, bool asJson, TextWriter output)
    {
        var (path, file) = weights.FirstIn(folders);
        string[] failures = file.Sha256.Difference(path) is { } difference ? [difference] : [];
        if (asJson)
        {
            var json = Json(weights.Architecture, path);
            json["failures"] = Array(failures);
            output.WriteLine(json.ToJsonString());
        }
        else if (failures.Length == 0) Print(weights, path, asJson, output);
        if (failures.Length > 0) throw new CheckFailedException($"ImageNet weights of {weights.Architecture}: {failures[0]}");
    }

    private static Command List()
    {
        var data = DataOption.Create("The only folder to look at [default: every place, in the order in which they are tried].");
        var json = JsonOption.Create();
        var command = new Verb(
            "list", "Say which data sets are found where; the first of a name is the one that is used.", "reproduction data list",
            "reproduction data list --data ~/data --json")
        {
            data, json,
        };
        command.SetAction(parsed =>
        {
            var places = DataPlaces.From(parsed.GetValue(data));
            var output = parsed.InvocationConfiguration.Output;
            var folders = ImageNetWeights.Folders(parsed.GetValue(data));
            var sets = places.Names().SelectMany(name => places.FindAll(name)).ToList();
            var weights = ImageNetWeights.All.SelectMany(of => of.FoundIn(folders).Select(found => (of.Architecture, found.Path))).ToList();
            if (parsed.GetValue(json))
            {
                output.WriteLine(Json(sets, weights, folders).ToJsonString());
                return;
            }
            foreach (var name in places.Names())
            {
                foreach (var held in sets.Where(held => held.Name == name)) output.WriteLine($"{name}: {held.Form} in {held.Path}");
                if (sets.TrueForAll(held => held.Name != name)) output.WriteLine($"{name}: not found (reproduction data fetch {name})");
            }
            foreach (var (architecture, path) in weights) output.WriteLine($"{architecture}: ImageNet weights in {path}");
            output.WriteLine($"looked at: {string.Join(", ", folders)}");
        });
        return command;
    }

    private static JsonObject Json(List<HeldDataset> sets, List<(string Name, string Path)> weights, IReadOnlyList<string> folders) => new()
    {
        ["data_sets"] = new JsonArray([.. sets.Select(held => Json(held))]),
        ["weights"] = new JsonArray([.. weights.Select(of => Json(of.Name, of.Path))]),
        ["looked_at"] = Array(folders),
    };

    private static JsonObject Json(HeldDataset held, string? fingerprint = null)
    {
        var json = new JsonObject { ["name"] = held.Name, ["form"] = held.Form, ["path"] = held.Path };
        if (fingerprint is not null) json["fingerprint"] = fingerprint;
        return json;
    }

    private static JsonObject Json(string weights, string path) => new() { ["name"] = weights, ["path"] = path };

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
        ["classes"] = Array(of.Data.ClassNames),
        ["source"] = of.Data.Source,
        ["official"] = of.Official,
        ["failures"] = Array(of.Failures),
    };

    private static JsonObject Json(ImportedSource imported) => new()
    {
        ["name"] = imported.Record.Name,
        ["path"] = imported.Folder,
        ["train_images"] = imported.Record.TrainImages,
        ["test_images"] = imported.Record.TestImages,
        ["encoding"] = imported.Record.Encoding,
        ["classes"] = Array(imported.Record.Classes),
        ["replaced"] = imported.Replaced,
        ["left_alone"] = Array(imported.LeftAlone),
        ["repeated"] = Array(imported.Repeated),
        ["source"] = imported.Record.Describe(),
        ["fingerprint"] = imported.Record.Fingerprint,
    };

    private static JsonArray Array(IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];

    private static void Print(ImageNetWeights weights, string file, bool asJson, TextWriter output) => output.WriteLine(
        asJson ? Json(weights.Architecture, file).ToJsonString()
        : $"{weights.Architecture}: ImageNet weights in {file}, published checksum holds");

    private static string Architectures => $"{ImageNetWeights.All[0].Architecture} to {ImageNetWeights.All[^1].Architecture}";

    private static string Names => string.Join(", ", KnownDataset.All.Select(known => known.Name));

    private static string Target(string? given) => string.IsNullOrEmpty(given) ? DataPlaces.Default : given;

    private static string CheckedName(string name)
    {
        if (!PlainName.Is(name))
            throw new BadInputException($"--name {name}: not a data set's name; expected {PlainName.Rule}");
        if (KnownDataset.Named(name) is { } known && known != KnownDataset.Cifar10)
            throw new BadInputException(
                $"--name {name}: this name is kept for the official files; expected {KnownDataset.Cifar10.Name} or a name of its own");
        return name;
    }

    private static string[]? CheckedClasses(string? list)
    {
        if (list is null) return null;
        var classes = list.Split(',', StringSplitOptions.TrimEntries);
        if (classes.Any(name => name.Length == 0) || classes.Distinct().Count() != classes.Length)
            throw new BadInputException(
                $"--classes {list}: a name is empty or appears twice; expected each class once, separated by commas");
        return classes;
    }

    private static TestShare? CheckedShare(double? share) => share switch
    {
        null => null,
        > 0 and < 1 => new TestShare(share.Value),
        _ => throw new BadInputException($"--test-share {share}: expected more than 0 and less than 1"),
    };

    private static int? CheckedSize(int? size) =>
        size is null or (>= 1 and <= 1024) ? size : throw new BadInputException($"--resize {size}: expected 1 to 1024 pixels");
}
