using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Reporting;
using Reproduction.Reporting.Gallery;
using Reproduction.Reporting.Pages;
using TorchSharp;

namespace Reproduction.Commands;

/// <summary>
/// <c>report FOLDER</c>: the derived files of a run again, from its evidence; with <c>--gallery</c> instead the images that its models
/// disagree about, and with <c>--index</c> a page over all runs below a folder.
/// </summary>
public static class ReportCommand
{
    internal const string Name = "report";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var folder = new Argument<string?>("FOLDER") { Description = "The folder of a whole run.", Arity = ArgumentArity.ZeroOrOne };
        var restate =
            new Option<bool>("--restate") { Description = "Put a report of this program's version in the place of an older one's." };
        var index = new Option<string?>("--index")
        {
            Description = "Write index.html instead: one page over all runs and summaries below a folder.",
            HelpName = "DIR"
        };
        var gallery = new Option<bool>("--gallery")
        {
            Description =
                "Write gallery.html instead: the test images that one of the two models compared first gets right and the other wrong, "
                + "with Grad-CAM where the run's folder has weights. Holds pixels of the data set."
        };
        var data = DataOption.Create();
        var to = new Option<string?>("--out")
        {
            Description = "The folder that takes the gallery [default: out/gallery/RUN].",
            HelpName = "DIR"
        };
        var json = JsonOption.Create();
        var command = new Verb(
            Name, "Write report and plots of a run again, from its evidence.", "reproduction report out/quick/seed-1",
            "reproduction report --index out")
        {
            folder, restate, index, gallery, data, to, json,
        };
        command.SaysNo = "something computes wrongly here, which a gallery needs";
        command.SetAction(parsed => Run(
            new(
                parsed.GetValue(folder), parsed.GetValue(restate), parsed.GetValue(index), parsed.GetValue(gallery), parsed.GetValue(data),
                parsed.GetValue(to), parsed.GetValue(json)),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(Options options, TextWriter output, TextWriter error)
    {
        if (options.Index is { } root)
        {
            WriteIndex(root, options, output, error);
            return CommandLine.Done;
        }
        if (options.Folder is not { } path)
            throw new BadInputException("report: found no FOLDER, expected that of a whole run, or --index DIR");
        if (!Directory.Exists(path)) throw new BadInputException($"{path}: no such folder, expected that of a whole run");
        if (options.Gallery) WriteGallery(path, options, output, error);
        else WriteReport(path, options, output);
        return CommandLine.Done;
    }

    private static void WriteIndex(string root, Options options, TextWriter output, TextWriter error)
    {
        if (options is not { Folder: null, Gallery: false, Restate: false, Json: false, Out: null, Data: null })
            throw new BadInputException($"--index {root}: found it beside another thing to write, expected it alone");
        var (runs, summaries) = IndexPage.Write(root, complaint => error.WriteLine($"reproduction: passed over: {complaint}"));
        output.WriteLine($"index: {Path.Combine(root, IndexPage.Name)}, {runs} runs and {summaries} summaries");
    }

    private static void WriteGallery(string path, Options options, TextWriter output, TextWriter error)
    {
        if (options.Restate || options.Json)
            throw new BadInputException("--gallery: found beside --restate or --json, expected it with --data and --out alone");
        LibTorch.Load();
        using var arithmetic = LibTorch.ChooseArithmetic(torch.CPU, trains: true, error);
        var place = options.Out ?? Path.Combine("out", "gallery", RunName(path));
        var (onlyFirst, onlySecond) = GalleryFile.Write(path, options.Data, place);
        output.WriteLine(
            $"gallery: {Path.Combine(place, GalleryFile.Name)}, {onlyFirst} images right only by the first model, {onlySecond} only "
            + "by the second; it holds pixels of the data set");
    }

    private static void WriteReport(string path, Options options, TextWriter output)
    {
        if (options.Out is { } unused) throw new BadInputException($"--out {unused}: expected --gallery beside it");
        if (options.Data is { } unread) throw new BadInputException($"--data {unread}: expected --gallery beside it");
        var (report, measurements) = DerivedFiles.Write(path, options.Restate);
        if (options.Json) output.WriteLine(Json(path, report.Warnings, Answers.Of(measurements)).ToJsonString());
        else SeedRun.SayAnswers(path, report, measurements, output);
    }

    private static JsonObject Json(string folder, IEnumerable<string> warnings, IEnumerable<(string Question, string Answer)> of) => new()
    {
        ["folder"] = folder,
        ["warnings"] = new JsonArray([.. warnings.Select(warning => (JsonNode)warning)]),
        ["answers"] = new JsonArray([.. of.Select(each => (JsonNode)new JsonObject
        {
            ["question"] = each.Question,
            ["answer"] = each.Answer,
        })]),
    };

    /// <summary>A run's folder and the one that holds it, in one name: <c>quick-seed-1</c>.</summary>
    private static string RunName(string path)
    {
        var full = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return full.Parent is { Name: { } parent } && full.Parent.Parent is not null ? $"{parent}-{full.Name}" : full.Name;
    }

    private sealed record Options(string? Folder, bool Restate, string? Index, bool Gallery, string? Data, string? Out, bool Json);
}
