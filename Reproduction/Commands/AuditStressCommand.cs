using System.CommandLine;
using Reproduction.Claims.Counting;

namespace Reproduction.Commands;

/// <summary><c>audit-stress</c>, for developers and so not in the help: the integer audit on random tables, large ones too.</summary>
public static class AuditStressCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var tables = new Option<int>("--tables") { Description = "Tables a shape.", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "What to draw from.", DefaultValueFactory = _ => 1 };
        var command = new Command("audit-stress", "The integer audit on random tables of 2 to 1,000 classes.") { tables, seed };
        command.Hidden = true;
        command.SetAction(parsed => new Stress(parsed.GetValue(seed), parsed.InvocationConfiguration.Output).Run(parsed.GetValue(tables), Stress.Shapes)
            ? CommandLine.Done
            : throw new CheckFailedException("audit-stress: figures of a confusion matrix were called impossible"));
        return command;
    }
}
