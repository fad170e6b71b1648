using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Data;
using Reproduction.Data.Import;
using Reproduction.Files;

namespace Reproduction.Commands;

/// <summary><c>data import SOURCE</c>: a folder or zip of images becomes a data set.</summary>
internal static class DataImportCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var source = new Argument<string>("SOURCE")
        {
            Description =
                "Folder or zip with train/CLASS and test/CLASS (or val), class folders alone with --test-share, or train/N.png with "
                + "trainLabels.csv.",
        };
        var name = new Option<string>("--name")
        {
            Description = "The data set's name.",
            HelpName = "NAME",
            DefaultValueFactory = _ => KnownDataset.Cifar10.Name
        };
        var classes = new Option<string?>("--classes")
        {
            Description = "Class names in class order, separated by commas [default: alphabetical].",
            HelpName = "A,B,…"
        };
        var share = new Option<string?>("--test-share")
        {
            Description = "Share of each class that becomes the test set, where the source has none: more than 0, less than 1.",
            HelpName = "SHARE"
        };
        var size = new Option<int?>("--resize")
        {
            Description = "Resize every image to N×N pixels, bilinear as Pillow does it [default: all must have one size].",
            HelpName = "N"
        };
        var data = DataOption.Create($"Folder that takes the data set [default: {DataPlaces.Default}].");
        var json = JsonOption.Create();
        var command = new Verb(
            "import",
            "Turn a folder or zip of images into a data set: CIFAR binary batches of 32×32 pixels, IDX files of other sizes.",
            "reproduction data import leaves.zip --name leaves --test-share 0.2 --resize 32")
        {
            source, name, classes, share, size, data, json,
        };
        command.SetAction(parsed => Run(
            new(
                CheckedName(parsed.GetValue(name)!), CheckedClasses(parsed.GetValue(classes)), CheckedShare(parsed.GetValue(share)),
                CheckedSize(parsed.GetValue(size))),
            parsed.GetValue(source)!, DataCommand.Target(parsed.GetValue(data)), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static void Run(ImageImport import, string source, string folder, bool asJson, TextWriter output, TextWriter error)
    {
        var imported = ProgressDisplay.Show(asJson ? error : output, progress => import.Run(source, folder, progress));
        var record = imported.Record;
        if (record.Name == KnownDataset.Cifar10.Name && !record.Classes.ToHashSet().SetEquals(KnownDataset.Cifar10.ClassNames))
            error.WriteLine(PlainProgress.WarningLine(
                $"these images are called {record.Name} from now on, whose classes are others: --name gives them a name of their own"));
        if (asJson)
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
    }

    private static JsonObject Json(ImportedSource imported) => new()
    {
        ["name"] = imported.Record.Name,
        ["path"] = imported.Folder,
        ["train_images"] = imported.Record.TrainImages,
        ["test_images"] = imported.Record.TestImages,
        ["encoding"] = imported.Record.Encoding,
        ["classes"] = DataJson.Array(imported.Record.Classes),
        ["replaced"] = imported.Replaced,
        ["left_alone"] = DataJson.Array(imported.LeftAlone),
        ["repeated"] = DataJson.Array(imported.Repeated),
        ["source"] = imported.Record.Describe(),
        ["fingerprint"] = imported.Record.Fingerprint,
    };

    private static string CheckedName(string name)
    {
        if (!PlainName.Is(name))
            throw new BadInputException($"--name {name}: not a data set's name, expected {PlainName.Rule}");
        if (KnownDataset.Named(name) is { } known && known != KnownDataset.Cifar10)
            throw new BadInputException(
                $"--name {name}: this name is kept for the official files, expected {KnownDataset.Cifar10.Name} or a name of its own");
        return name;
    }

    private static string[]? CheckedClasses(string? list)
    {
        if (list is null) return null;
        var classes = list.Split(',', StringSplitOptions.TrimEntries);
        if (classes.Any(name => name.Length == 0) || classes.Distinct().Count() != classes.Length)
            throw new BadInputException(
                $"--classes {list}: a name is empty or appears twice, expected each class once, separated by commas");
        return classes;
    }

    private static TestShare? CheckedShare(string? share)
    {
        if (share is null) return null;
        // As a number of the library's the option would take a comma for one between thousands.
        if (!double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new BadInputException($"--test-share: found '{share}', expected a number such as 0.2");
        return value is > 0 and < 1
            ? new TestShare(value)
            : throw new BadInputException($"--test-share {share}: expected more than 0 and less than 1");
    }

    private static int? CheckedSize(int? size) =>
        size is null or (>= 1 and <= 1024) ? size : throw new BadInputException($"--resize {size}: expected 1 to 1024 pixels");
}
