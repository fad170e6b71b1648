using System.Diagnostics;
using System.Text.RegularExpressions;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>The program on a terminal, which util-linux's <c>script</c> provides.</summary>
public sealed class TerminalSpecs : IDisposable
{
    private const string ShowCursor = "\e[?25h", HideCursor = "\e[?25l";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task On_a_terminal_a_bar_shows_epoch_loss_speed_and_time_left_without_colours_if_NO_COLOR_is_set()
    {
        using var terminal = OnATerminal();

        var shown = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        terminal.ExitCode.Should().Be(0, shown);
        shown.Should().MatchRegex(@"student epoch [12]/2  loss \d\.\d{4}  \d+ images/s").And.MatchRegex(@"\d\d:\d\d:\d\d");
        shown.Should().Contain("student epoch 2: train loss").And.Contain("Did accuracy change?").And.Contain("report.html");
        shown.Should().NotMatchRegex(@"\e\[(\d+;)*(3[0-8]|9[0-7])[;m]", "NO_COLOR asks for none");
        shown.LastIndexOf(ShowCursor, StringComparison.Ordinal).Should()
            .BeGreaterThan(shown.LastIndexOf(HideCursor, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Control_C_stops_with_exit_code_130_a_checkpoint_and_a_clean_terminal()
    {
        using var terminal = OnATerminal("--set", "training.epochs=200");
        var shown = "";
        var buffer = new char[4096];
        // A later epoch: the display may skip one that is over in no time.
        while (!Regex.IsMatch(shown, @"epoch ([2-9]|\d\d+)/200"))
        {
            var count = await terminal.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken);
            count.Should().BePositive($"the run goes on: {shown}");
            shown += new string(buffer, 0, count);
        }

        await terminal.StandardInput.WriteAsync('\x03');
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        shown += await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        terminal.ExitCode.Should().Be(130, shown);
        shown.TrimEnd().Should().EndWith($"reproduction: stopped; go on with --resume (folder {folder["run"]})");
        shown.LastIndexOf(ShowCursor, StringComparison.Ordinal).Should()
            .BeGreaterThan(shown.LastIndexOf(HideCursor, StringComparison.Ordinal));
        File.Exists(folder["run/seed-1/teacher/latest.safetensors"]).Should().BeTrue();
    }

    private Process OnATerminal(params string[] more)
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(script), $"There is no {script} to give the program a terminal.");
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "reproduction"), "reproduce", "quick", "--data", TinyRun.Data, "--out", folder["run"],
            .. TinyRun.Overrides, .. more,
        ];
        var start = new ProcessStartInfo(script, ["-qec", $"stty cols 120; exec {string.Join(' ', command)}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["NO_COLOR"] = "1";
        return Process.Start(start)!;
    }
}
