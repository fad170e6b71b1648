using System.Globalization;
using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics;

/// <summary>The predictions of <c>golden/class_bias.py</c>, of which scikit-learn, NumPy and SciPy computed the figures.</summary>
public sealed class ClassBiasParitySpecs
{
    private const double Exact = 1e-12;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenValues.Json("class_bias", "written").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_worst_class_its_recall_and_its_share_of_the_errors_are_scikit_learns(int number)
    {
        var stored = GoldenValues.Json("class_bias", "written")[number].GetProperty("models");
        foreach (var (model, predictions) in Written(number).Index())
        {
            var values = MetricValues.Of(predictions);

            WorstClass.Of(ConfusionMatrix.Of(predictions))[0].Should().Be(stored[model].GetProperty("worst_class").GetInt32());
            values.WorstRecall.Should().BeApproximately(stored[model].GetProperty("worst_recall").GetDouble(), Exact);
            values.WorstErrorShare.Should().BeApproximately(stored[model].GetProperty("worst_error_share").GetDouble(), Exact);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agreement_disagreement_McNemars_tests_and_what_accuracy_leaves_are_scikit_learns_and_SciPys(int number)
    {
        var stored = GoldenValues.Json("class_bias", "written")[number];
        Predictions[] models = [.. Written(number)];
        var (first, second) = (models[0], models[1]);

        var agreement = Agreement.Of(first, second);
        agreement.Share.Should().BeApproximately(stored.GetProperty("agreement").GetDouble(), Exact);
        Near(agreement.DisagreementByClass.Select(share => share!.Value), stored.GetProperty("disagreement_by_class").EnumerateArray());
        var tests = ClassMcNemar.Of(first, second);
        Near(tests.Select(of => of.Test.PValue), stored.GetProperty("mcnemar_by_class").EnumerateArray().Select(of =>
            of.GetProperty("p_value")));
        Near(tests.Select(of => of.Adjusted), stored.GetProperty("mcnemar_by_class").EnumerateArray().Select(of =>
            of.GetProperty("p_holm")));
        Bootstrap.Of(first, resamples: 2).AccuracyPartOf(Bootstrap.Of(second, resamples: 2))!.Adjusted
            .Should().BeApproximately(stored.GetProperty("excess_over_proportional_errors").GetDouble(), Exact);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_of_these_figures_stands_under_its_own_name_in_JSON(int number)
    {
        var stored = GoldenValues.Json("class_bias", "written")[number];
        Predictions[] models = [.. Written(number)];
        var (one, other) = (Bootstrap.Of(models[0], resamples: 200), Bootstrap.Of(models[1], resamples: 200));

        var json = MetricsJson.Comparison(models[0], models[1], one, other);

        double Of(string name, string figure) => json[name]![figure]!.GetValue<double>();
        foreach (var (c, test) in stored.GetProperty("mcnemar_by_class").EnumerateArray().Index())
            foreach (var figure in test.EnumerateObject())
                double.Parse(json["mcnemar_by_class"]![c]![figure.Name]!.ToJsonString(), CultureInfo.InvariantCulture).Should()
                    .BeApproximately(figure.Value.GetDouble(), Exact, $"{figure.Name} of class {c}");
        var excess = stored.GetProperty("excess_over_proportional_errors").GetDouble();
        Of("disparate_impact_by_accuracy", "adjusted").Should().BeApproximately(excess, Exact);
        Of("disparate_impact_by_accuracy", "by_accuracy").Should()
            .BeApproximately(json["differences"]!["disparate_impact"]!["value"]!.GetValue<double>() - excess, Exact);
        var swap = SwapTest.Of(models[0], models[1]);
        new[] { "class_profile", "disparate_impact", "recall_ratio", "recall_gap" }.Select(name => (double?)Of("swap_test", name)).Should()
            .Equal(swap.Profile, swap.DisparateImpact, swap.RecallRatio, swap.RecallGap);
        var debiased = MetricsJson.Of(models[0])["debiased"]!;
        debiased["class_wise_ece"]!.GetValue<double>().Should().NotBe(debiased["ece"]!.GetValue<double>());
        debiased["ece"]!.GetValue<double>().Should().Be(Bootstrap.Of(models[0]).Debiased(FigureCatalogue.Ece));
    }

    [Fact]
    public void Models_of_other_images_or_other_resamples_are_not_compared()
    {
        var (one, other) = (Written(0).First(), Written(1).First());
        ResampledFigures mine = Bootstrap.Of(one, resamples: 4), otherImages = Bootstrap.Of(other, resamples: 4),
            otherResamples = Bootstrap.Of(one, resamples: 5);

        foreach (var its in new[] { otherImages, otherResamples })
        {
            FluentActions.Invoking(() => mine.AccuracyPartOf(its)).Should().Throw<ArgumentException>();
            FluentActions.Invoking(() => mine.DeviationOfDifference(its, FigureCatalogue.Accuracy)).Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void Classes_of_one_recall_are_worst_together_and_without_images_of_a_class_none_is()
    {
        WorstClass.Of(new ConfusionMatrix(new long[,] { { 1, 1, 0 }, { 0, 2, 0 }, { 2, 0, 2 } })).Should().Equal(0, 2);
        WorstClass.Of(new ConfusionMatrix(new long[,] { { 1, 1, 0 }, { 0, 0, 0 }, { 2, 0, 2 } })).Should().BeEmpty();
    }

    /// <summary>
    /// The published tables: baseline .9142 with a best class of 975 of 1,000, and what comes of all its errors falling by one
    /// factor.
    /// </summary>
    [Theory]
    [InlineData(0.9334, 0.9519)]
    [InlineData(0.9345, 0.9527)]
    [InlineData(0.9524, 0.9658)]
    [InlineData(0.9525, 0.9659)]
    public void Accuracy_alone_raises_the_published_disparate_impact(double accuracy, double expected) =>
        AccuracyPart.ProportionalErrors(accuracy, 0.9142, 0.975).Should().BeApproximately(expected, 0.00005);

    [Theory]
    [InlineData(0.8, 0.9, 0.7, true)] // Twice the errors: recalls of 0.4 and more.
    [InlineData(0.6, 0.9, 0.75, true)] // Four times the errors: the worst class has none right.
    [InlineData(0.59, 0.9, 0.75, false)]
    [InlineData(0.9, 1, 1, false)] // No factor makes errors of none.
    [InlineData(1, 1, 1, true)]
    public void Proportional_errors_are_none_that_a_class_has_not_the_images_for(double mean, double before, double worst, bool exist) =>
        AccuracyPart.Exists(mean, before, worst).Should().Be(exist);

    private static void Near(IEnumerable<double> ours, IEnumerable<JsonElement> theirs)
    {
        double[] expected = [.. theirs.Select(value => value.GetDouble())];
        double[] found = [.. ours];
        found.Should().HaveCount(expected.Length);
        foreach (var (i, value) in expected.Index()) found[i].Should().BeApproximately(value, Exact);
    }

    private static IEnumerable<Predictions> Written(int number)
    {
        var stored = GoldenValues.Json("class_bias", "written")[number];
        var (images, classes) = (stored.GetProperty("images").GetInt32(), stored.GetProperty("classes").GetInt32());
        int[] labels = [.. WrittenRule.Integers($"class_bias/{number}/labels", images, classes).Select(label => (int)label)];
        for (var model = 0; model < 2; model++)
        {
            var logits = WrittenRule.Uniform($"class_bias/{number}/logits/{model}", (long)images * classes, -3, 3);
            for (var i = 0; i < images; i++)
                logits[i * classes + labels[i]] += stored.GetProperty("skill").GetDouble() * (1 + (labels[i] + model) % classes / 2.0);
            yield return new Predictions(labels, logits, classes);
        }
    }
}
