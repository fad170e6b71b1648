using Reproduction.Distillation;
using Reproduction.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>What must hold of the terms whatever the numbers, and what they come to where a pencil suffices.</summary>
[Collection(nameof(Computing))]
public sealed class TermIdentitySpecs
{
    private const int Classes = 4;

    private static readonly long[] Labels = [0, 0, 0, 0, 1, 1, 2, 3, 3];

    [Fact]
    public void Class_reweighting_of_zero_logits_is_the_logarithm_of_two_over_the_roots_of_the_counts_so_far()
    {
        using var scope = NewDisposeScope();
        var term = new ClassReweighted(1, Classes);
        var batch = Batch(zeros(9, Classes, float64));

        // Counts 4, 2, 1, 2 after the first batch and twice that after the second.
        var once = 0.5 + 2 / Math.Sqrt(2) + 1;
        term.Of(batch).item<double>().Should().BeApproximately(Math.Log(2) * once, 1e-14);
        term.Of(batch).item<double>().Should().BeApproximately(Math.Log(2) * once / Math.Sqrt(2), 1e-14);
        term.Noted!.Values().data<long>().ToArray().Should().Equal(8, 4, 2, 4);
    }

    [Fact]
    public void A_class_that_is_absent_from_a_batch_adds_nothing_to_class_reweighting()
    {
        using var scope = NewDisposeScope();
        var term = new ClassReweighted(1, Classes);

        term.Of(Batch(zeros(2, Classes, float64), [3, 3])).item<double>().Should().BeApproximately(Math.Log(2) / Math.Sqrt(2), 1e-14);
    }

    [Fact]
    public void As_published_a_training_batch_counts_twice_and_the_validation_too()
    {
        using var scope = NewDisposeScope();
        var (published, plain) = (new ClassReweighted(1, Classes, countsAsPublished: true), new ClassReweighted(1, Classes));
        foreach (var term in new[] { published, plain })
        {
            term.Of(Batch(zeros(9, Classes, float64)));
            term.Validated(tensor([1L, 1L, 1L, 2L]));
        }

        published.Noted!.Values().data<long>().ToArray().Should().Equal(8, 7, 3, 4);
        plain.Noted!.Values().data<long>().ToArray().Should().Equal(4, 2, 1, 2);
    }

