using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Reporting;

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
        var json = JsonOption.Create();
        var command = new Verb(
            "report", "Write report and plots of a run again, from its evidence.", "reproduction report out/quick/seed-1")
        {
            folder, restate, json,
        };
        command.SetAction(parsed =>
        {
            var (path, output) = (parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output);
            if (!Directory.Exists(path)) throw new BadInputException($"{path}: no such folder, expected that of a whole run");
            var (report, measurements) = DerivedFiles.Write(path, parsed.GetValue(restate));
            if (parsed.GetValue(json))
            {
                output.WriteLine(Json(path, report.Warnings, Answers.Of(measurements)).ToJsonString());
                return CommandLine.Done;
            }
            foreach (var warning in report.Warnings) output.WriteLine(warning);
            foreach (var (question, answer) in Answers.Of(measurements)) output.WriteLine($"{question} {answer}");
            output.WriteLine($"report: {Path.Combine(path, "report.md")}, {Path.Combine(path, "report.html")}");
            return CommandLine.Done;
        });
        return command;
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
}
