using System.CommandLine;
using Reproduction.Files;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;

namespace Reproduction.Commands;

/// <summary><c>summary</c>: several seeds of a recipe together, with the noise of seeds and of test images.</summary>
public static class SummaryCommand
{
    internal const string Name = "summary";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUNS")
        {
            Description = "Folders of whole runs, or of seed-N folders; two seeds at least.",
            Arity = ArgumentArity.OneOrMore
        };
        var json = JsonOption.Create();
        var format = new Option<string?>("--format")
        {
            Description = "latex: two tables for a paper (booktabs), instead of the text.",
            HelpName = "FORMAT"
        };
        var to = new Option<string?>("--out")
        {
            Description =
            "Write the text to a file instead, such as summary.md, with its figures in plots/ beside it and both in summary.html.",
            HelpName = "FILE"
        };
        var command = new Verb(
            Name, "Say of several seeds of a recipe what they have in common, and what their models differ by.",
            "reproduction summary artifacts/quick", "reproduction summary out/seed-1 out/seed-2 --out summary.md")
        {
            runs, json, format, to,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) is { } name && (name != "latex" || parsed.GetValue(json)))
                throw new BadInputException($"--format {name}: expected latex, without --json");
            if (parsed.GetValue(to) is { } place) CheckPlace(place);
            var summary = Summary.Of(parsed.GetValue(runs)!);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json) || parsed.GetValue(format) is not null)
            {
                var text = parsed.GetValue(json) ? SummaryJson.Of(summary).ToJsonString() + "\n" : SummaryLatex.Of(summary);
                if (parsed.GetValue(to) is { } file) WholeFile.WriteText(file, text);
                else output.Write(text);
            }
            else if (parsed.GetValue(to) is { } file) SummaryFiles.Write(file, summary);
            else output.Write(SummaryMarkdown.Of(summary));
            return CommandLine.Done;
        });
        return command;
    }

    private static void CheckPlace(string file)
    {
        if (Directory.Exists(file) || Path.GetFileName(file).Length == 0)
            throw new BadInputException($"--out {file}: a folder, expected a file such as {Path.Combine(file, Summary.FileName)}");
        if (Path.GetExtension(file).Equals(".html", StringComparison.OrdinalIgnoreCase))
            throw new BadInputException($"--out {file}: the page gets this ending, expected the text's name, such as {Summary.FileName}");
        if (File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/", RunFiles.Record)))
            throw new BadInputException(
                $"--out {file}: a run's folder, whose files are its own, expected a place outside, such as beside it");
    }
}
