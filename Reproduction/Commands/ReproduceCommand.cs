using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Data;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;
using Reproduction.Training;

namespace Reproduction.Commands;

/// <summary><c>reproduce RECIPE</c>: all stages of all seeds, then reports and summary.</summary>
public static class ReproduceCommand
{
    internal const string Name = "reproduce";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var recipe =
            new Argument<string>("RECIPE") { Description = $"A recipe's name ({string.Join(", ", RecipeFile.Shipped())}) or file." };
        recipe.CompletionSources.Add([.. RecipeFile.Shipped()]);
        var data = DataOption.Create();
        var device = DeviceOption.Create();
        var seed = SeedOption.Create("One of the recipe's seeds, or another [default: all of the recipe's, and a summary].");
        var folder = new Option<string?>("--out")
        {
            Description = "The experiment's folder, which holds seed-N for each seed [default: out/RECIPE].",
            HelpName = "DIR"
        };
        var only = new Option<string[]>("--only")
        {
            Description =
                "Only this model and what it is made from, without a report; may be given more than once.",
            HelpName = "MODEL"
        };
        var noTest = new Option<bool>("--no-test")
        {
            Description =
                "Try a recipe out: train without asking any model about the test images, and without a report. A later --resume asks."
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with what is in the folder: what is done stays, what the recipe changed is made anew."
        };
        var force = new Option<bool>("--force")
        {
            Description = "Move aside a run that is in the folder, and shared models of another recipe, and start anew."
        };
        var set = SetOption.Create();
        var json = JsonOption.Create();
        var command = new Verb(
            Name, "Train the models of a recipe, measure them, and write a report.", "reproduction reproduce quick",
            "reproduction reproduce quick --seed 2 --resume", "reproduction reproduce ./mine.yaml --set training.epochs=1 --out out/short")
        {
            recipe, data, device, seed, folder, only, noTest, resume, force, set, json,
        };
        (command.SaysNo, command.CanBeStopped) = ("a training diverged, or something computes wrongly here", true);
        command.SetAction(parsed => Run(
            RecipeFile.Find(parsed.GetValue(recipe)!, SetOption.Overrides(parsed.GetValue(set))),
            new()
            {
                Data = parsed.GetValue(data),
                Device = parsed.GetValue(device)!,
                Seed = SeedOption.Of(parsed.GetValue(seed)),
                Folder = parsed.GetValue(folder),
                Only = parsed.GetValue(only) ?? [],
                NoTest = parsed.GetValue(noTest),
                Resume = parsed.GetValue(resume),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
            },
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>Refuses options that do not go with each other or with the recipe.</summary>
    private static void Check(Recipe recipe, Options options)
    {
        if (options.Only.FirstOrDefault(name => recipe.Models.All(model => model.Name != name)) is { } stranger)
            throw new BadInputException(
                $"--only: found '{stranger}', expected one of {string.Join(", ", recipe.Models.Select(model => model.Name))}");
        if (options.Resume && options.Force)
            throw new BadInputException(
                "--resume and --force: one goes on with what is there, the other moves it aside, expected one of them");
        if (options.NoTest && recipe.HeldOut.ChooseEpoch is null)
            throw new BadInputException(
                $"--no-test: in recipe {recipe.Name} the test images choose the epoch, expected one with a number of held_out.choose_epoch");
    }

    private static int Run(Recipe recipe, Options options, TextWriter output, TextWriter error)
    {
        Check(recipe, options);
        LibTorch.Load();
        var root = options.Folder ?? Path.Combine("out", recipe.Name);
        var dataset = DataPlaces.Open(recipe.Dataset, options.Data);
        // What is said on the way, beside the one object of --json.
        var said = options.Json ? error : output;
        said.WriteLine(dataset.Sentence);
        var device = Devices.Named(options.Device);
        using var arithmetic = LibTorch.ChooseArithmetic(device, trains: true, error);
        void Stopped() => error.WriteLine($"reproduction: stopped; go on with --resume (folder {root})");
        using var stop = new StopSignal(Stopped);
        var seeds = options.Seed is { } one ? [one] : recipe.Seeds;
        var plain = new PlainProgress(said, error);
        var terminal = ProgressDisplay.Terminal(said);
        Experiment Experiment(ITrainingProgress progress) =>
            new(recipe, root, dataset, device, progress, architecture => ImageNetWeights.Find(architecture, options.Data), stop.Token);
        try
        {
            var runs = seeds.Select(seed => new SeedRun(recipe, root, seed, options.Only, options.NoTest)).ToList();
            // All before the first: what keeps the last from being begun should not be heard of after a night.
            foreach (var run in runs) run.Begin(Experiment(plain), options.Resume, options.Force, plain.Stage, plain.Warning, stop.Token);
            var remaining = new RemainingTime(
                recipe, (recipe.TrainImages ?? dataset.Train.Count, recipe.TestImages ?? dataset.Test.Count),
                terminal is not null ? runs.Where(run => !run.IsWhole).SelectMany(run => run.NotDone) : [], TimeProvider.System);
            foreach (var run in runs)
            {
                if (run.IsWhole)
                {
                    said.WriteLine($"{run.Folder} holds the whole run already");
                    continue;
                }
                if (terminal is not null)
                    LiveProgress.Run(terminal, remaining, (progress, begins) => run.Make(Experiment(progress), begins));
                else run.Make(Experiment(plain));
                if (options.IsWhole) run.Report(Experiment(plain), plain.Stage, said, plain.Warning, stop.Token);
            }
            var summary = options.Seed is null && options.IsWhole && runs.Count > 1 ? Summarise(root, runs, said) : null;
            if (options.Json) output.WriteLine(Json(recipe, dataset, root, runs, options.IsWhole, summary).ToJsonString());
            return CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            Stopped();
            return stop.ExitCode;
        }
    }

    private static string Summarise(string root, List<SeedRun> runs, TextWriter said)
    {
        var file = Path.Combine(root, Summary.FileName);
        SummaryFiles.Write(file, Summary.Of([.. runs.Select(run => run.Folder)]));
        said.WriteLine($"summary: {file}");
        return file;
    }

    private static JsonObject Json(Recipe recipe, Dataset data, string root, List<SeedRun> runs, bool isWhole, string? summary) => new()
    {
        ["recipe"] = recipe.Name,
        ["recipe_hash"] = Protocol.Of(recipe).Hash(),
        ["data"] = data.ToJson(),
        ["folder"] = root,
        ["runs"] = new JsonArray([.. runs.Select(run => (JsonNode)new JsonObject
        {
            ["seed"] = run.Seed,
            ["folder"] = run.Folder,
            ["was_there"] = run.IsWhole,
            ["report"] = run.IsWhole || isWhole ? Path.Combine(run.Folder, RunFiles.Report) : null,
        })]),
        ["summary"] = summary,
    };

    private sealed record Options
    {
        public required string? Data { get; init; }

        public required string Device { get; init; }

        public required long? Seed { get; init; }

        public required string? Folder { get; init; }

        public required string[] Only { get; init; }

        public required bool NoTest { get; init; }

        public required bool Resume { get; init; }

        public required bool Force { get; init; }

        public required bool Json { get; init; }

        public bool IsWhole => Only.Length == 0 && !NoTest;
    }
}