    [Fact]
    public void Full_trust_in_a_teacher_is_the_soft_cross_entropy_and_has_the_gradient_of_soft_targets()
    {
        using var scope = NewDisposeScope();
        Tensor student = Random(1).requires_grad_(), same = Random(1).requires_grad_();

        var trusting = new ClassTrust(1, "teacher", 3, ones(Classes, float64)).Of(Batch(student));
        trusting.backward();
        new SoftTargets(1, "teacher", 3).Of(Batch(same)).backward();

        var (target, logarithms) = ((Random(2) / 3).softmax(1), (Random(1) / 3).log_softmax(1));
        trusting.item<double>().Should().BeApproximately(9 * -(target * logarithms).sum(1).mean().item<double>(), 1e-12);
        Distance(student.grad!, same.grad!).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void No_trust_in_a_teacher_is_the_plain_cross_entropy()
    {
        using var scope = NewDisposeScope();

        new ClassTrust(1, "teacher", 3, zeros(Classes, float64)).Of(Batch(Random(1))).item<double>()
            .Should().BeApproximately(new CrossEntropy(1).Of(Batch(Random(1))).item<double>(), 1e-14);
    }

    [Fact]
    public void Trust_goes_by_the_label_of_the_image()
    {
        using var scope = NewDisposeScope();
        var term = new ClassTrust(1, "teacher", 1, tensor([1.0, 0, 0, 0]));

        var value = term.Of(Batch(Random(1))).item<double>();

        var soft = -(Random(2).softmax(1) * Random(1).log_softmax(1)).sum(1);
        var hard = nn.functional.cross_entropy(Random(1), tensor(Labels), reduction: nn.Reduction.None);
        value.Should().BeApproximately((soft[..4].sum() + hard[4..].sum()).item<double>() / 9, 1e-14);
    }

    [Fact]
    public void Trust_in_a_class_is_the_mean_margin_on_its_held_out_images_and_none_where_the_teacher_is_mostly_wrong()
    {
        using var scope = NewDisposeScope();
        // p of class 0: ½, ¼, ¼ twice; of class 1: 0.1, 0.8, 0.1 and 0.6, 0.3, 0.1; class 2 is taken for class 0.
        var p = tensor([0.5, 0.25, 0.25, 0.5, 0.25, 0.25, 0.1, 0.8, 0.1, 0.6, 0.3, 0.1, 0.7, 0.2, 0.1], [5, 3]);

        var trust = ClassTrust.TrustOf(p.log(), tensor([0L, 0L, 1L, 1L, 2L]));

        trust.data<double>().ToArray().Zip([0.25, (0.7 - 0.3) / 2, 0]).Should().AllSatisfy(
            pair => pair.First.Should().BeApproximately(pair.Second, 1e-14));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Group_DRO_that_hardly_moves_is_the_balanced_mean_of_the_classes(bool isTaught)
    {
        using var scope = NewDisposeScope();
        var ofImages = isTaught
            ? 4 * ((Random(2) / 2).softmax(1) * ((Random(2) / 2).log_softmax(1) - (Random(1) / 2).log_softmax(1))).sum(1)
            : nn.functional.cross_entropy(Random(1), tensor(Labels), reduction: nn.Reduction.None);
        var balanced = Enumerable.Range(0, Classes)
            .Average(c => ofImages[tensor(Labels).eq(c)].mean().item<double>());

        var term = isTaught ? new GroupDro(1, Classes, 1e-14, "teacher", 2) : new GroupDro(1, Classes, 1e-14);

        term.Of(Batch(Random(1))).item<double>().Should().BeApproximately(balanced, 1e-12);
    }

    [Fact]
    public void Group_DRO_weighs_classes_by_the_exponential_of_their_losses_so_far()
    {
        using var scope = NewDisposeScope();
        var term = new GroupDro(1, Classes, 0.5);
        var losses = nn.functional.cross_entropy(Random(1), tensor(Labels), reduction: nn.Reduction.None);
        var ofClasses = stack([.. Enumerable.Range(0, Classes).Select(c => losses[tensor(Labels).eq(c)].mean())]);

        term.Of(Batch(Random(1)));
        Distance(term.Noted!.Values(), (0.5 * ofClasses).softmax(0)).Should().BeLessThan(1e-14);
        term.Of(Batch(Random(1)));
        Distance(term.Noted!.Values(), (1.0 * ofClasses).softmax(0)).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void A_class_that_is_absent_from_a_batch_keeps_its_weight_to_the_bit()
    {
        using var scope = NewDisposeScope();
        var term = new GroupDro(1, Classes, 0.5);
        term.Of(Batch(Random(1)));
        var before = term.Noted!.Values().data<double>().ToArray();

        term.Of(Batch(Random(3)[..2], [0, 1]));

        var after = term.Noted!.Values().data<double>().ToArray();
        after[2..].Should().Equal(before[2..]);
        after[0].Should().NotBe(before[0]);
        after.Sum().Should().BeApproximately(1, 1e-14);
    }

    [Fact]
    public void Losses_of_thousands_leave_finite_weights_of_classes()
    {
        using var scope = NewDisposeScope();
        var term = new GroupDro(1, Classes, 10);
        for (var step = 0; step < 5; step++) term.Of(Batch(Random(step) * 1e4));
        // Only classes whose weight is 0 by now.
        var q = term.Noted!.Values().data<double>().ToArray();
        var weightless = Enumerable.Range(0, Classes).Where(c => q[c] == 0).Select(c => (long)c).ToArray();

        var value = term.Of(Batch(Random(9)[..weightless.Length], weightless));

        weightless.Should().NotBeEmpty();
        value.item<double>().Should().Be(0);
        term.Noted!.Values().sum().item<double>().Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Similarity_is_unchanged_by_a_rotation_and_a_scale_of_the_features_and_zero_where_they_are_alike()
    {
        using var scope = NewDisposeScope();
        var (rotation, _) = linalg.qr(Random(5, 6, 6));
        double Of(Tensor student, Tensor teacher) =>
            new Similarity(1, "teacher", "pooled", "pooled").Of(Features(student, teacher)).item<double>();
        Tensor student = Random(1, 9, 6), teacher = Random(2, 9, 11);

        Of(student.matmul(rotation) * 3, teacher).Should().BeApproximately(Of(student, teacher), 1e-14);
        Of(student, student.matmul(rotation)).Should().BeLessThan(1e-28);
        Of(student, teacher).Should().BePositive();
    }

    [Fact]
    public void Softmax_regression_representation_is_zero_where_the_adapted_features_are_the_teachers()
    {
        using var scope = NewDisposeScope();
        var (student, classifier) = (Random(1, 9, 6), Random(3, 5, Classes));
        var teacher = Adapted(student);

        var value = Srrl(classifier).Of(Features(student, teacher, teacher.matmul(classifier)));

        value.item<double>().Should().BeLessThan(1e-28);
    }

    [Fact]
    public void In_softmax_regression_representation_gradients_pass_through_the_teachers_classifier()
    {
        using var scope = NewDisposeScope();
        Tensor student = Random(1, 9, 6).requires_grad_(), classifier = Random(3, 5, Classes);
        // The features agree, so that all of the gradient comes through the classifier.
        var teacher = Adapted(student.detach());

        Srrl(classifier).Of(Features(student, teacher, Random(4, 9, Classes))).backward();

        student.grad!.abs().max().item<double>().Should().BePositive();
    }

    [Fact]
    public void A_hint_of_pooled_features_is_the_part_of_softmax_regression_representation_that_asks_no_classifier()
    {
        using var scope = NewDisposeScope();
        var hint = new Hint(1, "teacher", "pooled", "pooled", (6, 5), seed: 1);
        hint.State.to(float64);
        var batch = Features(Random(1, 9, 6), Random(2, 9, 5), zeros(9, Classes, float64));

        hint.Of(batch).item<double>().Should().BeApproximately(Srrl(zeros(5, Classes, float64)).Of(batch).item<double>(), 1e-14);
    }

    [Fact]
    public void An_adaptor_ends_in_a_norm_so_that_it_reaches_negative_features()
    {
        using var scope = NewDisposeScope();

        Adapted(Random(1, 9, 6)).min().item<double>().Should().BeNegative();
    }

    [Fact]
    public void Advice_is_the_soft_targets_of_the_head_for_this_teacher()
    {
        using var scope = NewDisposeScope();
        var batch = Batch(Random(7), head: Random(1));

        new Advice(1, "teacher", 2).Of(batch).item<double>()
            .Should().BeApproximately(new SoftTargets(1, "teacher", 2).Of(Batch(Random(1))).item<double>(), 1e-14);
    }

    [Fact]
    public void A_hint_of_maps_of_other_sizes_is_of_their_averages_over_the_same_parts()
    {
        using var scope = NewDisposeScope();
        Hint Term() => new(1, "teacher", "pooled", "pooled", (6, 5), seed: 1);
        Tensor student = Random(1, 2, 6, 4, 4), teacher = Random(2, 2, 5, 2, 2);

        using var term = new WeightedLoss(Term());
        term.State.to(float64);
        using var other = new WeightedLoss(Term());
        other.State.to(float64);
        term.Of(Features(student, teacher)).Whole.item<double>().Should()
            .BeApproximately(other.Of(Features(nn.functional.avg_pool2d(student, 2), teacher)).Whole.item<double>(), 1e-13);
    }

    private static Srrl Srrl(Tensor classifier)
    {
        var term = new Srrl(1, "teacher", "pooled", "pooled", 1, (6, 5), seed: 1, features => features.matmul(classifier));
        term.State.to(float64);
        return term;
    }

    /// <summary>What an adaptor of that seed makes of features: what a term of its own shows to the classifier.</summary>
    private static Tensor Adapted(Tensor features)
    {
        Tensor? adapted = null;
        Tensor Shown(Tensor seen)
        {
            adapted = seen.detach().clone().MoveToOuterDisposeScope();
            return zeros(9, Classes, float64);
        }
        var term = new Srrl(1, "teacher", "pooled", "pooled", 1, (6, 5), seed: 1, Shown);
        term.State.to(float64);
        term.Of(Features(features, zeros(9, 5, float64), zeros(9, Classes, float64)));
        return adapted!;
    }

    private static LossInput Batch(Tensor student, long[]? labels = null, Tensor? head = null) => new(
        new(student, new Dictionary<string, Tensor> { [AdvisedNetwork.TapOf("teacher")] = head ?? student }), tensor(labels ?? Labels),
        new Dictionary<string, NetworkOutput> { ["teacher"] = new(Random(2), new Dictionary<string, Tensor>()) });

    private static LossInput Features(Tensor student, Tensor teacher, Tensor? logits = null) => new(
        new(Random(1), new Dictionary<string, Tensor> { ["pooled"] = student }), tensor(Labels),
        new Dictionary<string, NetworkOutput>
        {
            ["teacher"] = new(logits ?? Random(2), new Dictionary<string, Tensor> { ["pooled"] = teacher }),
        });

    private static Tensor Random(int seed) => Random(seed, Labels.Length, Classes);

    private static Tensor Random(int seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed, CPU);
        return randn(shape, dtype: float64, generator: generator) * 2;
    }

    private static double Distance(Tensor one, Tensor other) => (one - other).abs().max().item<double>();
}
