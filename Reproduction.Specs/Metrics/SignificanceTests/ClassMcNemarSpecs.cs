using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Specs.Metrics.SignificanceTests;

public sealed class ClassMcNemarSpecs
{
    [Fact]
    public void Each_class_has_its_own_test_and_all_of_them_Holms_correction()
    {
        // Class 0: the first is right on all six, the second on none. Class 1: each is right on one of two.
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1];
        var first = Answers(labels, 0, 0, 0, 0, 0, 0, 1, 0);
        var second = Answers(labels, 1, 1, 1, 1, 1, 1, 0, 1);

        var tests = ClassMcNemar.Of(first, second);

        tests[0].Should().Be(new ClassMcNemar(new(6, 0), 1, 2 * new McNemar(6, 0).PValue));
        tests[1].Should().Be(new ClassMcNemar(new(1, 1), 0, 1));
        FluentActions.Invoking(() => ClassMcNemar.Of(first, Answers([1, 0, 0, 0, 0, 0, 1, 1], 0, 0, 0, 0, 0, 0, 0, 0))).Should()
            .Throw<ArgumentException>();
    }

    [Fact]
    public void Models_are_exchanged_image_by_image_to_see_how_often_chance_parts_them_as_much()
    {
        // Six images on which only one model is right, all the same one: of 64 exchanges two part them as much.
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
        var first = Answers(labels, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
        var second = Answers(labels, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

        var test = SwapTest.Of(first, Answers(labels, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1));
        test.Profile.Should().BeApproximately(2 / 32.0, 0.01);
        test.RecallGap.Should().BeApproximately(2 / 32.0, 0.01);
        SwapTest.Of(first, second).Profile.Should().BeApproximately(2 / 64.0, 0.01);
        SwapTest.Of(first, first).Should().Be(new SwapTest(1, 1, 1, 1));
    }

    /// <summary>One model answers 0 to both images and the other 1: they do not differ, and no exchange differs by less.</summary>
    [Fact]
    public void An_exchange_that_leaves_a_model_without_a_hit_is_as_far_as_any()
    {
        int[] labels = [0, 1];
        var test = SwapTest.Of(Answers(labels, 0, 0), Answers(labels, 1, 1));

        test.DisparateImpact.Should().Be(1);
        test.RecallRatio.Should().Be(1);
    }

    [Fact]
    public void Models_that_do_not_differ_are_told_apart_in_5_of_100_test_sets()
    {
        var classifier = new SimulatedClassifier([0.9, 0.8, 0.7], imagesPerClass: 100);

        var told = Enumerable.Range(0, 200).AsParallel()
            .Count(set => SwapTest.Of(classifier.Answers(2 * set), classifier.Answers(2 * set + 1)).DisparateImpact < 0.05);

        told.Should().BeInRange(2, 20);
    }

    private static Predictions Answers(int[] labels, params int[] predicted) =>
        new(labels, [.. predicted.SelectMany(c => new[] { c == 0 ? 1.0 : 0, c == 1 ? 1.0 : 0 })], 2);
}
