using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class EitherRightSpecs
{
    private static readonly int[] Labels = [0, 0, 0, 1, 1, 1, 2, 2];

    /// <summary>Of class 0 every image has a model that is right, of class 1 two of three, of class 2 one of two; 3 has no image.</summary>
    [Fact]
    public void The_images_on_which_one_model_at_least_is_right_are_counted_overall_and_by_class()
    {
        var either = EitherRight.Of(Answers(0, 0, 1, 1, 2, 0, 2, 0), Answers(0, 1, 0, 1, 1, 2, 0, 0));

        either.Share.Should().Be(6 / 8.0);
        either.ByClass.Should().Equal(1, 2 / 3.0, 1 / 2.0, null);
    }

    [Fact]
    public void A_model_adds_nothing_to_itself() =>
        EitherRight.Of(Answers(0, 0, 1, 1, 2, 0, 2, 0), Answers(0, 0, 1, 1, 2, 0, 2, 0)).Share.Should().Be(4 / 8.0);

    [Fact]
    public void Answers_to_other_images_are_refused()
    {
        var counting = () => EitherRight.Of(Answers(0, 0, 1, 1, 2, 0, 2, 0), Simulated.Predictions(8, 4, seed: 1));

        counting.Should().Throw<ArgumentException>().WithMessage("The models answered different images.*");
    }

    private static Predictions Answers(params int[] predicted) =>
        new(Labels, [.. predicted.SelectMany(answer => Enumerable.Range(0, 4).Select(c => c == answer ? 1.0 : 0))], 4);
}
