using Reproduction.Corrections;
using Reproduction.Metrics;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Corrections;

/// <summary>What must hold of corrected and of averaged answers, whatever was fitted.</summary>
[Collection(nameof(Computing))]
public sealed class LogitCorrectionSpecs
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, HeldOutAnswers.Cases)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equal_weights_without_offsets_are_temperature_scaling(int number)
    {
        var answers = HeldOutAnswers.Of(number);

        var corrected = new LogitCorrection([.. Enumerable.Repeat(1 / 1.7, answers.Classes)], new double[answers.Classes]).Of(answers);

        foreach (var image in Enumerable.Range(0, answers.Count))
            corrected.Probabilities(image).ToArray().Zip(Softmax.Of([.. answers.Logits(image).ToArray().Select(logit => logit / 1.7)]))
                .Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-14);
        corrected.AnswersAs(LogitCorrection.ByTemperature(answers.Classes, 1.7).Of(answers)).Should().BeTrue();
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(1e3)]
    public void A_temperature_moves_no_prediction_however_near_two_logits_are(double temperature)
    {
        // Neighbours in float32, which a product in float32 would often make equal.
        float[] logits = [.. Enumerable.Range(0, 300).SelectMany(i => new[] { 1 + i / 300f, MathF.BitIncrement(1 + i / 300f) })];
        var answers = new Predictions(new int[300], logits, 2);

        LogitCorrection.ByTemperature(2, temperature).Of(answers).Predicted.ToArray().Should().AllBeEquivalentTo(1);
    }

    [Fact]
    public void Offsets_of_0_are_the_model_itself_to_the_bit()
    {
        using var scope = NewDisposeScope();
        var answers = HeldOutAnswers.Of(0);
        var logits = RandomTensor.Uniform([8, answers.Classes], seed: 1);

        LogitCorrection.ByOffsets(new double[answers.Classes]).Of(answers).AnswersAs(answers).Should().BeTrue();
        LogitCorrection.None(answers.Classes).Of(logits).equal(logits).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tensor_is_corrected_as_its_numbers_are(int number)
    {
        using var scope = NewDisposeScope();
        var answers = HeldOutAnswers.Of(number);
        var correction =
            new LogitCorrection([.. Enumerable.Range(1, answers.Classes).Select(c => c / 3.0)],
                [.. Enumerable.Range(0, answers.Classes).Select(c => -0.1 * c)]);

        var corrected = correction.Of(Tensor(answers).to(float32));

        corrected.dtype.Should().Be(float32);
        corrected.equal(Tensor(correction.Of(answers)).to(float32)).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_ensemble_of_one_model_is_that_model(int number)
    {
        var answers = HeldOutAnswers.Of(number);

        var alone = MeanProbability.Of([answers]);

        alone.Predicted.ToArray().Should().Equal(answers.Predicted.ToArray());
        foreach (var image in Enumerable.Range(0, answers.Count))
            alone.Probabilities(image).ToArray().Zip(answers.Probabilities(image).ToArray()).Should()
                .OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-13);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_ensemble_says_the_logarithm_of_its_members_mean_probability(int number)
    {
        using var scope = NewDisposeScope();
        var (answers, stored) = (HeldOutAnswers.Of(number), GoldenValues.Json("calibrations", "cases")[number].GetProperty("ensemble"));
        Predictions Changed(Func<double[], IEnumerable<double>> change) =>
            new(answers.Labels.ToArray(),
                [.. Enumerable.Range(0, answers.Count).SelectMany(image => change(answers.Logits(image).ToArray()))], answers.Classes);
        Predictions[] members =
            [answers, Changed(row => row.Reverse().Select(logit => logit / 2)), Changed(row => row.Select(logit => logit * 3))];

        var together = MeanProbability.Of(members);

        Calibration.NegativeLogLikelihood(together).Should().BeApproximately(stored.GetProperty("nll").GetDouble(), 1e-12);
        together.Logits(0).ToArray().Zip(stored.GetProperty("first").EnumerateArray()).Should()
            .OnlyContain(pair => Math.Abs(pair.First - pair.Second.GetDouble()) < 1e-12);
        var inTensors = MeanProbability.Of([.. members.Select(Tensor)]);
        (inTensors - Tensor(together)).abs().max().item<double>().Should().BeLessThan(1e-12);
    }

    /// <summary>A probability of e^−2000 is 0 in float64, but half of 1 is a half.</summary>
    [Fact]
    public void A_member_that_is_sure_beyond_what_numbers_hold_is_averaged_all_the_same()
    {
        var (one, other) = (new Predictions([0], [1000.0, -1000], 2), new Predictions([0], [-1000.0, 1000], 2));

        var together = MeanProbability.Of([one, other]);

        together.Logits(0).ToArray().Should().OnlyContain(logit => Math.Abs(logit - Math.Log(0.5)) < 1e-12);
    }

    [Fact]
    public void What_is_no_correction_of_these_logits_is_refused()
    {
        using var scope = NewDisposeScope();
        var ofTwo = LogitCorrection.ByOffsets([0, 1]);

        FluentActions.Invoking(() => new LogitCorrection([1, 1], [0])).Should().Throw<ArgumentException>()
            .WithMessage("1 offsets beside 2 weights.*");
        FluentActions.Invoking(() => LogitCorrection.ByTemperature(2, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => LogitCorrection.ByTemperature(2, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ofTwo.Of(new Predictions([0, 1], new double[6], 3))).Should().Throw<ArgumentException>()
            .WithMessage("Logits of 3 classes, expected 2.*");
        FluentActions.Invoking(() => ofTwo.Of(zeros(2, 1)))
            .Should().Throw<ArgumentException>().WithMessage("Logits of 1 classes, expected 2.*");
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, 3, false)]
    [InlineData(new[] { 1, 0 }, 2, false)]
    [InlineData(new[] { 0, 1 }, 2, true)]
    public void Members_answer_the_same_images_among_the_same_classes(int[] labels, int classes, bool belong)
    {
        var one = new Predictions([0, 1], new double[4], 2);

        var averaging = () => MeanProbability.Of([one, new Predictions(labels, new double[2 * classes], classes)]);

        if (belong) averaging.Should().NotThrow();
        else averaging.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Models_that_tell_other_classes_apart_are_no_ensemble()
    {
        using var scope = NewDisposeScope();

        var counted = () => MeanProbability.Of([HeldOutAnswers.Of(0), HeldOutAnswers.Of(1)]);
        var inTensors = () => MeanProbability.Of([RandomTensor.Uniform([2, 3], seed: 1), RandomTensor.Uniform([2, 4], seed: 1)]);

        counted.Should().Throw<ArgumentException>().WithMessage("expected answers to the same images among the same classes*");
        inTensors.Should().Throw<ArgumentException>().WithMessage("expected logits of the same images among the same classes*");
    }

    private static Tensor Tensor(Predictions answers) =>
        tensor(Enumerable.Range(0, answers.Count).SelectMany(image => answers.Logits(image).ToArray()).ToArray(),
            [answers.Count, answers.Classes]);
}
