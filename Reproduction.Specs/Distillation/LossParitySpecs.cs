using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>Values and gradients of the losses against PyTorch's in float64 (<c>golden/losses.py</c>).</summary>
[Collection(nameof(Computing))]
public sealed class LossParitySpecs
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenValues.Json("losses", "cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cross_entropy_divergence_and_their_sum_are_PyTorchs(int number)
    {
        using var scope = NewDisposeScope();
        var stored = GoldenValues.Json("losses", "cases")[number];
        var (count, classes, largest) =
            (stored.GetProperty("count").GetInt32(), stored.GetProperty("classes").GetInt32(), stored.GetProperty("largest").GetDouble());
        var loss =
            new Distilled(stored.GetProperty("temperature").GetDouble(), LabelSmoothing: stored.GetProperty("smoothing").GetDouble());
        Tensor Logits(string who) =>
            tensor(WrittenRule.Uniform($"losses/{number}/{who}", count * classes, -largest, largest), [count, classes], float64);
        var labels = tensor(WrittenRule.Integers($"losses/{number}/labels", count, classes));

        foreach (var (name, term) in new (string, Distilled)[] { ("hard", loss with { Beta = 0 }), ("soft", loss with { Alpha = 0 }),
            ("sum", loss) })
        {
            var student = Logits("student").requires_grad_();
            var value = term.Of(student, Logits("teacher"), labels);
            value.backward();

            var expected = stored.GetProperty(name).GetDouble();
            // The divergence is a difference of logarithms, and T² enlarges their rounding.
            var tolerance = 1e-12 * Math.Max(1, Math.Abs(expected)) + 1e-15 * loss.Temperature * loss.Temperature;
            value.item<double>().Should().BeApproximately(expected, tolerance, name);
            var gradient = GoldenValues.Tensors("losses", "gradients")[$"{number}/{name}"].ToTensor();
            (student.grad! - gradient).abs().max().item<double>().Should().BeLessThan(1e-12 * Math.Max(1, loss.Temperature), name);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_float32_the_loss_is_the_same_number_to_single_precision(int number)
    {
        using var scope = NewDisposeScope();
        var stored = GoldenValues.Json("losses", "cases")[number];
        var (count, classes, largest) =
            (stored.GetProperty("count").GetInt32(), stored.GetProperty("classes").GetInt32(), stored.GetProperty("largest").GetDouble());
        var temperature = stored.GetProperty("temperature").GetDouble();
        var loss = new Distilled(temperature, LabelSmoothing: stored.GetProperty("smoothing").GetDouble());
        Tensor Logits(string who) =>
            tensor(WrittenRule.Uniform($"losses/{number}/{who}", count * classes, -largest, largest), [count, classes], float64)
                .to(float32);

        var value = loss.Of(Logits("student"), Logits("teacher"), tensor(WrittenRule.Integers($"losses/{number}/labels", count, classes)));

        // The divergence is a difference of logarithms of softened probabilities, each rounded; T² enlarges what is lost.
        var expected = stored.GetProperty("sum").GetDouble();
        value.item<float>().Should()
            .BeApproximately((float)expected, (float)(1e-6 * Math.Max(1, Math.Abs(expected)) + 2e-7 * temperature * temperature));
    }
}
