using Microsoft.Extensions.Time.Testing;
using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Training;
using TorchSharp;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

[Collection(nameof(Computing))]
public sealed class TrainerSpecs : IDisposable
{
    private static readonly (string, string)[] EverythingRandom =
    [
        Deep,
        ("augmentation", "[{random_crop: {padding: 2}}, {random_horizontal_flip: {probability: 0.5}}]"),
        ("networks.student.stochastic_depth", "0.2"), ("training.schedule", "one_cycle"),
        ("training.smaller_first", "[{epochs: 1, image_size: 24}]"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("adam", 1)]
    [InlineData("adam", 8)]
    [InlineData("adamw", 3)]
    [InlineData("adamw", 10)]
    [InlineData("sgd", 4)]
    [InlineData("sgd", 14)]
    public void A_training_that_was_stopped_after_any_step_goes_on_to_the_same_bits(string optimiser, int steps)
    {
        var recipe = Recipe([.. EverythingRandom, ("training.optimiser", optimiser)]);
        var whole = Train(folder["whole"], recipe);

        Train(folder["stopped"], recipe, new(stopAfter: steps)).Should().BeNull("the training was asked to stop");
        var resumed = Train(folder["stopped"], recipe);

        resumed!.History.Should().Equal(whole!.History);
        resumed.ChosenEpoch.Should().Be(whole.ChosenEpoch);
        resumed.StepsTaken.Should().Be(15 - steps);
        File.ReadAllBytes(folder["stopped/weights.safetensors"]).Should().Equal(File.ReadAllBytes(folder["whole/weights.safetensors"]));
    }

    [Fact]
    public void A_checkpoint_is_written_after_every_epoch_and_within_one_every_five_minutes()
    {
        // Five steps an epoch. Steps of two minutes: more than five have gone by after three of them, and each epoch's end begins anew.
        var clock = new FakeTimeProvider();
        var slow = new Listener { Stepped = () => clock.Advance(TimeSpan.FromMinutes(2)) };
        var fast = new Listener();

        Train(folder["slow"], Recipe(), slow, clock: clock);
        Train(folder["fast"], Recipe(), fast, clock: new FakeTimeProvider());

        slow.Checkpoints.Should().Equal(3, 5, 8, 10, 13, 15);
        fast.Checkpoints.Should().Equal(5, 10, 15);
    }

    [Fact]
    public void A_training_that_was_stopped_while_it_was_validated_goes_on_to_the_same_bits()
    {
        // After the 5th step comes the validation, which asks for a stop after its first batch.
        var whole = Train(folder["whole"], Recipe());

        Train(folder["stopped"], Recipe(), new(stopAfter: 5)).Should().BeNull();
        var state = SafeTensors.ReadHeader(folder["stopped/latest.safetensors"]).Metadata["training_state"];
        var resumed = Train(folder["stopped"], Recipe());

        state.Should().Contain("\"Epoch\":1,\"Step\":5", "the epoch is not over before it is validated");
        resumed!.History.Should().Equal(whole!.History, "the learning rate of the epoch's last step is known without taking it again");
        File.ReadAllBytes(folder["stopped/weights.safetensors"]).Should().Equal(File.ReadAllBytes(folder["whole/weights.safetensors"]));
    }

    [Fact]
    public void A_finished_training_is_loaded_and_not_repeated()
    {
        var first = Train(folder["whole"], Recipe());
        var listener = new Listener();

        var again = Train(folder["whole"], Recipe(), listener);

        listener.Steps.Should().Be(0);
        again!.StepsTaken.Should().Be(0);
        again.History.Should().Equal(first!.History);
        Directory.GetFiles(folder["whole"]).Should().BeEquivalentTo(
            [folder["whole/weights.safetensors"], folder["whole/latest.safetensors"]],
            "the last checkpoint stands in for damaged weights until the run is whole");
    }

    [Fact]
    public void The_chosen_epoch_is_the_first_with_the_highest_validation_accuracy()
    {
        var trained = Train(folder["whole"], Recipe())!;

        var best = trained.History.Max(row => row.ValidationAccuracy);
        trained.ChosenEpoch.Should().Be(trained.History.First(row => row.ValidationAccuracy == best).Epoch);
    }

    [Fact]
    public void A_training_that_diverges_at_once_says_at_which_step_and_that_nothing_was_stored()
    {
        var training = () => Train(folder["diverged"], Recipe(("training.learning_rate", "1e30")));

        training.Should().Throw<CheckFailedException>()
            .WithMessage("training of student diverged: the loss is * at epoch 1, step * of 5; no step before it was stored");
    }

    /// <summary>
    /// What is divided by a running variance of infinity is 0: losses and logits are finite. Stored, such weights could be read by nobody.
    /// </summary>
    [Fact]
    public void A_training_whose_running_statistics_are_not_finite_diverged_though_its_losses_are_and_leaves_the_checkpoint_before()
    {
        var recipe = Recipe();
        var whole = Train(folder["whole"], recipe);
        using var network = Student(recipe);
        var steps = 0;
        var ruinous = new Listener
        {
            Stepped = () =>
            {
                // The last step of the second epoch.
                if (++steps == 10) network.state_dict()["features.0.1.running_var"].fill_(float.PositiveInfinity);
            },
        };

        var training = () => Train(folder["run"], recipe, ruinous, network: network);

        training.Should().Throw<CheckFailedException>().WithMessage(
            "training of student diverged: values of features.0.1.running_var are not finite after epoch 2, step 5, though the losses are; "
            + "the checkpoint after 5 good steps is kept");
        File.Exists(folder["run/weights.safetensors"]).Should().BeFalse();
        Train(folder["run"], recipe)!.History.Should().Equal(whole!.History, "it goes on from the good one");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_tensor_with_a_value_that_is_not_finite_is_named_whatever_its_type(float odd)
    {
        using var scope = torch.NewDisposeScope();
        var tensors = new Dictionary<string, torch.Tensor> { ["steps"] = torch.tensor(new[] { 1L }), ["weight"] = torch.ones(2) };
        StateDict.NotFinite(tensors).Should().BeNull();

        foreach (var type in new[] { torch.float16, torch.bfloat16, torch.float32, torch.float64 })
        {
            tensors["running_var"] = torch.tensor(new[] { 1f, odd }).to(type);

            StateDict.NotFinite(tensors).Should().Be("running_var", $"{type}");
        }
    }

    /// <summary>An infinitely unlikely wrong class leaves the cross entropy of the right one finite.</summary>
    [Fact]
    public void Logits_that_are_not_finite_are_found_where_the_cross_entropy_is()
    {
        new Evaluation([1, 2, 3, 4], CrossEntropy: 0.5, Accuracy: 1).NotFinite.Should().BeNull();
        new Evaluation([1, 2, 3, float.NegativeInfinity], CrossEntropy: 0.5, Accuracy: 1).NotFinite.Should().Be(3);
    }

    [Fact]
    public void A_training_that_diverges_keeps_the_last_checkpoint_whose_next_loss_was_finite()
    {
        var recipe = Recipe();
        var diverging = Recipe(("training.learning_rate", "1e30"));
        var whole = Train(folder["whole"], recipe);
        Train(folder["run"], recipe, new(stopAfter: 4));
        // One ruinous step, whose loss is still that of the good weights, and a stop that stores what it left.
        Train(folder["run"], diverging, new(stopAfter: 1));

        var training = () => Train(folder["run"], diverging);

        training.Should().Throw<CheckFailedException>().WithMessage("*diverged: *loss is *; the checkpoint after 4 good steps is kept");
        Train(folder["run"], recipe)!.History.Should().Equal(whole!.History, "it goes on from the good one");
    }

    [Fact]
    public void Distillation_leaves_the_teacher_as_it_was()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.2_d0.2"), 10, seed: 3);
        ChannelsLast.Apply(teacher);
        var before = teacher.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        Train(folder["distilled"], Recipe(), teacher: new LiveTeacher(teacher));

        foreach (var (name, value) in teacher.state_dict()) value.equal(before[name]).all().item<bool>().Should().BeTrue(name);
        teacher.parameters().Where(parameter => parameter.grad is not null).Should().BeEmpty();
    }

    [Fact]
    public void An_epoch_sees_every_training_image_once_in_batches_of_the_recipes_size_and_the_next_epoch_in_another_order()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Student(Recipe());
        var asked = new AskedTeacher(new LiveTeacher(teacher));

        Train(folder["distilled"], Recipe(), teacher: asked);

        asked.Questions.Select(question => question.Indices.Length).Should().Equal(Enumerable.Repeat(40, 15));
        var epochs = asked.Questions.Chunk(5).Select(questions => questions.SelectMany(question => question.Indices).ToArray()).ToList();
        epochs.Should().AllSatisfy(epoch => epoch.Order().Should().Equal(Split(Recipe()).Train.Indices.Order()));
        epochs[1].Should().NotEqual(epochs[0]);
    }

    [Fact]
    public void Distillation_against_itself_moves_the_teacher()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Student(Recipe());
        var before = network.state_dict()["classifier.1.bias"].clone();

        Train(folder["aliased"], Recipe(), teacher: new SelfTeacher(network), network: network);

        network.state_dict()["classifier.1.bias"].equal(before).all().item<bool>().Should().BeFalse();
    }
}
