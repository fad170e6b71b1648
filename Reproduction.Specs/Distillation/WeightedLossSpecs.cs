using Reproduction.Distillation;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>A loss is the sum of its terms, and each is seen apart.</summary>
public sealed class WeightedLossSpecs
{
    [Fact]
    public void The_whole_is_the_sum_of_the_terms_by_their_weights_and_each_term_is_given_without_its_weight()
    {
        using var scope = NewDisposeScope();
        using var loss = new WeightedLoss(new CrossEntropy(0.5), new SoftTargets(3, "teacher", Temperature: 2));
        // Equal logits: CE is log 2, and KL of (σ(1), 1 − σ(1)) from (½, ½) at T = 2 is 4·Σ p·log 2p.
        var lesson = Distilled.Lesson(zeros(1, 2, float64), tensor([2.0, 0.0], [1, 2]), tensor([1L]));
        var p = 1 / (1 + Math.Exp(-1));
        var divergence = 4 * (p * Math.Log(2 * p) + (1 - p) * Math.Log(2 * (1 - p)));

        var (whole, terms) = loss.Of(lesson);

        terms.Select(term => term.item<double>()).Should().SatisfyRespectively(
            hard => hard.Should().BeApproximately(Math.Log(2), 1e-14), soft => soft.Should().BeApproximately(divergence, 1e-14));
        whole.item<double>().Should().BeApproximately(0.5 * Math.Log(2) + 3 * divergence, 1e-13);
    }

    [Fact]
    public void Terms_are_told_apart_by_kind_and_teacher()
    {
        using var loss = new WeightedLoss(new CrossEntropy(1), new SoftTargets(1, "convolution", 1), new SoftTargets(1, "involution", 1));

        loss.Terms.Select(term => term.Name).Should().Equal("cross_entropy", "soft_targets of convolution", "soft_targets of involution");
        loss.Teachers.Should().Equal("convolution", "involution");

        var twice = () => new WeightedLoss(new SoftTargets(1, "teacher", 1), new SoftTargets(2, "teacher", 4));
        twice.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Losses_of_logits_ask_neither_student_nor_teacher_for_features()
    {
        using var loss = new WeightedLoss(new CrossEntropy(1), new SoftTargets(1, "teacher", 5));

        loss.Taps.Should().BeEmpty();
        loss.TapsOf("teacher").Should().BeEmpty();
        loss.State.parameters().Should().BeEmpty();
    }
}
