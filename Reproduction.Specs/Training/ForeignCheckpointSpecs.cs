using Reproduction.Models.Weights;
using TorchSharp;
using static Reproduction.Specs.Training.StoppedTraining;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>Sound files in the place of a stopped training's checkpoints that this training has not written.</summary>
[Collection(nameof(Computing))]
public sealed class ForeignCheckpointSpecs(StoppedTraining stopped) : IClassFixture<StoppedTraining>, IDisposable
{
    private readonly StoppedFolder folder = new(stopped);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("stage", "train baseline")]
    [InlineData("key", "another")]
    [InlineData("threads", null)]
    public void A_sound_checkpoint_of_another_run_or_model_is_damage(string part, string? instead)
    {
        folder.Lay(Latest, stopped.Files[Latest]);
        folder.Lay(Previous, stopped.Files[Previous]);
        Alter(Latest, metadata => { if (instead is null) metadata.Remove($"of.{part}"); else metadata[$"of.{part}"] = instead; });

        folder.ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Latest]}: of another origin: {part} {instead ?? "not said"}, expected ").And.Contain(
                "the checkpoint before it");
    }

    [Fact]
    public void Sound_final_weights_of_another_run_are_damage()
    {
        folder.Lay(Final, stopped.WholeFinal);
        Alter(Final, metadata => metadata["of.key"] = "2");

        folder.ShouldEndAsIfNothingHadHappened(steps: 15).Should().ContainSingle().Which.Should()
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
        folder.Lay(Latest, stopped.Files[Latest]);
        folder.Lay(Previous, stopped.Files[Previous]);
        Alter(Latest, metadata =>
        {
            if (instead is not null) metadata["training_state"].Should().Contain(written, "else this would alter nothing");
            metadata["training_state"] = instead is null ? written : metadata["training_state"].Replace(written, instead);
        });

        folder.ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
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
        folder.Lay(Latest, stopped.Files[Latest]);
        folder.Lay(Previous, stopped.Files[Previous]);
        Alter(Latest, _ => { }, tensors => { tensors.Remove(name); if (length is { } elements) tensors[name] = torch.zeros(elements); });

        folder.ShouldEndAsIfNothingHadHappened(steps: 10).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Latest]}: ").And.NotContain("\n");
    }

    [Theory]
    [InlineData("\"Epoch\":4", "\"Epoch\":3")]
    [InlineData("\"BestEpoch\":", "\"BestEpoch\":9,\"Was\":")]
    [InlineData("\"History\":", "\"History\":[],\"Was\":")]
    public void Sound_final_weights_with_an_odd_state_never_stand_for_a_training(string written, string instead)
    {
        folder.Lay(Final, stopped.WholeFinal);
        Alter(Final, metadata =>
        {
            metadata["training_state"].Should().Contain(written);
            metadata["training_state"] = metadata["training_state"].Replace(written, instead);
        });

        folder.ShouldEndAsIfNothingHadHappened(steps: 15).Should().ContainSingle().Which.Should()
            .StartWith($"{folder[Final]}: ").And.Contain("student is trained again");
    }

    [Fact]
    public void A_checkpoint_of_a_longer_training_does_not_skip_a_shorter_one()
    {
        folder.Lay(Latest, stopped.WholeLatest);
        var shorter = Recipe(("networks.student.stochastic_depth", "0.2"), ("training.epochs", "2"));
        var listener = new Listener();

        Train(folder.Path, shorter, listener)!.History.Should().HaveCount(2);

        listener.Steps.Should().Be(10);
        listener.Warnings.Should().ContainSingle().Which.Should().Contain("it stands in epoch 4 of 2");
    }

    [Fact]
    public void A_sound_checkpoint_of_another_network_is_damage()
    {
        folder.Lay(Latest, stopped.Files[Latest]);
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
}
