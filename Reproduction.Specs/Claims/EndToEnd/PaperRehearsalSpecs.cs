using System.Globalization;
using Reproduction.Archive;
using Reproduction.Claims.Published;
using Reproduction.Claims.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Xunit.Sdk;

namespace Reproduction.Specs.Claims.EndToEnd;

/// <summary>
/// The code path of the specs that train for hours on CUDA, on a handful of images on a CPU: the recipe published with small
/// networks, three seeds, the ledger's rule. All three outcomes occur.
/// </summary>
[Collection(nameof(Computing))]
public sealed class PaperRehearsalSpecs : IDisposable
{
    private static readonly (string, string)[] Handful =
    [
        ("dataset", "fashion-mnist"), ("train_images", "60"), ("test_images", "50"), ("input.image_size", "32"), ("training.epochs", "1"),
        ("training.batch_size", "20"), ("models.student.training.epochs", "1"), ("networks.teacher.weights", "random"),
        ("networks.student.weights", "random"), ("networks.teacher.architecture", "efficientnet_w0.2_d0.2"),
        ("networks.student.architecture", "efficientnet_w0.1_d0.2"),
    ];

    private static readonly Ledger Rules = new(
        1, "a rehearsal", 0.05, 0.8, null, new Dictionary<string, string>(), new Dictionary<string, IReadOnlyList<long>>(), [], [], [], []);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_claim_that_the_runs_bear_out_passes_one_that_they_reject_fails_and_one_that_they_cannot_judge_is_skipped()
    {
        var place = new TrainingPlace("cpu", folder.Path, TinyRun.Data, Handful);
        // The judge asks for the official bytes: these are images that the spec wrote, and say here that they are those.
        CheckedRun[] runs =
        [
            .. place.Train("published", [1, 2, 3]).Select(run =>
                run with { Record = run.Record with { Dataset = run.Record.Dataset with { Source = "official files" } } }),
        ];
        var judge = new RunJudge(Rules with { RecipeNamed = place.Recipe });
        var mean = runs.Average(run => run.Record.Models["baseline"].Metric("accuracy")!.Value)
            .ToString("F4", CultureInfo.InvariantCulture);

        Outcome(judge, Claim(mean, sees: 100), runs).Should().BeNull("the claim is reproduced");

        var failed = Outcome(judge, Claim("100.0", sees: 1), runs).Should().BeAssignableTo<IAssertionException>().Which as Exception;
        failed!.Message.Should().Contain("published 100.0: not reproduced").And.Contain("prediction interval").And.NotContain("   at ");

        Outcome(judge, Claim(mean, sees: 0.000001), runs).Should().BeOfType<SkipException>().Which.Message
            .Should().Contain($"published {mean}: underpowered");
    }

    [Fact]
    public void A_run_that_is_whole_is_not_trained_again()
    {
        var place = new TrainingPlace("cpu", folder.Path, TinyRun.Data, Handful);
        place.Train("published", [1]);
        var before = File.GetLastWriteTimeUtc(folder["published/seed-1/run.json"]);

        place.Train("published", [1]);

        File.GetLastWriteTimeUtc(folder["published/seed-1/run.json"]).Should().Be(before);
        File.ReadAllText(folder["published-seed-1.log"]).Should().Contain("teacher epoch 1: ").And.Contain("holds the whole run already");
    }

    [Fact]
    public void A_stored_run_under_another_protocol_is_skipped_with_the_number_of_its_differences()
    {
        var runs = new TrainingPlace("cpu", folder.Path, TinyRun.Data, Handful).Train("published", [1]);
        var judge = new RunJudge(Rules);
        var claim = Claim("0.9142", sees: 0.02);

        var stored = () => ClaimOutcome.Of(claim, judge.Judge(claim, runs));

        stored.Should().Throw<SkipException>().Which.Message.Should()
            .Contain("not run").And.MatchRegex("differences of protocol, listed by `make audit`: [1-9][0-9]* of published$").And.NotContain(
                "instead of");
    }

    [Fact]
    public void Stored_runs_that_reject_a_claim_are_red()
    {
        var runs = Specs.Claims.Runs.SimulatedRun.Each("published", "accuracy", ("baseline", [0.5, 0.51, 0.52]));
        var claim = Claim("0.9142", sees: 0.02);
        var verdict = new RunJudge(Rules).Judge(claim, runs);

        var stored = () => ClaimOutcome.Of(claim, verdict);

        stored.Should().Throw<FailException>().Which.Message.Should().Contain("not reproduced");
    }

    [Fact]
    public void Without_a_CUDA_device_the_training_specs_are_skipped_with_the_reason()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "This machine has CUDA.");

        var training = () => new TrainingPlace("cuda", folder.Path).Train("published", [1, 2]);

        training.Should().Throw<SkipException>().Which.Message.Should().Contain("no CUDA device").And.Contain("2 runs of published");
    }

    private static RunClaim Claim(string published, double sees) =>
        new("rehearsal", "accuracy of the baseline", published, new("published", "baseline", null, "accuracy", sees));

    /// <summary>What the spec would end with; xUnit's own recorder lets a skip through.</summary>
    private static Exception? Outcome(RunJudge judge, RunClaim claim, IReadOnlyList<CheckedRun> runs)
    {
        try
        {
            ClaimOutcome.Of(claim, judge.Judge(claim, runs));
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
