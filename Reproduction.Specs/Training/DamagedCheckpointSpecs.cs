using System.Diagnostics;
using Reproduction.Training;
using static Reproduction.Specs.Training.StoppedTraining;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>
/// A training stopped in its second epoch, so that there is a latest checkpoint and one before it, and then damaged or
/// left as a kill at a certain moment leaves it.
/// </summary>
[Collection(nameof(Computing))]
public sealed class DamagedCheckpointSpecs(StoppedTraining stopped) : IClassFixture<StoppedTraining>, IDisposable
{
    private readonly StoppedFolder folder = new(stopped);

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
    public void A_damaged_latest_checkpoint_is_a_warning_and_the_training_goes_on_from_the_one_before_to_the_same_bits(
        string how, double where)
    {
        folder.Lay(Latest, Damaged(stopped.Files[Latest], how, where));
        folder.Lay(Previous, stopped.Files[Previous]);

        // Five of eight steps were in the one before.
        folder.ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith(folder[Latest]).And.Contain("going on from the checkpoint before it").And.NotContain("\n");
    }

    [Fact]
    public void Two_damaged_checkpoints_are_two_warnings_and_the_stage_starts_anew_to_the_same_bits()
    {
        folder.Lay(Latest, Damaged(stopped.Files[Latest], "flipped", 0.7));
        folder.Lay(Previous, Damaged(stopped.Files[Previous], "cut off", 0.7));

        folder.ShouldEndAsIfNothingHadHappened(steps: 15).Should().SatisfyRespectively(
            first => first.Should().StartWith(folder[Latest]),
            second => second.Should().StartWith(folder[Previous]).And.Contain("student starts anew"));
    }

    [Fact]
    public void A_damaged_checkpoint_never_takes_the_place_of_the_sound_one_before_it()
    {
        folder.Lay(Latest, Damaged(stopped.Files[Latest], "flipped", 0.7));
        folder.Lay(Previous, stopped.Files[Previous]);

        Train(folder.Path, stopped.Recipe, new(stopAfter: 1)).Should().BeNull();

        File.WriteAllBytes(folder[Latest], []);
        folder.ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle();
    }

    [Theory]
    [InlineData("cut off", 0.5)]
    [InlineData("zeroed", 0.5)]
    [InlineData("flipped", 0.01)]
    public void Damaged_final_weights_are_a_warning_and_the_stage_is_done_again_to_the_same_bits(string how, double where)
    {
        folder.Lay(Final, Damaged(stopped.WholeFinal, how, where));

        folder.ShouldEndAsIfNothingHadHappened(steps: 15).Should().ContainSingle().Which.Should()
            .StartWith(folder[Final]).And.Contain("student is trained again");
    }

    [Fact]
    public void Damaged_final_weights_cost_no_step_while_the_last_checkpoint_is_beside_them()
    {
        folder.Lay(Final, Damaged(stopped.WholeFinal, "flipped", 0.5));
        folder.Lay(Latest, stopped.WholeLatest);

        folder.ShouldEndAsIfNothingHadHappened(steps: 0).Should().ContainSingle().Which.Should()
            .StartWith(folder[Final]).And.EndWith("going on from the checkpoint before it");
    }

    [Fact]
    public void Who_asks_a_model_leaves_its_damaged_weights_to_who_trains_it()
    {
        var damaged = Damaged(stopped.WholeFinal, "cut off", 0.5);
        folder.Lay(Final, damaged);
        using var network = Student(stopped.Recipe);

        new Checkpoint(folder.Path, "student", Origin).LoadFinal(network).Should().StartWith(folder[Final]);

        File.ReadAllBytes(folder[Final]).Should().Equal(damaged);
    }

    [Fact]
    public void A_kill_while_a_checkpoint_is_written_leaves_the_two_before_it()
    {
        folder.Lay(Latest, stopped.Files[Latest]);
        folder.Lay(Previous, stopped.Files[Previous]);
        folder.Lay("next.safetensors.4711.tmp", stopped.Files[Latest][..1000]);

        folder.ShouldEndAsIfNothingHadHappened(steps: 7).Should().BeEmpty();
    }

    [Fact]
    public void A_kill_between_the_renames_of_a_checkpoint_leaves_the_one_before_to_go_on_from()
    {
        folder.Lay(Previous, stopped.Files[Previous]);
        folder.Lay("next.safetensors", stopped.Files[Latest]);

        folder.ShouldEndAsIfNothingHadHappened(steps: 10).Should().BeEmpty();
    }

    [Fact]
    public void A_kill_after_the_final_weights_were_written_leaves_a_finished_stage()
    {
        folder.Lay(Final, stopped.WholeFinal);
        folder.Lay(Latest, stopped.Files[Latest]);
        folder.Lay(Previous, stopped.Files[Previous]);

        folder.ShouldEndAsIfNothingHadHappened(steps: 0).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Latest, 10)]
    [InlineData(Final, 7)]
    public void A_pipe_in_the_place_of_a_checkpoint_is_damage_and_not_waited_for(string file, int steps)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe is made as Linux does.");
        foreach (var (name, content) in stopped.Files.Where(entry => entry.Key != file)) folder.Lay(name, content);
        Process.Start("mkfifo", [folder[file]]).WaitForExit();

        folder.ShouldEndAsIfNothingHadHappened(steps).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[file]}: empty, or no regular file");
    }

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
}
