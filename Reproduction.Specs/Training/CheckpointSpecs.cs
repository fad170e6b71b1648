using Reproduction.Specs.Data;
using Reproduction.Training;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>
/// A training stopped in its second epoch, so that there is a latest checkpoint and one before it, and then damaged or
/// left as a kill at a certain moment leaves it.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CheckpointSpecs(CheckpointSpecs.StoppedTraining stopped) : IClassFixture<CheckpointSpecs.StoppedTraining>, IDisposable
{
    private const string Latest = "student.latest.safetensors", Previous = "student.previous.safetensors", Final = "student.safetensors";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Everything_is_in_one_file_and_the_one_before_is_kept() => stopped.Files.Keys.Should().BeEquivalentTo(Latest, Previous);

    [Theory]
    [InlineData("cut off", 0.001)]
    [InlineData("cut off", 0.5)]
    [InlineData("zeroed", 0.01)]
    [InlineData("zeroed", 0.5)]
    [InlineData("flipped", 0.01)]
    [InlineData("flipped", 0.9)]
    public void A_damaged_latest_checkpoint_is_a_warning_and_the_training_goes_on_from_the_one_before_to_the_same_bits(string how, double where)
    {
        Lay(Latest, Damaged(stopped.Files[Latest], how, where));
        Lay(Previous, stopped.Files[Previous]);

        // Five of eight steps were in the one before.
        ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith(folder[Latest]).And.Contain("going on from the checkpoint before it").And.NotContain("\n");
    }

    [Fact]
    public void Two_damaged_checkpoints_are_two_warnings_and_the_stage_starts_anew_to_the_same_bits()
    {
        Lay(Latest, Damaged(stopped.Files[Latest], "flipped", 0.7));
        Lay(Previous, Damaged(stopped.Files[Previous], "cut off", 0.7));

        ShouldEndAsIfNothingHadHappened(steps: 15).Should().SatisfyRespectively(
            first => first.Should().StartWith(folder[Latest]),
            second => second.Should().StartWith(folder[Previous]).And.Contain("student starts anew"));
    }

    [Fact]
    public void A_damaged_checkpoint_never_takes_the_place_of_the_sound_one_before_it()
    {
        Lay(Latest, Damaged(stopped.Files[Latest], "flipped", 0.7));
        Lay(Previous, stopped.Files[Previous]);

        Train(folder.Path, stopped.Recipe, new(stopAfter: 1)).Should().BeNull();

        File.WriteAllBytes(folder[Latest], []);
        ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle();
    }

    [Theory]
    [InlineData("cut off", 0.5)]
    [InlineData("zeroed", 0.5)]
    [InlineData("flipped", 0.01)]
    public void Damaged_final_weights_are_a_warning_and_the_stage_is_done_again_to_the_same_bits(string how, double where)
    {
        Lay(Final, Damaged(stopped.WholeFinal, how, where));

        ShouldEndAsIfNothingHadHappened(steps: 15).Should().ContainSingle().Which.Should()
            .StartWith(folder[Final]).And.Contain("student is trained again");
    }

    [Fact]
    public void Damaged_final_weights_cost_no_step_while_the_last_checkpoint_is_beside_them()
    {
        Lay(Final, Damaged(stopped.WholeFinal, "flipped", 0.5));
        Lay(Latest, stopped.WholeLatest);

        ShouldEndAsIfNothingHadHappened(steps: 0).Should().ContainSingle().Which.Should()
            .StartWith(folder[Final]).And.EndWith("going on from the checkpoint before it");
    }

    [Fact]
    public void A_kill_while_a_checkpoint_is_written_leaves_the_two_before_it()
    {
        Lay(Latest, stopped.Files[Latest]);
        Lay(Previous, stopped.Files[Previous]);
        Lay("student.next.safetensors.4711.tmp", stopped.Files[Latest][..1000]);

        ShouldEndAsIfNothingHadHappened(steps: 7).Should().BeEmpty();
    }

    [Fact]
    public void A_kill_between_the_renames_of_a_checkpoint_leaves_the_one_before_to_go_on_from()
    {
        Lay(Previous, stopped.Files[Previous]);
        Lay("student.next.safetensors", stopped.Files[Latest]);

        ShouldEndAsIfNothingHadHappened(steps: 10).Should().BeEmpty();
    }

    [Fact]
    public void A_kill_after_the_final_weights_were_written_leaves_a_finished_stage()
    {
        Lay(Final, stopped.WholeFinal);
        Lay(Latest, stopped.Files[Latest]);
        Lay(Previous, stopped.Files[Previous]);

        ShouldEndAsIfNothingHadHappened(steps: 0).Should().BeEmpty();
    }

    [Fact]
    public void A_sound_checkpoint_of_another_network_is_refused_by_name()
    {
        Lay(Latest, stopped.Files[Latest]);

        var training = () => Train(folder.Path, Recipe(("networks.student.architecture", "efficientnet_w0.2_d0.2")));

        training.Should().Throw<BadInputException>().WithMessage($"{folder[Latest]}: does not fit*");
        File.Exists(folder[Latest]).Should().BeTrue();
    }

    private List<string> ShouldEndAsIfNothingHadHappened(int steps)
    {
        var listener = new Listener();

        var resumed = Train(folder.Path, stopped.Recipe, listener)!;

        listener.Steps.Should().Be(steps);
        resumed.History.Should().Equal(stopped.Whole.History);
        resumed.ChosenEpoch.Should().Be(stopped.Whole.ChosenEpoch);
        File.ReadAllBytes(folder[Final]).Should().Equal(stopped.WholeFinal);
        return listener.Warnings;
    }

    private void Lay(string name, byte[] content) => File.WriteAllBytes(folder[name], content);

    private static byte[] Damaged(byte[] whole, string how, double where)
    {
        var at = (int)(whole.Length * where);
        var damaged = (byte[])whole.Clone();
        switch (how)
        {
            case "cut off": return whole[..at];
            case "zeroed": damaged.AsSpan(at, Math.Min(4096, damaged.Length - at)).Clear(); break;
            case "flipped": damaged[at] ^= 0xFF; break;
        }
        damaged.Should().NotEqual(whole);
        return damaged;
    }

    /// <summary>One training in one piece, and one stopped after its eighth step.</summary>
    public sealed class StoppedTraining : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public StoppedTraining()
        {
            Whole = Train(folder["whole"], Recipe)!;
            WholeFinal = File.ReadAllBytes(folder[$"whole/{Final}"]);
            WholeLatest = File.ReadAllBytes(folder[$"whole/{Latest}"]);
            Train(folder["stopped"], Recipe, new(stopAfter: 8)).Should().BeNull();
            Files = Directory.GetFiles(folder["stopped"]).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        }

        internal Recipe Recipe { get; } = TinyTraining.Recipe(("networks.student.stochastic_depth", "0.2"));

        internal TrainedModel Whole { get; }

        internal byte[] WholeFinal { get; }

        internal byte[] WholeLatest { get; }

        internal Dictionary<string, byte[]> Files { get; }

        public void Dispose() => folder.Dispose();
    }
}
