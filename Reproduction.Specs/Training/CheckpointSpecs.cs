using System.Diagnostics;
using Reproduction.Experiments;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Training;
using TorchSharp;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>
/// A training stopped in its second epoch, so that there is a latest checkpoint and one before it, and then damaged or
/// left as a kill at a certain moment leaves it.
/// </summary>
[Collection(nameof(Computing))]
public sealed class CheckpointSpecs(CheckpointSpecs.StoppedTraining stopped) : IClassFixture<CheckpointSpecs.StoppedTraining>, IDisposable
{
    private const string Latest = "latest.safetensors", Previous = "previous.safetensors", Final = "weights.safetensors";

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
    public void A_damaged_latest_checkpoint_is_a_warning_and_the_training_goes_on_from_the_one_before_to_the_same_bits(
        string how, double where)
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
        Lay("next.safetensors.4711.tmp", stopped.Files[Latest][..1000]);

        ShouldEndAsIfNothingHadHappened(steps: 7).Should().BeEmpty();
    }

    [Fact]
    public void A_kill_between_the_renames_of_a_checkpoint_leaves_the_one_before_to_go_on_from()
    {
        Lay(Previous, stopped.Files[Previous]);
        Lay("next.safetensors", stopped.Files[Latest]);

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

    [Theory]
    [InlineData("stage", "train baseline")]
    [InlineData("key", "another")]
    [InlineData("threads", null)]
    public void A_sound_checkpoint_of_another_run_or_model_is_damage(string part, string? instead)
    {
        Lay(Latest, stopped.Files[Latest]);
        Lay(Previous, stopped.Files[Previous]);
        Alter(Latest, metadata => { if (instead is null) metadata.Remove($"of.{part}"); else metadata[$"of.{part}"] = instead; });

        ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Latest]}: of another origin: {part} {instead ?? "not said"}, expected ").And.Contain(
                "the checkpoint before it");
    }

    [Fact]
    public void Sound_final_weights_of_another_run_are_damage()
    {
        Lay(Final, stopped.WholeFinal);
        Alter(Final, metadata => metadata["of.key"] = "2");

        ShouldEndAsIfNothingHadHappened(steps: 15).Should().ContainSingle().Which.Should()
            .Contain("key 2, expected k").And.Contain("student is trained again");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"Epoch\":2", "\"Epoch\":-5")]
    [InlineData("\"Epoch\":2", "\"Epoch\":5")]
    [InlineData("\"Epoch\":2", "\"Epoch\":1e99")]
    [InlineData("\"Step\":3", "\"Step\":1000")]
    [InlineData("\"Step\":3", "\"Step\":-1")]
    [InlineData("\"Step\":3", "\"Step\":4")]
    [InlineData("\"TotalSteps\":8", "\"TotalSteps\":9")]
    [InlineData("\"Seen\":120", "\"Seen\":0")]
    [InlineData("\"Correct\":", "\"Correct\":1000,\"Was\":")]
    [InlineData("\"LossSum\":", "\"LossSum\":1e999,\"Was\":")]
    [InlineData("\"BestEpoch\":1", "\"BestEpoch\":2")]
    [InlineData("\"BestEpoch\":1", "\"BestEpoch\":0")]
    [InlineData("\"History\":[", "\"History\":[null,")]
    [InlineData("\"History\":[", "\"History\":[],\"Was\":[")]
    [InlineData("\"History\":", "\"History\":null,\"Was\":")]
    [InlineData("\"Model\":\"student\"", "\"Model\":\"teacher\"")]
    [InlineData("\"TermSums\":[", "\"TermSums\":[1,")]
    [InlineData("\"Terms\":[", "\"Terms\":[],\"Was\":[")]
    [InlineData("\"Term\":\"cross_entropy\"", "\"Term\":\"hint\"")]
    public void A_sound_checkpoint_with_a_state_that_no_training_has_written_is_damage(string written, string? instead = null)
    {
        Lay(Latest, stopped.Files[Latest]);
        Lay(Previous, stopped.Files[Previous]);
        Alter(Latest, metadata =>
        {
            if (instead is not null) metadata["training_state"].Should().Contain(written, "else this would alter nothing");
            metadata["training_state"] = instead is null ? written : metadata["training_state"].Replace(written, instead);
        });

        ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Latest]}: ").And.Contain("going on from the checkpoint before it").And.NotContain(
                "System.").And.NotContain("\n");
    }

    [Theory]
    [InlineData("optimiser.classifier.1.bias.exp_avg", null)]
    [InlineData("optimiser.classifier.1.bias.exp_avg_sq", 3)]
    [InlineData("optimiser.stranger.exp_avg", 3)]
    [InlineData("best.classifier.1.bias", null)]
    [InlineData("best.classifier.1.bias", 3)]
    [InlineData("average.classifier.1.bias", null)]
    [InlineData("average.classifier.1.bias", 3)]
    [InlineData("classifier.1.bias", null)]
    [InlineData("classifier.1.bias", 3)]
    public void A_sound_checkpoint_without_a_tensor_or_with_one_of_another_shape_is_damage(string name, int? length)
    {
        Lay(Latest, stopped.Files[Latest]);
        Lay(Previous, stopped.Files[Previous]);
        Alter(Latest, _ => { }, tensors => { tensors.Remove(name); if (length is { } elements) tensors[name] = torch.zeros(elements); });

        ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Latest]}: ").And.NotContain("\n");
    }

    [Theory]
    [InlineData("\"Epoch\":4", "\"Epoch\":3")]
    [InlineData("\"BestEpoch\":", "\"BestEpoch\":9,\"Was\":")]
    [InlineData("\"History\":", "\"History\":[],\"Was\":")]
    public void Sound_final_weights_with_an_odd_state_never_stand_for_a_training(string written, string instead)
    {
        Lay(Final, stopped.WholeFinal);
        Alter(Final, metadata =>
        {
            metadata["training_state"].Should().Contain(written);
            metadata["training_state"] = metadata["training_state"].Replace(written, instead);
        });

        ShouldEndAsIfNothingHadHappened(steps: 15).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Final]}: ").And.Contain("student is trained again");
    }

    [Fact]
    public void A_checkpoint_of_a_longer_training_does_not_skip_a_shorter_one()
    {
        Lay(Latest, stopped.WholeLatest);
        var shorter = Recipe(("networks.student.stochastic_depth", "0.2"), ("training.epochs", "2"));
        var listener = new Listener();

        Train(folder.Path, shorter, listener)!.History.Should().HaveCount(2);

        listener.Steps.Should().Be(10);
        listener.Warnings.Should().ContainSingle().Which.Should().Contain("it stands in epoch 4 of 2");
    }

    [Theory]
    [InlineData(Latest, 10)]
    [InlineData(Final, 7)]
    public void A_pipe_in_the_place_of_a_checkpoint_is_damage_and_not_waited_for(string file, int steps)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe is made as Linux does.");
        foreach (var (name, content) in stopped.Files.Where(entry => entry.Key != file)) Lay(name, content);
        Process.Start("mkfifo", [folder[file]]).WaitForExit();

        ShouldEndAsIfNothingHadHappened(steps).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[file]}: empty, or no regular file");
    }

    [Fact]
    public void A_sound_checkpoint_of_another_network_is_damage()
    {
        Lay(Latest, stopped.Files[Latest]);
        var listener = new Listener();

        Train(folder.Path, Recipe(("networks.student.architecture", "efficientnet_w0.2_d0.2")), listener);

        listener.Warnings.Should().ContainSingle().Which.Should().StartWith($"{folder[Latest]}: ").And.Contain("student starts anew");
        listener.Steps.Should().Be(15);
    }

    /// <summary>Writes a checkpoint anew with something else in it and the checksum that goes with it.</summary>
    private void Alter(string name, Action<Dictionary<string, string>> metadata, Action<Dictionary<string, torch.Tensor>>? tensors = null)
    {
        using var scope = torch.NewDisposeScope();
        var file = SafeTensors.Read(folder[name]);
        var (text, values) = (file.Metadata.ToDictionary(), file.Tensors.ToDictionary());
        text.Remove("sha256");
        metadata(text);
        tensors?.Invoke(values);
        ChecksummedTensors.Write(folder[name], values.Select(value => (value.Key, value.Value)), text);
        ChecksummedTensors.Read(folder[name], out var damage).Should().NotBeNull(damage);
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

        internal Recipe Recipe { get; } =
            TinyTraining.Recipe(("networks.student.stochastic_depth", "0.2"), ("training.moving_average_decay", "0.9"));

        internal TrainedModel Whole { get; }

        internal byte[] WholeFinal { get; }

        internal byte[] WholeLatest { get; }

        internal Dictionary<string, byte[]> Files { get; }

        public void Dispose() => folder.Dispose();
    }
}
