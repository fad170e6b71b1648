using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>Where a process stands among the stages that it has to make, and about how long the rest will take.</summary>
/// <remarks>
/// A stage's work is the pixels that pass its network, three times over where it trains. How long a pixel takes is measured for each
/// network while it works; one that has not worked yet is taken for an average one.
/// </remarks>
public sealed class RemainingTime
{
    private readonly Recipe recipe;
    private readonly (int Train, int Test) images;
    private readonly TimeProvider clock;
    private readonly List<Stage> stages;
    private readonly Dictionary<string, (double Seconds, double Pixels)> measured = [];

    // Of the stage at work: which share of it is done, and how much of it when.
    private double share, sinceShare;
    private long since;

    /// <summary>Plans it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="images">How many images train, and how many test.</param>
    /// <param name="stages">The stages that are not done, in the order in which they are made.</param>
    /// <param name="clock">Tells the time.</param>
    public RemainingTime(Recipe recipe, (int Train, int Test) images, IEnumerable<Stage> stages, TimeProvider clock)
    {
        (this.recipe, this.images, this.clock) = (recipe, images, clock);
        this.stages = [.. stages.DistinctBy(Identity)];
    }

    /// <summary>Which stage is at work, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count => stages.Count;

    /// <summary>A stage is at work now; one that was not planned, because it was done before, changes nothing.</summary>
    /// <param name="stage">The stage.</param>
    public void Begin(Stage stage)
    {
        var at = stages.FindIndex(planned => Identity(planned) == Identity(stage));
        if (at < 0) return;
        if (Number > 0) Measure(1);
        (Number, share, sinceShare, since) = (at + 1, 0, 0, clock.GetTimestamp());
    }

    /// <summary>So much of the stage at work is done. What was done before the first call was another process's.</summary>
    /// <param name="done">A share, 0 to 1.</param>
    public void Report(double done)
    {
        if (Number == 0) return;
        if (share == 0) (sinceShare, since) = (done, clock.GetTimestamp());
        share = done;
    }

    /// <summary>About how long it will take until all is done; null before anything is measured.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (Number == 0) return null;
            var now = Current();
            var rates = measured.ToDictionary();
            Add(rates, Network(stages[Number - 1]), now);
            var all = (Seconds: rates.Values.Sum(rate => rate.Seconds), Pixels: rates.Values.Sum(rate => rate.Pixels));
            if (all.Pixels <= 0 || all.Seconds <= 0) return null;
            double SecondsOf(Stage stage, double part)
            {
                var rate = rates.TryGetValue(Network(stage), out var own) && own.Pixels > 0 ? own : all;
                return part * Pixels(stage) * rate.Seconds / rate.Pixels;
            }
            return TimeSpan.FromSeconds(SecondsOf(stages[Number - 1], 1 - share) + stages.Skip(Number).Sum(stage => SecondsOf(stage, 1)));
        }
    }

    private static (string, string) Identity(Stage stage) => (stage.Place, stage.Name);

    private void Measure(double done)
    {
        share = done;
        Add(measured, Network(stages[Number - 1]), Current());
    }

    private (double Seconds, double Pixels) Current() =>
        (clock.GetElapsedTime(since).TotalSeconds, (share - sinceShare) * Pixels(stages[Number - 1]));

    private static void Add(Dictionary<string, (double Seconds, double Pixels)> rates, string network, (double Seconds, double Pixels) more)
    {
        if (more.Pixels <= 0) return;
        var (seconds, pixels) = rates.GetValueOrDefault(network);
        rates[network] = (seconds + more.Seconds, pixels + more.Pixels);
    }

    private string Network(Stage stage) => recipe.NetworkOf(stage.Model)?.Architecture ?? "";

    private double Pixels(Stage stage)
    {
        double Area(int side) => (double)side * side;
        var full = recipe.Input.ImageSize;
        return stage switch
        {
            TrainingStage { TrainedModel.Training: var training } =>
                3.0 * images.Train * Enumerable.Range(1, training.Epochs).Sum(epoch => Area(training.ImageSize(epoch, full))),
            AnswersStage { Views: var views } => (double)images.Train * Area(full) * views.Files.Count,
            TestStage { Model: TrainedModelRecipe } => images.Test * Area(full),
            _ => 0,
        };
    }
}
