using System.Security.Cryptography;
using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics;

/// <summary>Every figure against scikit-learn's (<c>golden/metrics.py</c>), on random, tied, degenerate and real predictions.</summary>
public sealed class ScikitLearnParitySpecs
{
    private const double Exact = 1e-12;

    /// <summary>Softmax in Python rounds images apart whose logits tie; ours keeps their ties, which is what the AUROC counts.</summary>
    private const double TiesRoundedApart = 1e-5;

    private static readonly string RealFile = Path.Combine(GoldenValues.Folder, "fashion_mnist_predictions.csv.gz");

    public static TheoryData<int> Cases =>
    [
        .. GoldenValues.Json("metrics", "written").EnumerateArray().Index()
            .Where(written => written.Item.GetProperty("count").GetInt32() <= Effort.Of(int.MaxValue, mutated: 300))
            .Select(written => written.Index),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_figure_of_written_predictions_is_scikit_learns(int number) =>
        ShouldBeScikitLearns(Written(number), GoldenValues.Json("metrics", "written")[number]);

    [Fact]
    public void Every_figure_of_a_real_networks_predictions_on_Fashion_MNIST_is_scikit_learns()
    {
        var stored = GoldenValues.Json("metrics", "real");
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(RealFile))).Should().Be(stored.GetProperty("sha256").GetString());

        ShouldBeScikitLearns(PredictionsFile.Read(RealFile), stored);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_area_under_the_curve_of_given_scores_is_scikit_learns_ties_included(int number)
    {
        var stored = GoldenValues.Json("metrics", "written")[number];
        var predictions = Written(number);
        var classes = predictions.Classes;
        var numbers =
            WrittenRule.Integers($"metrics/{number}/scores", (long)predictions.Count * classes, 6).Select(whole => whole + 1).ToArray();
        var scores = numbers.Select((whole, i) => (double)whole / numbers.AsSpan(i / classes * classes, classes).ToArray().Sum()).ToArray();

        var areas = Auroc.OneVsRest(predictions.Labels, scores, classes);

        if (stored.GetProperty("auroc_of_scores").ValueKind == JsonValueKind.Null) areas.Should().Contain((double?)null);
        // Of two classes scikit-learn looks at the second only; its scores are one less the first's, so both areas are the same.
        else areas.Average()!.Value.Should().BeApproximately(stored.GetProperty("auroc_of_scores").GetDouble(), Exact);
    }

    [Fact]
    public void McNemars_p_value_is_the_exact_binomial_tests()
    {
        foreach (var stored in GoldenValues.Json("metrics", "mcnemar").EnumerateArray())
        {
            var (first, second) = (stored.GetProperty("only_first").GetInt32(), stored.GetProperty("only_second").GetInt32());
            var expected = stored.GetProperty("p_value").GetDouble();
            new McNemar(first, second).PValue.Should().BeApproximately(expected, 1e-12 + 1e-9 * expected, $"{first} against {second}");
        }
    }

    private static void ShouldBeScikitLearns(Predictions predictions, JsonElement stored)
    {
        var report = ClassificationReport.Of(predictions);
        var rows = stored.GetProperty("rows");
        report.ToText([.. Enumerable.Range(0, predictions.Classes).Select(c => $"{c}")], digits: 4).Should()
            .Be(stored.GetProperty("text").GetString());
        Near(report.Accuracy, stored.GetProperty("accuracy"), Exact);
        for (var c = 0; c < predictions.Classes; c++) NearRow(report.Classes[c], rows.GetProperty($"{c}"));
        NearRow(report.MacroAverage, rows.GetProperty("macro avg"));
        NearRow(report.WeightedAverage, rows.GetProperty("weighted avg"));

        var matrix = ConfusionMatrix.Of(predictions);
        for (var label = 0; label < predictions.Classes; label++)
            for (var prediction = 0; prediction < predictions.Classes; prediction++)
                matrix[label, prediction].Should().Be(stored.GetProperty("confusion")[label][prediction].GetInt64());

        var values = MetricValues.Of(predictions);
        Near(values.Nll, stored.GetProperty("nll"), Exact);
        Near(values.Nll, stored.GetProperty("log_loss"), Exact);
        Near(values.Brier, stored.GetProperty("brier"), Exact);
        Near(values.AurocOvrMacro, stored.GetProperty("auroc"), TiesRoundedApart);
    }

    private static void NearRow(ClassScores ours, JsonElement theirs)
    {
        Near(ours.Precision, theirs[0], Exact);
        Near(ours.Recall, theirs[1], Exact);
        Near(ours.F1, theirs[2], Exact);
        ours.Support.Should().Be(theirs[3].GetInt64());
    }

    private static void Near(double? ours, JsonElement theirs, double tolerance)
    {
        if (theirs.ValueKind == JsonValueKind.Null) ours.Should().BeNull();
        else ours.Should().BeApproximately(theirs.GetDouble(), tolerance * Math.Max(1, Math.Abs(theirs.GetDouble())));
    }

    /// <summary>The predictions of <c>golden/metrics.py</c>.</summary>
    private static Predictions Written(int number)
    {
        var stored = GoldenValues.Json("metrics", "written")[number];
        var (count, classes, occurring) =
            (stored.GetProperty("count").GetInt32(), stored.GetProperty("classes").GetInt32(), stored.GetProperty("occurring").GetInt32());
        var kind = stored.GetProperty("kind").GetString();
        var labels = WrittenRule.Integers($"metrics/{number}/labels", count, occurring).Select((label, i) => i < occurring ? i : (int)label)
            .ToArray();
        var logits = kind == "tied"
            ? [.. WrittenRule.Integers($"metrics/{number}/logits", (long)count * classes, 4).Select(whole => whole - 2.0)]
            : WrittenRule.Uniform($"metrics/{number}/logits", (long)count * classes, -3, 3);
        for (var i = 0; i < count; i++)
        {
            logits[i * classes + labels[i]] += 1.5;
            if (kind == "never") logits[(i + 1) * classes - 1] = -10;
        }
        if (kind == "equal") Array.Fill(logits, 0.25);
        return new Predictions(labels, logits, classes);
    }
}
