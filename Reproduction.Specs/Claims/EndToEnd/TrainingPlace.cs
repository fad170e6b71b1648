using Reproduction.Archive;
using Reproduction.Commands;
using Reproduction.Data;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Runs;
using TorchSharp;

namespace Reproduction.Specs.Claims.EndToEnd;

/// <summary>Where the runs of a claim are trained, through the command line as anyone would.</summary>
/// <param name="device">cuda, or cpu in a rehearsal.</param>
/// <param name="folder">Takes the runs and their logs; a whole run is not trained again, an interrupted one goes on.</param>
/// <param name="data">Where the images are; <see langword="null"/> for where the program finds them.</param>
/// <param name="overrides">Keys of the recipe with other values: of a rehearsal, which then is the protocol.</param>
internal sealed class TrainingPlace(string device, string folder, string? data = null, params (string Key, string Value)[] overrides)
{
    /// <summary>The recipe that is trained: the protocol that claims are judged by.</summary>
    internal Recipe Recipe(string name) => RecipeFile.Find(name, overrides);

    /// <summary>The runs of a recipe; skips with the reason where they cannot be trained here.</summary>
    internal IReadOnlyList<CheckedRun> Train(string recipe, IReadOnlyList<long> seeds)
    {
        Assert.SkipWhen(device == "cuda" && !torch.cuda.is_available(),
            $"not run: no CUDA device; {seeds.Count} runs of {recipe} take one for hours");
        Assert.SkipUnless(HasData(Recipe(recipe).Dataset),
            $"not run: {Recipe(recipe).Dataset} is not found; `make data` or `reproduction data fetch {Recipe(recipe).Dataset}`");
        return [.. seeds.Select(seed => Train(recipe, seed))];
    }

    private CheckedRun Train(string recipe, long seed)
    {
        var root = Path.Combine(folder, recipe);
        Directory.CreateDirectory(folder);
        // A training of hours is followed in its log.
        using var output = new StreamWriter(Path.Combine(folder, $"{recipe}-seed-{seed}.log"), append: true) { AutoFlush = true };
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(
        [
            "reproduce", recipe, "--device", device, "--seed", $"{seed}", "--out", root, "--resume",
            .. data is null ? Array.Empty<string>() : ["--data", data],
            .. overrides.SelectMany(pair => new[] { "--set", $"{pair.Key}={pair.Value}" }),
        ], output, error);
        exitCode.Should().Be(0, error.ToString());
        var run = Path.Combine(root, $"seed-{seed}");
        return new(run, RunRecord.Read(Path.Combine(run, "run.json")));
    }

    private bool HasData(string dataset)
    {
        try
        {
            DataPlaces.From(data).Find(dataset);
            return true;
        }
        catch (BadInputException)
        {
            return false;
        }
    }
}
