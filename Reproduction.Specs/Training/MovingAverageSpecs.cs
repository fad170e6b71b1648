using Reproduction.Data;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Recipes;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;
using Reproduction.Training;
using static Reproduction.Specs.Training.TinyTraining;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>The moving average against PyTorch's (<c>golden/moving_average.py</c>), and what becomes of it in a training.</summary>
[Collection(nameof(Computing))]
public sealed class MovingAverageSpecs : IDisposable
{
    private static readonly (string, string) Decay = ("training.moving_average_decay", "0.9");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0.1, ScalarType.Float64, 1e-14)]
    [InlineData(0.5, ScalarType.Float64, 1e-14)]
    [InlineData(0.999, ScalarType.Float64, 1e-14)]
    [InlineData(0.999, ScalarType.Float32, 1e-6)] // by the kernels, where the processor has them
    public void The_average_after_every_step_is_PyTorchs(double decay, ScalarType dtype, double tolerance)
    {
        using var scope = NewDisposeScope();
        var state = new Dictionary<string, Tensor> { ["weight"] = zeros([3, 4], dtype), ["running_mean"] = zeros([5], dtype) };
        using var average = new MovingAverage(state, decay);
        var stored = GoldenValues.Tensors("moving_average", "averages");

        for (var step = 0; step < 30; step++)
        {
            foreach (var (name, value) in state)
                value.copy_(tensor(WrittenRule.Uniform($"moving_average/{step}/{name}", value.numel(), -1, 1), value.shape, float64));
            average.Take(step);

            foreach (var (name, value) in average.Tensors)
            {
                var size = (int)value.numel();
                var expected = stored[$"{FormattableString.Invariant($"{decay}")}/{name}"].Doubles;
                value.to(float64).flatten().data<double>().ToArray()
                    .Zip(expected.Skip(step * size), (ours, theirs) => Math.Abs(ours - theirs)).Max().Should()
                    .BeLessThan(tolerance, $"{name}, step {step + 1}");
            }
        }
    }

    [Fact]
    public void Batches_are_counted_and_not_averaged()
    {
        using var scope = NewDisposeScope();
        var state = new Dictionary<string, Tensor> { ["weight"] = zeros(2), ["num_batches_tracked"] = tensor(1L) };
        using var average = new MovingAverage(state, 0.9);

        for (var step = 0; step < 5; step++)
        {
            state["num_batches_tracked"].fill_(step + 1L);
            average.Take(step);
        }

        average.Tensors["num_batches_tracked"].item<long>().Should().Be(5);
    }

    /// <summary>So many numbers that threads divide them, and one more than fills the processor's vectors.</summary>
    [Fact]
    public void One_step_towards_a_value_is_one_minus_the_decay_of_the_way_wherever_a_number_lies()
    {
        using var scope = NewDisposeScope();
        var state = new Dictionary<string, Tensor> { ["weight"] = ChannelsLast.Of(ones(7, 16, 31, 33)), ["bias"] = ones(100_001) };
        using var average = new MovingAverage(state, 0.5);
        average.Take(0);
        foreach (var value in state.Values) value.fill_(3);

        average.Take(100);

        foreach (var (name, value) in average.Tensors) value.eq(2).all().item<bool>().Should().BeTrue(name);
    }

    [Fact]
    public void What_is_validated_and_stored_is_the_average_of_what_every_step_left()
    {
        var recipe = Recipe(Decay, ("training.chosen_epoch", "last"));
        using var network = Student(recipe);
        Dictionary<string, double[]> average = [];
        var steps = 0;
        void Average()
        {
            var decay = Math.Min(0.9, (1.0 + steps) / (10 + steps));
            foreach (var (name, value) in network.state_dict().Where(value => value.Value.is_floating_point()))
            {
                using var scope = NewDisposeScope();
                var now = value.to(float64).flatten().data<double>().ToArray();
                average[name] = steps == 0 ? now : [.. average[name].Zip(now, (old, fresh) => decay * old + (1 - decay) * fresh)];
            }
            steps++;
        }

        var trained = Train(folder["whole"], recipe, new() { Stepped = Average }, network: network)!;

        using var outer = NewDisposeScope();
        var stored = SafeTensors.Read(folder["whole/weights.safetensors"]).Tensors;
        foreach (var (name, expected) in average)
            stored[name].to(float64).flatten().data<double>().ToArray().Zip(expected, (ours, theirs) => Math.Abs(ours - theirs)).Max()
                .Should().BeLessThan(1e-5 * (1 + expected.Max(Math.Abs)), name);
        var said = Said(network, recipe);
        (trained.History[^1].ValidationLoss, trained.History[^1].ValidationAccuracy).Should().Be((said.CrossEntropy, said.Accuracy));
    }

    [Fact]
    public void The_chosen_epochs_average_is_stored_and_not_the_last_ones()
    {
        // After the second step so high a rate leaves chance, and of equal accuracies the first epoch is the best.
        var recipe = Recipe(Decay, ("training.learning_rate", "1"));
        using var network = Student(recipe);

        var trained = Train(folder["whole"], recipe, network: network)!;

        trained.ChosenEpoch.Should().BeLessThan(3);
        Said(network, recipe).CrossEntropy.Should().Be(trained.History[trained.ChosenEpoch - 1].ValidationLoss);
    }

    [Fact]
    public void Averaging_does_not_change_a_step()
    {
        var (plain, averaged) = (new Listener(), new Listener());

        Train(folder["plain"], Recipe(), plain);
        Train(folder["averaged"], Recipe(Decay), averaged);

        averaged.Losses.Should().Equal(plain.Losses);
        using var scope = NewDisposeScope();
        Stored("averaged")["classifier.1.bias"].equal(Stored("plain")["classifier.1.bias"]).all().item<bool>().Should().BeFalse();
    }

    [Theory]
    [InlineData("best", 1)]
    [InlineData("best", 5)]
    [InlineData("best", 8)]
    [InlineData("last", 13)]
    public void A_training_that_was_stopped_goes_on_to_the_same_average(string chosen, int steps)
    {
        var recipe = Recipe(Decay, ("training.chosen_epoch", chosen), ("networks.student.stochastic_depth", "0.2"));
        var whole = Train(folder["whole"], recipe)!;

        Train(folder["stopped"], recipe, new(stopAfter: steps)).Should().BeNull("the training was asked to stop");
        var resumed = Train(folder["stopped"], recipe)!;

        resumed.History.Should().Equal(whole.History);
        File.ReadAllBytes(folder["stopped/weights.safetensors"]).Should().Equal(File.ReadAllBytes(folder["whole/weights.safetensors"]));
    }

    private static Evaluation Said(Network network, Recipe recipe) => Evaluation.Of(
        network, TrainingData.Split(DataPlaces.Open("fashion-mnist", TinyRun.Data), recipe, seed: 1).Validation, recipe.Input, CPU);

    private IReadOnlyDictionary<string, Tensor> Stored(string run) => SafeTensors.Read(folder[$"{run}/weights.safetensors"]).Tensors;
}
