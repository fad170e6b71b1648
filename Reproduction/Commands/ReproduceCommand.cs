using System.CommandLine;
using Reproduction.Data;
using Reproduction.Models.Weights;
using Reproduction.Reporting;
using Reproduction.Training;
using Spectre.Console;

namespace Reproduction.Commands;

/// <summary><c>reproduce RECIPE</c>: all stages, then evaluation and report.</summary>
public static class ReproduceCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var recipe = new Argument<string>("RECIPE") { Description = $"A recipe's name ({string.Join(", ", RecipeFile.Shipped())}) or file." };
        var data = new Option<string?>("--data") { Description = "The only place to look for the data set: the folder that holds it [default: the first place that does, see `data list`].", HelpName = "DIR" };
        var device = new Option<string>("--device") { Description = "Where to compute: cpu or cuda.", HelpName = "cpu|cuda", DefaultValueFactory = _ => "cpu" };
        var seed = new Option<string?>("--seed") { Description = "The seed that drives everything [default: the recipe's own].", HelpName = "N" };
        var folder = new Option<string?>("--out") { Description = "The run's folder [default: out/RECIPE/seed-N].", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in the folder; on an empty folder start, on a whole run do nothing." };
        var force = new Option<bool>("--force") { Description = "Move a run that is in the folder aside and start anew." };
        var set = new Option<string[]>("--set") { Description = "Override a key of the recipe, such as training.epochs=1; may be given more than once.", HelpName = "KEY=VALUE" };
        var command = new Command("reproduce", "Train teacher, baseline and student as a recipe says, measure them, and write a report.")
        {
            recipe, data, device, seed, folder, resume, force, set,
        };
        command.SetAction(parsed => Run(
            RecipeFile.Find(parsed.GetValue(recipe)!, [.. (parsed.GetValue(set) ?? []).Select(Override)]),
            parsed.GetValue(data), parsed.GetValue(device)!, parsed.GetValue(seed), parsed.GetValue(folder),
            parsed.GetValue(resume), parsed.GetValue(force), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(
        Recipe recipe, string? data, string deviceName, string? seedText, string? folderPath, bool resume, bool force,
        TextWriter output, TextWriter error)
    {
        var seed = seedText is null ? recipe.Seed : long.TryParse(seedText, out var given) && given >= 0
            ? given
            : throw new BadInputException($"--seed: found '{seedText}', expected a whole number of at least 0");
        var device = Devices.Named(deviceName);
        using var arithmetic = CheckCommand.ChooseArithmetic(device, trains: true, error);
        var path = folderPath ?? Path.Combine("out", recipe.Name, $"seed-{seed}");
        var dataset = DataPlaces.Open(recipe.Dataset, data);
        output.WriteLine(dataset.Sentence);
        void Stopped() => error.WriteLine($"reproduction: stopped; go on with --resume (run folder {path})");
        using var stop = new StopSignal(Stopped);
        RunOutcome Outcome(RunFolder folder, ITrainingProgress progress) =>
            new Experiment(recipe, seed, dataset, device, progress, stop.Token)
                .Run(folder, architecture => ImageNetWeights.Find(architecture, data));
        try
        {
            var identity = new Experiment(recipe, seed, dataset, device, new PlainProgress(output, error), stop.Token).Identity;
            using var folder = RunFolder.Take(path, identity, resume, force);
            if (folder.IsWhole)
            {
                WarnOfStrangers(folder, path, error);
                output.WriteLine($"{path} holds the whole run already");
                return CommandLine.Done;
            }
            if (ProgressDisplay.IsTerminal(output)) LiveProgress.Run(AnsiConsole.Console, progress => Outcome(folder, progress));
            else Outcome(folder, new PlainProgress(output, error));
            // From the stored files, so that whoever has them can make the same report.
            var report = StoredRun.Read(folder.Path);
            var measurements = ReportFiles.Write(folder.Path, report);
            stop.Token.ThrowIfCancellationRequested();
            folder.Seal();
            WarnOfStrangers(folder, path, error);
            foreach (var warning in report.Warnings) output.WriteLine(warning);
            foreach (var (question, answer) in Answers.Of(measurements)) output.WriteLine($"{question} {answer}");
            output.WriteLine($"report: {Path.Combine(path, "report.md")}, {Path.Combine(path, "report.html")}");
            return CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            Stopped();
            return stop.ExitCode;
        }
    }

    private static void WarnOfStrangers(RunFolder folder, string path, TextWriter error)
    {
        if (folder.Strangers is { Count: > 0 } strangers)
            error.WriteLine(PlainProgress.WarningLine(
                $"{path}: not of this run, and left out of its manifest: {string.Join(", ", strangers.Take(5).Select(OneLine.Quote))}{(strangers.Count > 5 ? " and more" : "")}"));
    }

    private static (string, string) Override(string text)
    {
        var at = text.IndexOf('=');
        return at > 0
            ? (text[..at], text[(at + 1)..])
            : throw new BadInputException($"--set: found '{text}', expected key=value such as training.epochs=1");
    }
}
