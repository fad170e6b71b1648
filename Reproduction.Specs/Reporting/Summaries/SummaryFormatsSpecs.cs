using Reproduction.Metrics;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;
using static Reproduction.Specs.Reporting.Summaries.ThreeSeeds;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>A summary as JSON and as tables of LaTeX.</summary>
public sealed class SummaryFormatsSpecs(ThreeSeeds stored) : IClassFixture<ThreeSeeds>
{
    private readonly Summary summary = stored.Summary;

    [Fact]
    public void In_JSON_every_figure_of_a_pair_stands_under_its_own_name()
    {
        double[] Accuracies(string model) =>
            [.. new[] { 1, 2, 3 }.Select(seed => ConfusionMatrix.Of(Answers(model, seed)).Accuracy!.Value)];
        var pairs = new[] { ("student", "baseline"), ("baseline", "teacher") }.Select(pair =>
            Accuracies(pair.Item1).Zip(Accuracies(pair.Item2), (one, other) => one - other).ToArray()).ToList();
        double Deviation(double[] values) => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / 2);
        // Student's distribution with two degrees of freedom in closed form: p = 1 − t / √(2 + t²).
        double P(double[] values) => Math.Abs(values.Average()) / (Deviation(values) / Math.Sqrt(3)) is var t
            ? 1 - t / Math.Sqrt(2 + t * t) : 0;
        double Holm(double one, double other) => one <= other ? Math.Min(1, 2 * one) : Math.Min(1, Math.Max(2 * other, one));

        foreach (var (i, mine) in pairs.Index())
        {
            var json = SummaryJson.Of(summary)["pairs"]![i]!["differences"]!["accuracy"]!;
            double Of(params string[] names) => names.Aggregate(json, (at, name) => at[name]!).GetValue<double>();
            var width = 4.302652729911275 * Deviation(mine) / Math.Sqrt(3);

            json["values"]!.AsArray().Select(value => value!.GetValue<double>()).Should().Equal(mine);
            Of("mean").Should().BeApproximately(mine.Average(), 1e-12);
            Of("deviation").Should().BeApproximately(Deviation(mine), 1e-12);
            Of("paired_t", "low").Should().BeApproximately(mine.Average() - width, 1e-9);
            Of("paired_t", "high").Should().BeApproximately(mine.Average() + width, 1e-9);
            (Of("crossed", "high") - Of("crossed", "low")).Should().BeGreaterThan(2 * width, "the images add their noise");
            Of("p_value").Should().BeApproximately(P(mine), 1e-9);
            Of("p_holm").Should().BeApproximately(Holm(P(mine), P(pairs[1 - i])), 1e-9);
            Of("wins").Should().Be(mine.Sum(value => value > 0 ? 1 : value == 0 ? 0.5 : 0), "accuracy is better above");
            Of("detectable_by_upper_bound").Should().BeGreaterThan(Of("detectable"));
            Of("image_deviation").Should().BePositive().And.NotBe(Of("deviation"));
        }
    }

    [Fact]
    public void In_JSON_a_smaller_error_is_a_win_and_an_improvement()
    {
        var pair = SummaryJson.Of(summary)["pairs"]![0]!;
        double Figure(string name, string part) => pair["differences"]![name]![part]!.GetValue<double>();
        double[] Values(string name) => [.. pair["differences"]![name]!["values"]!.AsArray().Select(value => value!.GetValue<double>())];

        foreach (var (name, sign) in new[] { ("nll", -1), ("brier", -1), ("recall_gap", -1), ("accuracy", 1), ("disparate_impact", 1) })
        {
            Figure(name, "wins").Should().Be(Values(name).Sum(value => sign * value > 0 ? 1 : value == 0 ? 0.5 : 0), name);
            var isBetter = Values(name).All(value => sign * value > 0);
            var isWorse = Values(name).All(value => sign * value < 0);
            if (isBetter) Figure(name, "probability_of_improvement").Should().BeGreaterThan(0.5, name);
            if (isWorse) Figure(name, "probability_of_improvement").Should().BeLessThan(0.5, name);
        }
    }

    [Fact]
    public void In_LaTeX_a_difference_is_bold_exactly_where_its_corrected_p_is_below_5_percent()
    {
        var figures = ForestPlot.Figures;
        SummaryPair With(double even, double odd) => summary.Pairs[0] with
        {
            Figures = [.. Summary.PairFigures.Select((figure, i) => summary.Pairs[0].Figures[i]! with
            {
                Adjusted = figures.ToList().IndexOf(figure) % 2 == 0 ? even : odd,
            })],
        };

        foreach (var (even, odd) in new[] { (0.049, 0.051), (0.051, 0.049) })
        {
            var row = SummaryLatex.Of(summary with { Pairs = [With(even, odd)] }).Split('\n')
                .Single(line => line.StartsWith("student $-$ baseline & ", StringComparison.Ordinal));

            row.Split(" & ")[1..].Select(cell => cell.Contains(@"\textbf", StringComparison.Ordinal)).Should()
                .Equal(figures.Select((_, i) => (i % 2 == 0 ? even : odd) < 0.05));
        }
    }
}
