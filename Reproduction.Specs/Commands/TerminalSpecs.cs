using System.Diagnostics;
using System.Text.Json.Nodes;
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
        using var terminal = OnATerminal(columns: 120);

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
    public async Task At_80_columns_the_moving_lines_name_stage_and_time_left_fit_and_are_gone_at_the_end()
    {
        using var terminal = OnATerminal(columns: 80);

        var shown = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        terminal.ExitCode.Should().Be(0, shown);
        shown.Should().MatchRegex(@"stage [1-7] of 7 .*\d\d:\d\d:\d\d left").And.Contain("stage 7 of 7");
        var written = Regex.Replace(shown, @"\e\[[?0-9;]*[A-Za-z]", "").Split(['\r', '\n']);
        written.Where(line => Regex.IsMatch(line, @"stage \d+ of|epoch \d+[:/]")).Should().Contain(line => line.Length > 60)
            .And.OnlyContain(line => line.TrimEnd().Length < 80);
        var screen = new Screen(80).Write(shown).Rows;
        screen.Where(line => Regex.IsMatch(line, @"stage \d+ of|[━─]|\bleft\b|images/s|epoch \d+/")).Should().BeEmpty();
        screen.Count(line => line.StartsWith("  student epoch ", StringComparison.Ordinal)).Should().Be(2);
        screen.SkipWhile(line => !line.StartsWith("data: ", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0).Should()
            .Contain(line => line.StartsWith("report: ", StringComparison.Ordinal), "no line between is left empty");
    }

    [Fact]
    public async Task With_json_the_moving_lines_are_on_the_terminal_and_stdout_has_one_object()
    {
        using var terminal = OnATerminal(columns: 80, "--seed", "1", "--json", $">{folder["made.json"]}");

        var shown = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        terminal.ExitCode.Should().Be(0, shown);
        shown.Should().Contain("stage 7 of 7").And.Contain("Did accuracy change?").And.NotContain("{");
        var made = JsonNode.Parse(File.ReadAllText(folder["made.json"]))!;
        ((string?)made["recipe"], (string?)made["folder"], (string?)made["summary"]).Should().Be(("quick", folder["run"], null));
        ((string?)made["data"]!["name"]).Should().Be("fashion-mnist");
        var run = made["runs"]!.AsArray().Should().ContainSingle().Subject!;
        ((int)run["seed"]!, (bool)run["was_there"]!).Should().Be((1, false));
        File.Exists((string)run["report"]!).Should().BeTrue();
    }

    [Fact]
    public async Task Control_C_stops_with_exit_code_130_a_checkpoint_and_a_clean_terminal()
    {
        using var terminal = OnATerminal(columns: 120, "--set", "training.epochs=200");
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

    private Process OnATerminal(int columns, params string[] more)
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(script), $"There is no {script} to give the program a terminal.");
        string[] command =
        [
            Repository.Executable, "reproduce", "quick", "--data", TinyRun.Data, "--out", folder["run"],
            .. TinyRun.Overrides, .. more,
        ];
        var start = new ProcessStartInfo(script, ["-qec", $"stty cols {columns}; exec {string.Join(' ', command)}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["NO_COLOR"] = "1";
        return Process.Start(start)!;
    }
}
