using Reproduction.Distillation;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>Values, gradients and what is kept from batch to batch against PyTorch's (<c>golden/terms.py</c>).</summary>
[Collection(nameof(Computing))]
public sealed class TermParitySpecs
{
    public static MatrixTheoryData<int, string> Terms => new([.. Enumerable.Range(0, GivenTerms.Count)], GivenTerms.Names);

    [Theory]
    [MemberData(nameof(Terms))]
    public void In_float64_values_gradients_and_what_is_kept_are_PyTorchs_batch_by_batch(int number, string name) =>
        ShouldAgree(number, name, float64, 1e-10);

    [Theory]
    [MemberData(nameof(Terms))]
    public void In_float32_they_agree_to_single_precision(int number, string name) => ShouldAgree(number, name, float32, 1e-6);

    /// <summary>By so much of the value, or of 1 where that is more.</summary>
    private static void ShouldAgree(int number, string name, ScalarType dtype, double tolerance)
    {
        using var scope = NewDisposeScope();
        var given = new GivenTerms(number);
        var (values, gradients) = (GoldenValues.Json("terms", "values"), GoldenValues.Tensors("terms", "gradients"));
        var term = given.Term(name, dtype);
        for (var batch = 0; batch < GivenTerms.Batches; batch++)
        {
            var key = $"{number}/{name}/{batch}/{(dtype == float64 ? "float64" : "float32")}";
            var input = given.Input(batch, dtype);
            term.State?.zero_grad();
            var value = term.Of(input);
            value.backward();

            var expected = values.GetProperty(key).GetProperty("value").GetDouble();
            var apart = tolerance * Math.Max(1, Math.Abs(expected));
            value.to(float64).item<double>().Should().BeApproximately(expected, apart, key);
            foreach (var (of, leaf) in Leaves(input, term))
            {
                (leaf.grad is not null).Should().Be(gradients.ContainsKey($"{key}/{of}"), $"{key}/{of}");
                if (leaf.grad is null) continue;
                var stored = gradients[$"{key}/{of}"].ToTensor();
                (leaf.grad - stored).abs().max().to(float64).item<double>().Should().BeLessThan(apart, $"{key}/{of}");
            }
            if (term.Noted is { } noted)
                noted.Values().to(float64).data<double>().ToArray().Zip(values.GetProperty(key).GetProperty("kept").EnumerateArray())
                    .Should().HaveCount(given.Classes).And.AllSatisfy(
                        pair => pair.First.Should().BeApproximately(pair.Second.GetDouble(), tolerance, key));
            term.Validated(input.Labels);
        }
    }

    private static IEnumerable<(string Name, Tensor Leaf)> Leaves(LossInput input, LossTerm term)
    {
        yield return ("student", input.Student.Logits);
        yield return ("map", input.Student.Features["map"]);
        yield return ("pooled", input.Student.Features["pooled"]);
        if (term.State?.parameters().FirstOrDefault(parameter => parameter.dim() == 2) is { } adaptor) yield return ("adaptor", adaptor);
    }
}
