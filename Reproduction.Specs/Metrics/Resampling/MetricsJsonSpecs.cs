using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>The names under which checks find the figures.</summary>
public sealed class MetricsJsonSpecs
{
    private static readonly string[] Names =
    [
        "accuracy", "macro_f1", "auroc_ovr_macro", "disparate_impact", "recall_ratio", "recall_gap", "ece", "nll", "brier",
        "class_wise_ece", "worst_recall", "worst_error_share", "excess_disparate_impact",
    ];

    /// <summary>Four images of two classes, of which the second and the last are taken for the other class.</summary>
    private static readonly Predictions Half = new([0, 0, 1, 1], [2.0, 0, 0, 1, 0, 3, 1, 0], 2);

    private static readonly Predictions Perfect = new([0, 0, 1, 1], [2.0, 0, 1, 0, 0, 3, 0, 1], 2);

    [Fact]
    public void A_models_figures_their_classes_and_their_intervals_have_their_names()
    {
        var json = MetricsJson.Of(Half);

        json.Select(pair => pair.Key).Should().Equal(["images", .. Names, "per_class", "intervals", "intervals_method", "debiased"]);
        json["images"]!.GetValue<int>().Should().Be(4);
        json["accuracy"]!.GetValue<double>().Should().Be(0.5);
        json["per_class"]!.AsArray().Should().HaveCount(2);
        json["per_class"]![0]!.AsObject().Select(pair => pair.Key).Should().Equal("precision", "recall", "f1", "support");
        (Number(json["per_class"]![1], "precision"), Number(json["per_class"]![1], "recall"), Number(json["per_class"]![1], "f1")).Should()
            .Be((0.5, 0.5, 0.5));
        json["per_class"]![1]!["support"]!.GetValue<long>().Should().Be(2);
        json["intervals"]!.AsObject().Select(pair => pair.Key).Should().Equal(Names);
        json["intervals"]!["accuracy"]!.AsObject().Select(pair => pair.Key).Should().Equal("low", "high");
        (Number(json["intervals"]!["accuracy"], "low"), Number(json["intervals"]!["accuracy"], "high"))
            .Should().Be((ExactShare.Interval(2, 4)!.Value.Low, ExactShare.Interval(2, 4)!.Value.High));
        json["intervals_method"]!.GetValue<int>().Should().Be(3);
        json["debiased"]!.AsObject().Select(pair => pair.Key).Should().Equal("ece", "class_wise_ece");
    }

    [Fact]
    public void What_is_undefined_is_null_and_has_no_interval()
    {
        var json = MetricsJson.Of(new([0, 1, 0, 1], [1.0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0], 3));

        json.ContainsKey("disparate_impact").Should().BeTrue();
        json["disparate_impact"].Should().BeNull();
        json["intervals"]!.AsObject().ContainsKey("disparate_impact").Should().BeTrue();
        json["intervals"]!["disparate_impact"].Should().BeNull();
    }

    [Fact]
    public void Of_answers_without_scores_what_needs_them_is_null_under_its_name()
    {
        string[] ofScores = ["auroc_ovr_macro", "ece", "nll", "brier", "class_wise_ece"];
        var hard = Predictions.OfAnswers([0, 0, 1, 1], [0, 1, 1, 0], ["0", "1"], numbers: null);

        var json = MetricsJson.Of(hard);
        var differences = MetricsJson.Comparison(Half, hard, Bootstrap.Of(Half), Bootstrap.Of(hard))["differences"]!.AsObject();

        foreach (var figures in new[] { json, json["intervals"]!.AsObject(), differences })
        {
            figures.Select(pair => pair.Key).Where(key => Names.Contains(key)).Should().Equal(Names);
            foreach (var name in ofScores) figures[name].Should().BeNull();
            figures["accuracy"].Should().NotBeNull();
        }
        json["debiased"]!.AsObject().Where(pair => pair.Value is null).Select(pair => pair.Key).Should().Equal("ece", "class_wise_ece");
    }

    [Fact]
    public void Two_models_are_compared_as_first_minus_second()
    {
        var json = MetricsJson.Comparison(Half, Perfect, Bootstrap.Of(Half), Bootstrap.Of(Perfect));

        json.Select(pair => pair.Key).Should().Equal(
            "differences", "mcnemar", "mcnemar_by_class", "swap_test", "disparate_impact_by_accuracy", "agreement",
            "disagreement_by_class");
        var byClass = json["mcnemar_by_class"]!.AsArray();
        (Number(byClass[0], "recall_difference"), Number(byClass[1], "p_holm")).Should().Be((-0.5, 1));
        json["swap_test"]!.AsObject().Select(pair => pair.Key).Should()
            .Equal("class_profile", "disparate_impact", "recall_ratio", "recall_gap");
        json["agreement"]!.GetValue<double>().Should().Be(0.5);
        json["disagreement_by_class"]!.AsArray().Select(share => share!.GetValue<double>()).Should().Equal(0.5, 0.5);
        json["differences"]!.AsObject().Select(pair => pair.Key).Should().Equal(Names);
        var accuracy = json["differences"]!["accuracy"]!;
        accuracy.AsObject().Select(pair => pair.Key).Should().Equal("value", "low", "high");
        (Number(accuracy, "value"), Number(accuracy, "low"), Number(accuracy, "high")).Should().Be((-0.5, -1, Number(accuracy, "high")));
        Number(accuracy, "high").Should().BePositive("two images more could turn it");
        json["mcnemar"]!.AsObject().Select(pair => pair.Key).Should().Equal("only_first", "only_second", "p_value");
        (json["mcnemar"]!["only_first"]!.GetValue<int>(), json["mcnemar"]!["only_second"]!.GetValue<int>()).Should().Be((0, 2));
        Number(json["mcnemar"], "p_value").Should().BeApproximately(2 * 0.25, 1e-12);
    }

    private static double Number(JsonNode? of, string name) => of![name]!.GetValue<double>();
}
