using Reproduction.Commands;

namespace Reproduction.Specs.Commands;

/// <summary>Runs the command line in this process, as Program.cs does.</summary>
internal static class Program
{
    internal static Outcome Run(params string[] arguments)
    {
        using var output = new StringWriter();
        return Run(output, arguments);
    }

    /// <summary>
    /// The same, and something is done as soon as it prints a line that contains a text. The program stands still meanwhile, so that it
    /// happens there and nowhere else.
    /// </summary>
    internal static Outcome RunDisturbed(string line, Action disturbance, params string[] arguments)
    {
        using var output = new DisturbingWriter(line, disturbance);
        var outcome = Run(output, arguments);
        output.HasDisturbed.Should().BeTrue($"the program was to print '{line}': {outcome}");
        return outcome;
    }

    private static Outcome Run(StringWriter output, string[] arguments)
    {
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }

    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>Bad input is one line on stderr and exit code 2, never a stack trace.</summary>
        internal void ShouldBeBadInput(params string[] words)
        {
            ExitCode.Should().Be(2, Error);
            Error.TrimEnd('\n').Should().NotContain("\n").And.NotContain("   at ").And.StartWith("reproduction: ");
            foreach (var word in words) Error.Should().Contain(word);
        }
    }

    private sealed class DisturbingWriter(string line, Action disturbance) : StringWriter
    {
        internal bool HasDisturbed { get; private set; }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (HasDisturbed || value?.Contains(line, StringComparison.Ordinal) != true) return;
            HasDisturbed = true;
            disturbance();
        }
    }
}
