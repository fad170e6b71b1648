using Reproduction.Recipes;
using Reproduction.Specs.Data;
using Reproduction.Training;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>One training in one piece, and one stopped after its eighth step.</summary>
public sealed class StoppedTraining : IDisposable
{
    internal const string Latest = "latest.safetensors", Previous = "previous.safetensors", Final = "weights.safetensors";

    private readonly TemporaryFolder folder = new();

    public StoppedTraining()
    {
        Whole = Train(folder["whole"], Recipe)!;
        WholeFinal = File.ReadAllBytes(folder[$"whole/{Final}"]);
        WholeLatest = File.ReadAllBytes(folder[$"whole/{Latest}"]);
        Train(folder["stopped"], Recipe, new(stopAfter: 8)).Should().BeNull();
        Files = Directory.GetFiles(folder["stopped"]).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }

    internal Recipe Recipe { get; } =
        TinyTraining.Recipe(Deep, ("networks.student.stochastic_depth", "0.2"), ("training.moving_average_decay", "0.9"));

    internal TrainedModel Whole { get; }

    internal byte[] WholeFinal { get; }

    internal byte[] WholeLatest { get; }

    internal Dictionary<string, byte[]> Files { get; }

    public void Dispose() => folder.Dispose();
}
