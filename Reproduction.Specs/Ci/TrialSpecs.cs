using System.Diagnostics;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Ci;

/// <summary><c>ci/trials.sh</c> on a few images.</summary>
public sealed class TrialSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrialSpecs() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is bash's.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Trials_of_a_recipe_become_a_table_of_held_out_accuracy_and_no_model_sees_a_test_image()
    {
        var few = string.Join("; ", TinyRun.Overrides.Where(word => word != "--set"));

        var table = Trials($"as it is; {few}\nfast, in larger steps; {few}; training.learning_rate=0.02\n").TrimEnd().Split('\n');

        table.Should().HaveCount(4);
        table[2].Should().MatchRegex(@"^\| as it is \| 3 \| \d+\.\d \| \d\.\d{4} \| (0\.\d{4}) \| 0\.\d{4} \| 0\.\d{4} · \1 \|$");
        table[3].Should().StartWith("| fast, in larger steps | 3 | ");
        File.ReadAllLines(folder["out/as-it-is/seed-3/baseline/history.csv"]).Should().HaveCount(3);
        File.Exists(folder["out/fast--in-larger-steps/seed-3/baseline/weights.safetensors"]).Should().BeTrue();
        Directory.GetFiles(folder["out"], "test.*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    private string Trials(string lines)
    {
        var start = new ProcessStartInfo("bash", [Repository.Path("ci", "trials.sh")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in new[]
        {
            ("REPRODUCTION", Repository.Executable), ("RECIPE", "quick"), ("SEEDS", "3"), ("OUT", folder["out"]), ("DATA", TinyRun.Data),
        })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(lines);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return output;
    }
}
