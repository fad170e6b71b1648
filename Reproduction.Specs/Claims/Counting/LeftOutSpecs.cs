using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>Means that leave classes out, of which not all holds that holds of means over all classes.</summary>
public sealed class LeftOutSpecs
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mean_F1_is_at_most_the_harmonic_mean_of_precision_and_recall_where_all_are_means_over_the_same_classes(bool areTheSame)
    {
        (Score, int)[] leftOut = areTheSame
            ? [(Score.Precision, 2), (Score.F1, 2), (Score.Recall, 2)]
            : [(Score.Precision, 2), (Score.F1, 2)];

        // 2 · 0.85 · 0.67 / 1.52 = 0.75.
        var why = GeneralBounds.Clash(
            [Macro(Score.Precision, 85, 2), Macro(Score.Recall, 67, 2), Macro(Score.F1, 87, 2)], Conventions.Usual.Without(leftOut));

        if (areTheSame) why.Should().EndWith("a mean of harmonic means is at most that of the means.");
        else why.Should().BeNull();
    }

    /// <summary>
    /// [[2, 1], [0, 2]]: with one error of two classes each has 4 of 5 images right, and so has their mean; over a third class that
    /// does not occur it would be 13/15.
    /// </summary>
    [Theory]
    [InlineData(800, Possibility.Consistent)]
    [InlineData(700, Possibility.Impossible)]
    public void A_mean_accuracy_of_single_classes_may_leave_out_a_class_that_does_not_occur(int thousandths, Possibility expected) =>
        IntegerAudit.Possible(
            new([3, 2, 0], [new(FigureName.Accuracy, new(8, 1), RoundingRule.Nearest), Macro(Score.BinaryAccuracy, thousandths, 3)])
            {
                Conventions = Conventions.Usual.Without([(Score.BinaryAccuracy, 2)]),
            }).Should().Be(expected);

    private static FigureClaim Macro(Score score, int scaled, int digits) =>
        new(FigureName.Macro(score), new(scaled, digits), RoundingRule.Nearest);
}
