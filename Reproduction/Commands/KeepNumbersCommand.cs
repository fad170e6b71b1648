using System.CommandLine;
using Reproduction.Claims.Runs;

namespace Reproduction.Commands;

/// <summary><c>keep-numbers</c>: are fresh runs compatible with stored ones of the same recipe?</summary>
public static class KeepNumbersCommand
{
    internal const string Name = "keep-numbers";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var fresh = new Argument<string>("FRESH") { Description = "Folder of fresh runs, seed-N each." };
        var reference = new Option<string>("--reference")
        {
            Description = "Folder of the runs to compare with.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "artifacts/quick"
        };
        var json = JsonOption.Create();
        var command = new Verb(
            Name, "Does a change keep the numbers? Fresh runs of a recipe against stored ones.",
            "reproduction keep-numbers out/fresh --reference artifacts/quick")
        {
            fresh, reference, json,
        };
        (command.SaysNo, command.CannotTell) = ("a figure or the recipe changed", "these runs cannot tell");
        command.SetAction(parsed =>
        {
            var (one, other) = (RunFigures.InFolder(parsed.GetValue(fresh)!), RunFigures.InFolder(parsed.GetValue(reference)!));
            if (one.Count + other.Count < 3)
                throw new BadInputException(
                    $"{one.Count} fresh and {other.Count} stored runs, expected three at least to know what seeds scatter");
            var compared = Compatibility.Of(one, other);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(CompatibilityJson.Of(compared, one.Count, other.Count).ToJsonString());
            else CompatibilityText.Write(compared, one.Count, other.Count, output);
            return compared.Answer switch
            {
                CompatibilityAnswer.Yes => CommandLine.Done,
                CompatibilityAnswer.No => CommandLine.CheckFailed,
                _ => CommandLine.Undecided,
            };
        });
        return command;
    }
}
