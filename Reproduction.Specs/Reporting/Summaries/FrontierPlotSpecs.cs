using Reproduction.Metrics;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>Models drawn by accuracy and worst class, beside the frontier of offsets.</summary>
public sealed class FrontierPlotSpecs(ThreeSeeds stored) : IClassFixture<ThreeSeeds>
{
    private readonly Summary summary = stored.Summary;

    [Fact]
    public void Each_model_is_drawn_where_the_axes_say_it_lies_and_within_the_frame()
    {
        var plot = System.Xml.Linq.XElement.Parse(FrontierPlot.Of(summary, summary.Frontier!).ToFile());
        var elements = plot.Descendants().ToList();
        double Of(System.Xml.Linq.XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
        (double Value, double At)[] Ticks(string look, string axis) =>
        [
            .. elements.Where(element => element.Name.LocalName == "text" && element.Attribute("class")?.Value == look)
                .Select(element => (double.Parse(element.Value, System.Globalization.CultureInfo.InvariantCulture), Of(element, axis))),
        ];
        double Value((double Value, double At)[] ticks, double at) => ticks[0].Value
            + (at - ticks[0].At) / (ticks[^1].At - ticks[0].At) * (ticks[^1].Value - ticks[0].Value);

        // The only circles are the baseline's: one where it lies, one at its name.
        var mark = elements.First(element => element.Name.LocalName == "circle");
        var baseline = summary.Models[1];

        Value(Ticks("small middle", "x"), Of(mark, "cx")).Should().BeApproximately(baseline.Figure(FigureCatalogue.Accuracy)!.Mean, 1e-3);
        Value(Ticks("small end", "y"), Of(mark, "cy") + 4).Should()
            .BeApproximately(baseline.Figure(FigureCatalogue.WorstRecall)!.Mean, 2e-3);
        elements.Where(element => element.Name.LocalName == "text").Select(element =>
            element.Value).Should().Contain(["accuracy", "recall of the worst class", "teacher", "baseline", "student"]);
        // No bar of the teacher, which was made once.
        elements.Where(element => element.Attribute("class")?.Value == "bar model-1").Should().BeEmpty();
        var bars = elements.Where(element => element.Attribute("class")?.Value.StartsWith("bar ") == true).ToList();
        bars.Should().HaveCount(4);
        double[] ends = [.. bars.SelectMany(bar => new[] { Of(bar, "x1"), Of(bar, "x2"), Of(bar, "y1"), Of(bar, "y2") })];
        ends.Should().OnlyContain(end => end >= 0 && end <= 720);
        // Its narrow twin for a phone shows the same, and no line of its legend runs out of it.
        var narrow = FrontierPlot.Of(summary, summary.Frontier!).Narrow!;
        narrow.Width.Should().Be(PlotStyle.Width);
        foreach (var text in System.Xml.Linq.XElement.Parse(narrow.ToFile()).Descendants().Where(element =>
            element.Name.LocalName == "text" && element.Attribute("class")!.Value is "" or "small"))
            (Of(text, "x") + text.Value.Length * Drawing.Letter).Should().BeLessThanOrEqualTo(narrow.Width, text.Value);
    }

    [Fact]
    public void A_model_far_from_all_others_stands_at_the_frames_edge_with_its_figures_and_leaves_the_frame_to_the_others()
    {
        // Nine models within a thousandth of each other, and one that lost a tenth.
        var student = summary.Models[2];
        SummaryModel At(string name, double accuracy, double worst) => student with
        {
            Name = name,
            Figures = [.. student.Figures.Select((figure, i) => Summary.Figures[i].Key switch
            {
                "accuracy" => new SummaryFigure([accuracy, accuracy, accuracy], null, null),
                "worst_recall" => new SummaryFigure([worst, worst, worst], null, null),
                _ => figure,
            })],
        };
        var many = summary with
        {
            Models =
            [
                .. Enumerable.Range(0, 8).Select(i => At($"near-{i}", 0.9 + 0.0001 * i, 0.8 - 0.0001 * i)), At("far", 0.8, 0.6),
                At("baseline", 0.9, 0.8),
            ],
        };
        var plot = FrontierPlot.Of(many, summary.Frontier! with { Curve = [] });
        var texts = System.Xml.Linq.XElement.Parse(plot.ToFile()).Descendants().Where(element => element.Name.LocalName == "text")
            .Select(element => (Look: element.Attribute("class")!.Value, Text: element.Value)).ToList();

        texts.Select(text => text.Text).Should().Contain("far: 0.8000, 0.6000");
        texts.Where(text => text.Look.StartsWith("small ", StringComparison.Ordinal))
            .Select(text => double.Parse(text.Text, System.Globalization.CultureInfo.InvariantCulture))
            .Should().OnlyContain(tick => tick > 0.79 && tick < 0.81 || tick > 0.89 && tick < 0.91, "what lies near has the frame");
        plot.Description.Should().Contain("far from the others and outside of the frame: far;");
        SummaryMarkdown.Of(summary).Should().NotContain("outside of the frame");
    }
}
