using Reproduction.Commands;

namespace Reproduction.Specs.Commands;

/// <summary>Runs the command line in this process, as Program.cs does.</summary>
internal static class Program
{
    internal static Outcome Run(params string[] arguments)
    {
        using var output = new StringWriter();
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
}
