using System.CommandLine;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;

namespace Reproduction.Commands;

/// <summary><c>report FOLDER</c>: the derived files of a run again, from its evidence.</summary>
public static class ReportCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder of a whole run." };
        var restate =
            new Option<bool>("--restate") { Description = "Put a report of this program's version in the place of an older one's." };
        var command = new Command("report", "Write report and plots of a run again, from its evidence.") { folder, restate };
        command.SetAction(parsed =>
        {
            var (path, output) = (parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output);
            if (!Directory.Exists(path)) throw new BadInputException($"{path}: no such folder, expected that of a whole run");
            var (report, measurements) = DerivedFiles.Write(path, parsed.GetValue(restate));
            foreach (var warning in report.Warnings) output.WriteLine(warning);
            foreach (var (question, answer) in Answers.Of(measurements)) output.WriteLine($"{question} {answer}");
            output.WriteLine($"report: {Path.Combine(path, "report.md")}, {Path.Combine(path, "report.html")}");
            return CommandLine.Done;
        });
        return command;
    }
}
