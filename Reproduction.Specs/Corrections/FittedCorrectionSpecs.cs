using Reproduction.Corrections;
using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Corrections;

/// <summary>What is fitted to held-out images, against SciPy and scikit-learn (<c>golden/calibrations.py</c>).</summary>
public sealed class FittedCorrectionSpecs
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, HeldOutAnswers.Cases)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_temperature_is_the_one_with_the_least_negative_log_likelihood(int number)
    {
        var (answers, expected) = (HeldOutAnswers.Of(number), Stored(number, "temperature"));
        Calibration.NegativeLogLikelihood(answers).Should()
            .BeApproximately(GoldenValues.Json("calibrations", "cases")[number].GetProperty("nll").GetDouble(), 1e-12);

        var fitted = FittedCorrection.Of(CalibrationMethod.Temperature, answers);

        fitted.IsBest.Should().BeTrue();
        (1 / fitted.Correction.Weights[0]).Should()
            .BeApproximately(expected.GetProperty("temperature").GetDouble(), 1e-7 * expected.GetProperty("temperature").GetDouble());
        fitted.Correction.Weights.Should().AllBeEquivalentTo(fitted.Correction.Weights[0]);
        fitted.Correction.Offsets.Should().AllBeEquivalentTo(0.0);
        Calibration.NegativeLogLikelihood(fitted.Correction.Of(answers)).Should()
            .BeApproximately(expected.GetProperty("nll").GetDouble(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_and_offsets_of_the_classes_are_those_with_the_least_negative_log_likelihood(int number)
    {
        var (answers, expected) = (HeldOutAnswers.Of(number), Stored(number, "vector"));

        var fitted = FittedCorrection.Of(CalibrationMethod.Vector, answers);

        fitted.IsBest.Should().BeTrue();
        Calibration.NegativeLogLikelihood(fitted.Correction.Of(answers)).Should()
            .BeApproximately(expected.GetProperty("nll").GetDouble(), 1e-12);
        ShouldBe(fitted.Correction.Weights, expected.GetProperty("weights"));
        ShouldBe(fitted.Correction.Offsets, expected.GetProperty("offsets"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Class_offsets_are_those_that_trying_every_threshold_finds(int number)
    {
        var (answers, expected) = (HeldOutAnswers.Of(number), Stored(number, "class_offsets"));

        var fitted = FittedCorrection.Of(CalibrationMethod.ClassOffsets, answers);

        fitted.IsBest.Should().BeTrue("there is a best one among finitely many");
        var correction = fitted.Correction;
        ShouldBe(correction.Offsets, expected.GetProperty("offsets"));
        correction.Weights.Should().AllBeEquivalentTo(1.0);
        var corrected = correction.Of(answers);
        corrected.Hits.Should().Be(expected.GetProperty("hits").GetInt32());
        Disparity.OfRecall(ConfusionMatrix.Of(corrected)).Smallest.Should()
            .BeApproximately(expected.GetProperty("worst_recall").GetDouble(), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Class_offsets_raise_the_worst_recall_and_cost_at_most_half_a_percent_of_the_images(int number)
    {
        var answers = HeldOutAnswers.Of(number);

        var corrected = FittedCorrection.Of(CalibrationMethod.ClassOffsets, answers).Correction.Of(answers);

        Disparity.OfRecall(ConfusionMatrix.Of(corrected)).Smallest.Should()
            .BeGreaterThan(Disparity.OfRecall(ConfusionMatrix.Of(answers)).Smallest!.Value);
        corrected.Hits.Should().BeGreaterThanOrEqualTo((int)Math.Ceiling(answers.Hits - 0.005 * answers.Count));
    }

    [Fact]
    public void Of_a_calibrated_model_nothing_is_left_to_correct()
    {
        var answers = HeldOutAnswers.Of(0);
        foreach (var method in new[] { CalibrationMethod.Temperature, CalibrationMethod.Vector })
        {
            var once = FittedCorrection.Of(method, answers).Correction.Of(answers);

            var twice = FittedCorrection.Of(method, once).Correction;

            twice.Weights.Should().AllSatisfy(weight => weight.Should().BeApproximately(1, 1e-7));
            twice.Offsets.Should().AllSatisfy(offset => offset.Should().BeApproximately(0, 1e-7));
        }
    }

    /// <summary>
    /// A network whose last activations are all 0 answers so. Weights and offsets say the same then, and what is best for labels that are
    /// as frequent as each other is that every class is as likely: ln K.
    /// </summary>
    [Fact]
    public void Of_a_model_that_says_the_same_of_all_images_the_least_likelihood_is_that_of_its_labels_shares()
    {
        const int images = 4000, classes = 10;
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            double[] logits = [.. Enumerable.Range(0, classes).Select(_ => (double)(float)(4 * random.NextDouble() - 2))];
            var answers = new Predictions(
                [.. Enumerable.Range(0, images).Select(image => image % classes)],
                [.. Enumerable.Repeat(logits, images).SelectMany(row => row)], classes);

            var corrected = FittedCorrection.Of(CalibrationMethod.Vector, answers).Correction.Of(answers);

            Calibration.NegativeLogLikelihood(corrected).Should().BeApproximately(Math.Log(classes), 1e-9);
        }
    }

    [Theory]
    [InlineData(CalibrationMethod.Temperature)]
    [InlineData(CalibrationMethod.Vector)]
    public void Where_all_images_are_right_no_finite_weights_are_best_and_these_are_said_not_to_be(CalibrationMethod method)
    {
        var fitted =
            FittedCorrection.Of(method, new Predictions([0, 1, 2, 0, 1, 2], [3.0, 1, 0, 0, 2, 1, 1, 0, 4, 2, 0, 1, 1, 3, 0, 0, 1, 2], 3));

        fitted.IsBest.Should().BeFalse();
        fitted.Correction.Weights.Should().OnlyContain(weight => double.IsFinite(weight));
        fitted.Correction.Offsets.Should().OnlyContain(offset => double.IsFinite(offset));
    }

    [Fact]
    public void A_model_whose_labels_stand_no_higher_than_the_rest_has_no_temperature()
    {
        var fitting = () =>
            FittedCorrection.Of(CalibrationMethod.Temperature, new Predictions([0, 1, 0, 1], [0.0, 1, 1, 0, -1, 2, 0, 1], 2));

        fitting.Should().Throw<CheckFailedException>().WithMessage(
            "no temperature above 0 fits: on 4 held-out images the label's logit is no higher than the others on average, expected a model "
            + "that is better than chance");
    }

    [Theory]
    [InlineData(CalibrationMethod.ClassOffsets)]
    [InlineData(CalibrationMethod.Vector)]
    public void A_class_without_an_image_leaves_nothing_to_fit(CalibrationMethod method)
    {
        var fitting = () => FittedCorrection.Of(method, new Predictions([0, 1, 0, 1], new double[12], 3));

        fitting.Should().Throw<ArgumentException>().WithMessage("A class has no image.*");
    }

    [Fact]
    public void There_is_no_other_method()
    {
        var fitting = () => FittedCorrection.Of((CalibrationMethod)7, HeldOutAnswers.Of(0));

        fitting.Should().Throw<InvalidOperationException>().WithMessage("no such correction: 7");
    }

    private static System.Text.Json.JsonElement Stored(int number, string method) =>
        GoldenValues.Json("calibrations", "cases")[number].GetProperty(method);

    private static void ShouldBe(IReadOnlyList<double> found, System.Text.Json.JsonElement stored)
    {
        double[] expected = [.. stored.EnumerateArray().Select(number => number.GetDouble())];
        var tolerance = 1e-6 * Math.Max(1, expected.Max(Math.Abs));
        found.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= tolerance);
        found.Should().HaveCount(expected.Length);
    }
}
