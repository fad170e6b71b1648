using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.KnownAnswers;
using Reproduction.Native;
using Reproduction.Reporting.Machines;
using Reproduction.Runs;

namespace Reproduction.Commands;

/// <summary><c>check</c>: one page about this machine, with which a report of a fault begins.</summary>
public static class CheckCommand
{
    internal const string Name = "check";

    private static readonly JsonSerializerOptions Json = new(RecordJson.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var data = DataOption.Create("Folder of data sets to look at.");
        var json = JsonOption.Create();
        var command =
            new Verb(Name, "One page about this machine: what computes here, and whether rightly.", "reproduction check --json")
        {
            data, json,
        };
        command.SaysNo = "something computes wrongly here";
        command.SetAction(parsed =>
        {
            NativeLibraries.Load(AppContext.BaseDirectory);
            return Run(
                MachinePage.OfThisMachine(parsed.GetValue(data), Operations.OfLibTorch), parsed.GetValue(json),
                parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    /// <summary>Prints the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="asJson">Whether as one JSON object.</param>
    /// <param name="output">Takes it.</param>
    /// <returns>0.</returns>
    /// <exception cref="CheckFailedException">Something computes wrongly; the page is printed before.</exception>
    internal static int Run(MachinePage page, bool asJson, TextWriter output)
    {
        if (asJson) output.WriteLine(JsonSerializer.Serialize(page, Json));
        else MachineText.Write(page, output);
        return page.ComputesRightly
            ? CommandLine.Done
            : throw new CheckFailedException(page.InPlaceOfWrong!);
    }
}
