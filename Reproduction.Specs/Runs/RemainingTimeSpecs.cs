using Microsoft.Extensions.Time.Testing;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Runs;

namespace Reproduction.Specs.Runs;

/// <summary>Which of how many stages is at work, and how long the rest will take.</summary>
public sealed class RemainingTimeSpecs
{
    // Two epochs of 100 images at 32 px, three passes each, and a test of 50 images: 600 and 50 images' work for a trained model.
    private static readonly Recipe Recipe = RecipeFile.Find("quick", [("held_out.choose_epoch", "10")]);

    private readonly FakeTimeProvider clock = new();
    private readonly IReadOnlyList<Stage> stages = StagePlan.Of(Recipe, seed: 1);

    [Fact]
    public void The_stages_are_counted_as_they_begin_and_one_that_was_done_before_is_none_of_them()
    {
        var remaining = Planned(stages.Skip(1));
        var before = remaining.Number;

        remaining.Begin(stages[0]);
        var done = remaining.Number;
        remaining.Begin(stages[1]);

        (before, done, remaining.Number, remaining.Count).Should().Be((0, 0, 1, stages.Count - 1));
        remaining.Begin(stages[^1]);
        remaining.Number.Should().Be(remaining.Count);
    }

    [Fact]
    public void Before_anything_is_measured_nothing_is_said_of_the_time_left()
    {
        var remaining = Planned(stages);
        remaining.Left.Should().BeNull();
        remaining.Begin(stages[0]);
        clock.Advance(TimeSpan.FromSeconds(5));
        remaining.Left.Should().BeNull();
    }

    [Fact]
    public void Half_of_the_only_training_took_half_of_its_time()
    {
        var train = stages.Single(stage => stage.Name == "train teacher");
        var remaining = Planned([train]);
        remaining.Begin(train);
        remaining.Report(0.25);
        clock.Advance(TimeSpan.FromSeconds(10));
        remaining.Report(0.5);

        remaining.Left!.Value.TotalSeconds.Should().BeApproximately(20, 1e-6, "a quarter took 10 s, and the quarter before was another's");
    }

    [Fact]
    public void A_network_that_has_worked_is_taken_at_its_own_speed_and_another_at_that_of_those_before()
    {
        Stage Named(string name) => stages.Single(stage => stage.Name == name);
        var remaining = Planned([Named("train teacher"), Named("train baseline"), Named("test teacher"), Named("test baseline")]);
        remaining.Begin(Named("train teacher"));
        remaining.Report(1e-9);
        clock.Advance(TimeSpan.FromSeconds(600));
        remaining.Report(1);

        // The teacher took 1 s for each image's work, and the baseline is not known yet: 600 + 50 + 50.
        remaining.Left!.Value.TotalSeconds.Should().BeApproximately(700, 1e-3);

        remaining.Begin(Named("train baseline"));
        remaining.Report(1e-9);
        clock.Advance(TimeSpan.FromSeconds(30));
        remaining.Report(0.5);

        // It takes a tenth of a second: 30 + 50 + 5.
        remaining.Left!.Value.TotalSeconds.Should().BeApproximately(85, 1e-3);
    }

    private RemainingTime Planned(IEnumerable<Stage> ahead) => new(Recipe, (100, 50), ahead, clock);
}
