using Reproduction.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>A loss is the sum of its terms, and each is seen apart.</summary>
[Collection(nameof(Computing))]
public sealed class WeightedLossSpecs
{
    [Fact]
    public void The_whole_is_the_sum_of_the_terms_by_their_weights_and_each_term_is_given_without_its_weight()
    {
        using var scope = NewDisposeScope();
        using var loss = new WeightedLoss(new CrossEntropy(0.5), new SoftTargets(3, "teacher", temperature: 2));
        // Equal logits: CE is log 2, and KL of (σ(1), 1 − σ(1)) from (½, ½) at T = 2 is 4·Σ p·log 2p.
        var input = Distilled.Input(zeros(1, 2, float64), tensor([2.0, 0.0], [1, 2]), tensor([1L]));
        var p = 1 / (1 + Math.Exp(-1));
        var divergence = 4 * (p * Math.Log(2 * p) + (1 - p) * Math.Log(2 * (1 - p)));

        var (whole, terms) = loss.Of(input);

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
        twice.Should().Throw<ArgumentException>()
            .WithMessage("found soft_targets of teacher, soft_targets of teacher, expected terms with names of their own*");
    }

    [Fact]
    public void Terms_that_keep_a_figure_of_each_class_note_it_and_are_told_of_the_validation()
    {
        using var scope = NewDisposeScope();
        using var loss = new WeightedLoss(new CrossEntropy(1), new GroupDro(1, 2, 0.5), new ClassReweighted(1, 2, countsAsPublished: true));

        loss.Validated(tensor([1L, 1L, 0L]));

        loss.Noted().Should().BeEquivalentTo(
            [("group_dro: q[0]", 0.5), ("group_dro: q[1]", 0.5), ("class_reweighted: count[0]", 1.0), ("class_reweighted: count[1]", 2.0)],
            options => options.WithStrictOrdering());
    }

    [Fact]
    public void What_terms_keep_moves_with_the_loss()
    {
        using var scope = NewDisposeScope();
        var (dro, hint) = (new GroupDro(1, 2, 0.5), new Hint(1, "teacher", "pooled", "pooled", (2, 3), 1));
        using var loss = new WeightedLoss(dro, hint);

        // To another dtype, as to another device, every tensor is made anew.
        loss.State.to(float32);
        dro.Of(Distilled.Input(zeros(2, 2, float32), zeros(2, 2, float32), tensor([0L, 1L])));

        dro.Noted!.Values().dtype.Should().Be(float32);
        loss.State.state_dict().Values.Where(tensor => tensor.is_floating_point()).Select(tensor => tensor.dtype).Should()
            .AllBeEquivalentTo(float32);
    }

    [Fact]
    public void What_terms_keep_stands_in_checkpoints_under_their_names()
    {
        using var scope = NewDisposeScope();
        using var loss = new WeightedLoss(
            new ClassReweighted(1, 2), new ClassTrust(1, "teacher", 1, zeros(2)), new GroupDro(1, 2, 0.5),
            new Srrl(1, "teacher", "pooled", "pooled", 1, (2, 3), 1, features => features));

        loss.State.state_dict().Keys.Where(name => !name.Contains("norm.")).Should().BeEquivalentTo(
            "class_reweighted.counts", "class_trust of teacher.trust", "group_dro.log_q", "srrl of teacher at pooled.linear.weight");
        loss.Noted().Select(noted => noted.Name).Should().Contain("class_trust of teacher: trust[1]");
    }

    [Fact]
    public void Taps_are_asked_for_once_and_of_the_teacher_whose_they_are()
    {
        using var loss = new WeightedLoss(
            new Hint(1, "convolution", "stage_2", "stage_3", (2, 3), 1), new Similarity(1, "convolution", "stage_2", "pooled"),
            new Similarity(1, "involution", "pooled", "pooled"), new Advice(1, "involution", 1));

        loss.Taps.Should().Equal("stage_2", "pooled", "advisor involution");
        loss.TapsOf("convolution").Should().Equal("stage_3", "pooled");
        loss.TapsOf("involution").Should().Equal("pooled");
        loss.Terms.Select(term => term.Name).Should().Equal(
            "hint of convolution at stage_2", "similarity of convolution at stage_2", "similarity of involution at pooled",
            "advice of involution");
        loss.State.named_parameters().Select(parameter => parameter.name).Should().BeEquivalentTo(
            "hint of convolution at stage_2.linear.weight", "hint of convolution at stage_2.norm.weight",
            "hint of convolution at stage_2.norm.bias");
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
