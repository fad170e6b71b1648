using Reproduction.Recipes;
using Reproduction.Specs.Golden;
using Reproduction.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>Optimisers and schedules against PyTorch's (<c>golden/optimisers.py</c>), and the first steps by hand.</summary>
[Collection(nameof(Computing))]
public sealed class OptimiserSpecs
{
    private const int Steps = 20;

    public static TheoryData<string> Cases => [.. GoldenValues.Tensors("optimisers", "steps").Keys];

    public static TheoryData<int> Curves => [.. Enumerable.Range(0, GoldenValues.Json("optimisers", "rates").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twenty_steps_are_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        var parts = name.Split('/');
        var schedule = new LearningRate(Kind(parts[1]), Number(parts[2]));
        var expected = GoldenValues.Tensors("optimisers", "steps")[name].Doubles;
        using var layer = Written();
        using var optimiser = Optimiser.Of(
            parts[0] switch { "adam" => OptimiserKind.Adam, "adamw" => OptimiserKind.AdamW, _ => OptimiserKind.Sgd }, layer,
            Number(parts[3]));

        for (var step = 0; step < Steps; step++)
        {
            optimiser.ZeroGradients();
            Loss(layer, step).backward();
            optimiser.Step(schedule.At(step, Steps));

            var numbers = layer.named_parameters().SelectMany(parameter => parameter.parameter.data<double>().ToArray());
            numbers.Zip(expected.Skip(step * 15), (ours, theirs) => Math.Abs(ours - theirs)).Max().Should()
                .BeLessThan(1e-12, $"step {step + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void The_rate_of_every_step_is_PyTorchs(int number)
    {
        var stored = GoldenValues.Json("optimisers", "rates")[number];
        var steps = stored.GetProperty("steps").GetInt32();
        var schedule = new LearningRate(Kind(stored.GetProperty("schedule").GetString()!), 0.3, stored.GetProperty("warmup").GetDouble());

        var rates = Enumerable.Range(0, steps).Select(step => schedule.At(step, steps));

        rates.Zip(stored.GetProperty("rates").EnumerateArray(), (ours, theirs) => Math.Abs(ours - theirs.GetDouble())).Max().Should()
            .BeLessThan(1e-14);
    }

    [Fact]
    public void The_first_step_of_Adam_is_the_learning_rate_against_the_gradients_sign()
    {
        using var scope = NewDisposeScope();
        using var layer = Written();
        using var optimiser = Optimiser.Of(OptimiserKind.Adam, layer, weightDecay: 0);
        var before = layer.weight.detach().clone();

        Loss(layer, 0).backward();
        optimiser.Step(0.01);

        // Both moments are corrected for their start, so m/(√v + ε) is g/(|g| + ε).
        var gradient = layer.weight.grad!;
        var expected = before - 0.01 * gradient / (gradient.abs() + 1e-8);
        (layer.weight.detach() - expected).abs().max().item<double>().Should().BeLessThan(1e-15);
    }

    [Fact]
    public void The_first_step_of_Nesterovs_momentum_is_nine_tenths_longer_than_the_gradient()
    {
        using var scope = NewDisposeScope();
        using var layer = Written();
        using var optimiser = Optimiser.Of(OptimiserKind.Sgd, layer, weightDecay: 0);
        var before = layer.weight.detach().clone();

        Loss(layer, 0).backward();
        optimiser.Step(0.1);

        (layer.weight.detach() - (before - 0.1 * 1.9 * layer.weight.grad!)).abs().max().item<double>().Should().BeLessThan(1e-15);
    }

    [Fact]
    public void Decoupled_decay_shrinks_weights_of_gradient_zero_and_leaves_biases()
    {
        using var scope = NewDisposeScope();
        using var layer = Written();
        using var optimiser = Optimiser.Of(OptimiserKind.AdamW, layer, weightDecay: 0.1);
        var (weight, bias) = (layer.weight.detach().clone(), layer.bias!.detach().clone());

        ((layer.weight * 0).sum() + (layer.bias * 0).sum()).backward();
        optimiser.Step(0.5);

        (layer.weight.detach() - weight * (1 - 0.5 * 0.1)).abs().max().item<double>().Should().BeLessThan(1e-15);
        layer.bias.equal(bias).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(OptimiserKind.Adam, ScalarType.Float64)]
    [InlineData(OptimiserKind.AdamW, ScalarType.Float64)]
    [InlineData(OptimiserKind.Sgd, ScalarType.Float64)]
    [InlineData(OptimiserKind.Adam, ScalarType.Float32)]
    [InlineData(OptimiserKind.AdamW, ScalarType.Float32)]
    [InlineData(OptimiserKind.Sgd, ScalarType.Float32)]
    public void A_weight_that_no_gradient_reaches_does_not_decay(OptimiserKind kind, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var layers = nn.Sequential(("idle", nn.Linear(4, 3)), ("used", nn.Linear(3, 5)));
        layers.to(type);
        using var optimiser = Optimiser.Of(kind, layers, weightDecay: 0.1);
        var before = layers.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        for (var step = 0; step < 3; step++)
        {
            optimiser.ZeroGradients();
            layers.named_parameters().Where(named => named.name.StartsWith("used", StringComparison.Ordinal))
                .Select(named => named.parameter.square().sum()).Aggregate((sum, term) => sum + term).backward();
            optimiser.Step(0.1);
        }

        foreach (var (name, value) in layers.state_dict())
            value.equal(before[name]).all().item<bool>().Should().Be(name.StartsWith("idle", StringComparison.Ordinal), name);
        foreach (var (name, moment) in optimiser.Moments().Where(moment => moment.Name.StartsWith("idle", StringComparison.Ordinal)))
            moment.count_nonzero().item<long>().Should().Be(0, name);
    }

    [Theory]
    [InlineData(OptimiserKind.Adam)]
    [InlineData(OptimiserKind.AdamW)]
    [InlineData(OptimiserKind.Sgd)]
    public void An_optimiser_restored_from_its_moments_goes_on_to_the_same_bits(OptimiserKind kind)
    {
        using var scope = NewDisposeScope();
        using var layer = Written();
        using var optimiser = Optimiser.Of(kind, layer, 0.05);
        for (var step = 0; step < 3; step++) Take(optimiser, layer, step);
        using var copy = Written();
        using (no_grad())
            foreach (var ((_, ours), (_, theirs)) in copy.named_parameters().Zip(layer.named_parameters())) ours.copy_(theirs);
        using var restored = Optimiser.Of(kind, copy, 0.05);
        restored.Restore(3, optimiser.Moments().ToDictionary(moment => moment.Name, moment => moment.Value.clone()));

        for (var step = 3; step < 6; step++)
        {
            Take(optimiser, layer, step);
            Take(restored, copy, step);
        }

        foreach (var ((name, ours), (_, theirs)) in copy.named_parameters().Zip(layer.named_parameters()))
            ours.equal(theirs).all().item<bool>().Should().BeTrue(name);
    }

    [Fact]
    public void Weights_begin_where_CUDAs_kernels_can_read_several_numbers_at_once()
    {
        using var scope = NewDisposeScope();
        using var layers = nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 5));
        layers.to(float64);
        using var optimiser = Optimiser.Of(OptimiserKind.Adam, layers, weightDecay: 0);

        foreach (var (name, parameter) in layers.named_parameters())
            (parameter.storage_offset() * parameter.ElementSize % 512).Should().Be(0, name);
    }

    private static void Take(Optimiser optimiser, Linear layer, int step)
    {
        optimiser.ZeroGradients();
        Loss(layer, step).backward();
        optimiser.Step(0.01);
    }

    private static Linear Written()
    {
        var layer = nn.Linear(4, 3);
        layer.to(float64);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in layer.named_parameters()) parameter.copy_(Numbers($"optimisers/{name}", parameter));
        return layer;
    }

    private static Tensor Loss(Linear layer, int step) => layer.named_parameters()
        .Select(parameter =>
            (parameter.parameter.square() / 2 + parameter.parameter * Numbers($"optimisers/{step}/{parameter.name}", parameter.parameter))
                .sum())
        .Aggregate((sum, term) => sum + term);

    private static Tensor Numbers(string stream, Tensor like) =>
        tensor(WrittenRule.Uniform(stream, like.numel(), -1, 1), like.shape, float64);

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ScheduleKind Kind(string name) => name switch
    {
        "constant" => ScheduleKind.Constant,
        "cosine" => ScheduleKind.Cosine,
        "one_cycle_linear" => ScheduleKind.OneCycleLinear,
        _ => ScheduleKind.OneCycle,
    };
}
