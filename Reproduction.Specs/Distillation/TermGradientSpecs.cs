using Reproduction.Distillation;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>Gradients against finite differences in float64, along directions drawn at random.</summary>
[Collection(nameof(Computing))]
public sealed class TermGradientSpecs
{
    public static TheoryData<string> Terms => [.. GivenTerms.Names];

    [Theory]
    [MemberData(nameof(Terms))]
    public void The_slope_along_any_direction_is_that_of_finite_differences_for_the_student_and_for_what_learns_beside_it(string name)
    {
        using var scope = NewDisposeScope();
        var given = new GivenTerms(0);
        var (input, term) = (given.Input(0, float64), Term(given, name));
        term.Of(input).backward();

        var leaves = Leaves(input, term).ToList();
        var learnt = leaves.Select((leaf, i) => (leaf, i)).Where(entry => entry.leaf.grad is not null).ToList();
        learnt.Should().NotBeEmpty();
        using var generator = new Generator(1, CPU);
        foreach (var (leaf, i) in learnt)
            for (var direction = 0; direction < 4; direction++)
            {
                var along = randn(leaf.shape, dtype: float64, generator: generator);
                double At(double step)
                {
                    var (moved, fresh) = (given.Input(0, float64), Term(given, name));
                    using (no_grad()) Leaves(moved, fresh).ElementAt(i).add_(along * step);
                    return fresh.Of(moved).item<double>();
                }
                const double step = 1e-6;
                var slope = (At(step) - At(-step)) / (2 * step);
                (leaf.grad! * along).sum().item<double>().Should().BeApproximately(
                    slope, 1e-6 * Math.Max(1, Math.Abs(slope)), $"{name} {i}");
            }
        // What it learns lives as long as it does.
        GC.KeepAlive(term);
    }

    [Theory]
    [MemberData(nameof(Terms))]
    public void No_gradient_reaches_a_teacher(string name)
    {
        using var scope = NewDisposeScope();
        var given = new GivenTerms(1);
        var input = given.Input(0, float64);
        var teacher = input.Teachers["teacher"];
        Tensor[] said = [teacher.Logits, .. teacher.Features.Values];
        foreach (var answer in said) answer.requires_grad_();

        given.Term(name, float64).Of(input).backward();

        said.Should().AllSatisfy(answer => (answer.grad is null).Should().BeTrue());
    }

    /// <summary>The term itself; of group DRO with weights that stand still, because they are constants to its gradient.</summary>
    private static LossTerm Term(GivenTerms given, string name) =>
        given.Term(name, float64) is GroupDro dro
            ? new GroupDro(1, dro.Classes, 1e-12, dro.Teacher, dro.Temperature, dro.LabelWeight)
            : given.Term(name, float64);

    private static IEnumerable<Tensor> Leaves(LossInput input, LossTerm term) =>
        [input.Student.Logits, input.Student.Features["map"], input.Student.Features["pooled"], .. term.State?.parameters() ?? []];
}
