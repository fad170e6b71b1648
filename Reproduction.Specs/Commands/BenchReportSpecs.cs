using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>What <c>make bench</c> holds its processes to, and what it makes of their figures.</summary>
public sealed class BenchReportSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_page_says_threads_and_busy_cores_of_every_figure_and_names_the_goals_that_were_missed()
    {
        File.WriteAllText(folder["bench.json"], Figures(trained: 1.95, busy: 1.2).ToJsonString());

        var (exitCode, output, error) = Python(["ci/bench.py", "--from", folder["bench.json"]], ("OUT", folder.Path));

        exitCode.Should().Be(0, error);
        output.Should().Contain("bench.md");
        var page = File.ReadAllText(folder["bench.md"]);
        page.Should().Contain("2 threads in every process")
            .And.Contain(
                "With 2 threads for each on A processor (AVX-512) this program trains 1.9 times and evaluates 1.4 times as many images per "
                + "second as the fastest PyTorch 1.13 tried.")
            .And.Contain("| train B0, 64 px, batch 64 | 195.0 (10.00; 1.95) | 100.0 (10.00; 1.20 †) |")
            .And.Contain("† Fewer than 75% of the threads were busy")
            .And.Contain("Goals missed: evaluate B0, 64 px, batch 64 (1.45 of 1.5).")
            .And.Contain("An earlier version of this table compared one thread of PyTorch with two of this program");
    }

    [Fact]
    public void The_page_says_what_part_of_its_floor_a_row_has_what_threads_gain_and_what_a_live_teacher_costs()
    {
        var figures = Figures(trained: 1.95, busy: 1.2);
        // A batch of 64 takes 64 / 195 s to train on and 64 / 145 s to evaluate: 0.256 s and 0.3 s are 78 % and 68 % of it.
        figures["shares"] = new JsonObject
        {
            ["B0, 64 px, batch 64"] = new JsonObject { ["convolution"] = 320, ["step"] = 320, ["floor"] = 256, ["evaluation_floor"] = 300 },
        };
        figures["threads"] = new JsonObject { ["reproduction"] = new JsonObject { ["gain"] = 1.77 } };
        figures["live"] = new JsonObject { ["plain_steps"] = 1.0412 };
        File.WriteAllText(folder["bench.json"], figures.ToJsonString());

        var (exitCode, _, error) = Python(["ci/bench.py", "--from", folder["bench.json"]], ("OUT", folder.Path));

        exitCode.Should().Be(0, error);
        File.ReadAllText(folder["bench.md"]).Should().Contain("| **1.95** | 1.5 | 78% | 2.50 | 1.95 |")
            .And.Contain("| **1.45** | 1.5 | 68% | 2.13 | 1.45 |")
            .And.Contain("Goals missed: evaluate B0, 64 px, batch 64 (1.45 of 1.5; at 68% of the floor, where it would be 2.13).")
            .And.Contain("| B0, 64 px, batch 64 | 320.0 (100 %) | 320.0 | 256.0 | 80% | 85% |")
            .And.Contain("2 threads train B0 at 64 px 1.77 times as fast as one: reproduction (goal: at least 1.8).")
            .And.Contain("takes the B4's evaluation and 1.041 plain steps (goal: at most 1.05).");
    }

    [Fact]
    public void PyTorch_computes_with_the_threads_that_it_is_told_and_says_so()
    {
        // Found and not imported, which takes seconds and is done below.
        const string find = "import sys, importlib.util as i; sys.exit(not (i.find_spec('torch') and i.find_spec('torchvision')))";
        Assert.SkipUnless(Python(["-c", find]).ExitCode == 0, "/usr/bin/python3 has no torch and torchvision");

        // Debian's PyTorch starts with one.
        var (exitCode, output, error) =
            Python(["ci/bench_pytorch.py", "eval", "--threads", "2", "--image-size", "32", "--batch", "2", "--steps", "1"]);

        exitCode.Should().Be(0, error);
        JsonDocument.Parse(output).RootElement.GetProperty("threads").GetInt32().Should().Be(2);
    }

    [Fact]
    public void A_process_with_other_threads_than_it_was_told_ends_the_benchmark()
    {
        var (exitCode, _, error) =
            Python(["-c", "import sys; sys.path.insert(0, 'ci'); import bench; bench.held({'threads': 1}, 2, ['program'])"]);

        exitCode.Should().Be(1);
        error.Should().Contain("bench: program has 1 threads, expected 2");
    }

    private static JsonObject Figures(double trained, double busy)
    {
        static JsonObject Column(double rate, double busy, double ratio) => new()
        {
            ["images_per_second"] = rate,
            ["cpu_seconds_per_image"] = 0.01,
            ["threads"] = 2,
            ["cores_busy"] = busy,
            ["peak_memory_bytes"] = 1 << 20,
            ["seconds_to_first_step"] = 1,
            ["ratio"] = ratio,
        };
        JsonObject Row(string name, double ratio) => new()
        {
            ["name"] = name,
            ["goal"] = 1.5,
            ["columns"] = new JsonObject
            {
                ["reproduction"] = Column(100 * ratio, 1.95, 1),
                ["plain"] = Column(100, busy, ratio),
                ["PyTorch channels-last"] = Column(100, 1.9, ratio),
            },
            ["ratio_to_fastest_pytorch"] = ratio,
        };
        return new()
        {
            ["machine"] = new JsonObject
            {
                ["processor"] = "A processor",
                ["flags"] = new JsonArray(),
                ["threads"] = 2,
                ["system"] = "Linux",
                ["load_before"] = 0,
                ["commit"] = "abc",
                ["versions"] = new JsonObject { ["pytorch"] = "1.13 torchvision 0.14" },
                ["rounds"] = 7,
                ["steps"] = 3,
                ["arithmetic"] = "kernels 1, 16 lanes",
            },
            ["rows"] = new JsonArray(Row("train B0, 64 px, batch 64", trained), Row("evaluate B0, 64 px, batch 64", 1.45)),
            ["decoding"] = null,
            ["scaling"] = new JsonObject { ["threads"] = new JsonObject { ["reproduction"] = new JsonArray(new JsonArray(1, 100.0)) } },
            ["shares"] = new JsonObject(),
            ["skipped"] = new JsonArray(),
        };
    }

    private static (int ExitCode, string Output, string Error) Python(string[] arguments, params (string Name, string Value)[] settings)
    {
        const string python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), $"{python} is not there");
        var start = new ProcessStartInfo(python, ["-B", .. arguments])
        {
            WorkingDirectory = Repository.Path(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
