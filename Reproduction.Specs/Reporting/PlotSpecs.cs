using System.Globalization;
using System.Xml.Linq;
using Reproduction.Metrics;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Plots;
using Reproduction.Runs;
using Reproduction.Specs.Metrics;

namespace Reproduction.Specs.Reporting;

public sealed class PlotSpecs
{
    private static readonly RunReport Run = SimulatedRun.Report();
    private static readonly RunMeasurements Measurements = RunMeasurements.Of(Run);

    private static RunPlots Plots => RunPlots.Of(Run, Measurements);

    [Fact]
    public void The_same_run_has_the_same_plots_to_the_byte() =>
        Plots.All.Select(plot => plot.ToFile()).Should().Equal(Plots.All.Select(plot => plot.ToFile()));

    [Fact]
    public void Every_plot_is_an_SVG_file_that_says_what_it_shows_and_asks_for_nothing()
    {
        Plots.All.Select(plot => plot.Name).Should().Equal(
            "differences", "reliability", "roc", "forest-accuracy", "forest-worst-recall", "forest-disparate-impact",
                "forest-excess-over-proportional-errors",
                "recall", "training-accuracy", "training-loss", "confusion-teacher", "confusion-baseline", "confusion-student");
        foreach (var plot in Plots.All)
        {
            var svg = XElement.Parse(plot.ToFile());
            svg.Name.Should().Be(XName.Get("svg", "http://www.w3.org/2000/svg"));
            svg.Attribute("role")!.Value.Should().Be("img");
            svg.Attribute("aria-label")!.Value.Should().Be(plot.Description).And.NotBeEmpty();
            plot.ToFile().Should().NotContain("NaN").And.NotContain("Infinity").And.NotContain("href").And.NotContain("url(");
        }
    }

    [Fact]
    public void Every_plot_of_a_report_is_one_of_the_runs_own_files() =>
        Plots.All.Select(plot => plot.Link).Should().NotBeEmpty().And.OnlyContain(link => RunFiles.IsListed(link));

    [Fact]
    public void Everything_that_is_drawn_lies_within_its_plot()
    {
        foreach (var plot in Plots.All)
            foreach (var (name, value) in XElement.Parse(plot.ToFile()).Descendants().Attributes().SelectMany(Coordinates))
                value.Should().BeInRange(0, name.StartsWith('x') || name == "cx" ? plot.Width : plot.Height, $"{name} in {plot.Name}");
    }

    [Fact]
    public void A_forest_plot_has_a_row_for_each_pair_and_marks_what_is_beyond_noise_by_form()
    {
        var plot = ForestPlot.Of(
            FigureCatalogue.WorstRecall, "beyond noise",
            [new("one − other", 0.25, new(0.125, 0.375), true), new("two − other", -0.125, new(-0.25, 0.0625), false),
                new("three − other", null, null, false)]);

        Texts(plot).Should().ContainInOrder("recall of the worst class", "first − second, with 95 % intervals", "one − other", "+0.2500",
            "two − other", "−0.1250", "three − other", "undefined");
        var ticks = Ticks(plot);
        double At(double x) => ticks[0].Value + (x - ticks[0].X) / (ticks[^1].X - ticks[0].X) * (ticks[^1].Value - ticks[0].Value);
        var elements = XElement.Parse(plot.ToFile()).Descendants().ToList();
        var bars = elements.Where(element => element.Attribute("class")?.Value.StartsWith("bar") == true).ToList();
        bars.Select(bar => bar.Attribute("class")!.Value).Should().Equal("bar beyond", "bar neutral");
        At(Number(bars[0], "x1")).Should().BeApproximately(0.125, 1e-3);
        At(Number(bars[1], "x2")).Should().BeApproximately(0.0625, 1e-3);
        // A diamond and a circle stand in the legend too.
        elements.Count(element => element.Name.LocalName == "path").Should().Be(2);
        elements.Count(element => element.Name.LocalName == "circle").Should().Be(2);
        At(Number(elements.Last(element => element.Name.LocalName == "circle"), "cx")).Should().BeApproximately(-0.125, 1e-3);
    }

    [Fact]
    public void One_pair_has_no_forest() =>
        RunPlots.Of(Run with { Compare = [Run.Compare[0]] },
            RunMeasurements.Of(Run with { Compare = [Run.Compare[0]] })).Forest.Should().BeEmpty();

    [Fact]
    public void A_confusion_matrix_shows_every_count()
    {
        var plot = Plots.Confusion[2];
        var matrix = ConfusionMatrix.Of(Run.Models[2].Predictions);
        var counts = from row in Enumerable.Range(0, 3) from column in Enumerable.Range(0, 3) select $"{matrix[row, column]}";

        Texts(plot).Where(text => text.All(char.IsDigit)).Should().Equal(counts.Where(count => count != "0"));
        plot.Description.Should().Contain($"{matrix.Hits} of 120");
    }

    [Fact]
    public void A_confusion_matrix_says_at_its_axes_what_is_true_and_what_is_predicted() =>
        Texts(Plots.Confusion[0]).Should().Contain(["true", "predicted"]);

    [Fact]
    public void Every_plot_is_as_narrow_as_a_phone_with_letters_of_11_pixels_at_least_however_many_models_there_are()
    {
        var many = SimulatedRun.Many(23);
        foreach (var plot in Plots.All.Concat(RunPlots.Of(many, RunMeasurements.Of(many)).All))
        {
            plot.Width.Should().BeLessThanOrEqualTo(366, plot.Name);
            foreach (var (name, value) in XElement.Parse(plot.ToFile()).Descendants().Attributes().SelectMany(Coordinates))
                value.Should().BeInRange(0, name.StartsWith('x') || name == "cx" ? plot.Width : plot.Height, $"{name} in {plot.Name}");
        }
        System.Text.RegularExpressions.Regex.Matches(PlotStyle.Css, @"font-size:(\d+)px").Select(size => int.Parse(size.Groups[1].Value))
            .Should().OnlyContain(size => size >= 11);
    }

    [Fact]
    public void Where_the_images_become_larger_during_training_the_training_plot_says_so()
    {
        var run = Run with { History = [.. Run.History.Select(row => row with { ImageSize = row.Epoch < 3 ? 32 : 64 })] };

        foreach (var plot in RunPlots.Of(run, Measurements).Training)
        {
            Texts(plot).Should().ContainSingle(text => text == "64 px");
            plot.Description.Should().EndWith("; images of 64 instead of 32 px from epoch 3 on");
        }
        foreach (var plot in Plots.Training) Texts(plot).Should().NotContain(text => text.EndsWith("px"));
    }

    [Fact]
    public void Models_differ_by_form_and_not_by_colour_alone()
    {
        foreach (var plot in Plots.Training.Concat(Plots.Scores).Append(Plots.Recall[0]))
        {
            var names = XElement.Parse(plot.ToFile()).Descendants().ToList();
            string Form(int place) => string.Join(' ', names.Where(element => element.Name.LocalName is "path" or "circle"
                && element.Attribute("class")!.Value == PlotStyle.Look(place)).Select(element =>
                    element.Attribute("d")?.Value.Split(',', 2)[1].TrimStart("0123456789.".ToCharArray()) ?? "circle").Distinct());
            Enumerable.Range(0, 3).Select(Form).Should().OnlyHaveUniqueItems().And.NotContain("");
        }
    }

    [Fact]
    public void A_recall_is_drawn_where_the_axis_says_it_lies()
    {
        var plot = XElement.Parse(Plots.Recall[0].ToFile());
        var ticks = plot.Descendants().Where(element => element.Name.LocalName == "text" && double.TryParse(element.Value, out _))
            .Select(element => (Value: double.Parse(element.Value, CultureInfo.InvariantCulture), X: Number(element, "x"))).ToArray();
        var (first, last) = (ticks[0], ticks[^1]);
        // Circles are the baseline's; the first stands in the legend.
        var circles = plot.Descendants().Where(element => element.Name.LocalName == "circle").Skip(1)
            .Select(element => Number(element, "cx")).ToArray();

        var recalls = circles.Select(x => first.Value + (x - first.X) / (last.X - first.X) * (last.Value - first.Value)).ToArray();

        recalls.Should().HaveCount(3);
        var matrix = ConfusionMatrix.Of(Run.Models[1].Predictions);
        for (var c = 0; c < 3; c++) recalls[c].Should().BeApproximately(matrix.Recall(c)!.Value, 0.001);
    }

    [Fact]
    public void A_class_without_images_and_an_epoch_without_figures_are_left_out()
    {
        var predictions = new Predictions([0, 0, 1], [1.0, 0, 0, 0, 1, 0, 0, 1, 0], 3);
        var run = Run with { Models = [new("baseline", "", 1, predictions)], History = [new("baseline", 1, 32, 0.1, 0, 0, null, null)] };

        foreach (var plot in RunPlots.Of(run, RunMeasurements.Of(run)).All)
            plot.ToFile().Should().NotContain("NaN").And.NotContain("∞");
        MarkdownReport.Of(run).Should().Contain("undefined");
    }

    [Fact]
    public void Of_classes_with_long_names_the_axis_of_recalls_still_goes_from_left_to_right()
    {
        var run = Run with { ClassNames = [.. Run.ClassNames.Select(name => name.PadRight(60, 'a'))] };

        var ticks = Ticks(RunPlots.Of(run, RunMeasurements.Of(run)).All.Single(plot => plot.Name == "recall"));

        ticks.Select(tick => tick.X).Should().HaveCountGreaterThan(1).And.BeInAscendingOrder().And.OnlyContain(x => x < 360);
        (ticks[^1].X - ticks[0].X).Should().BeGreaterThan(80);
    }

    [Fact]
    public void A_hundred_classes_are_drawn_without_numbers()
    {
        var predictions = Simulated.Predictions(images: 400, classes: 100, seed: 3);
        var run =
            Run with
            {
                ClassNames = [.. Enumerable.Range(0, 100).Select(c => $"class {c}")],
                Models = [new("student", "", 1, predictions)],
                History = []
            };

        var confusion = RunPlots.Of(run, RunMeasurements.Of(run)).Confusion.Single();

        Texts(confusion).Should().Equal("student", "true", "predicted");
        confusion.Width.Should().BeLessThanOrEqualTo(360);
    }

    private static IEnumerable<string> Texts(Plot plot) =>
        XElement.Parse(plot.ToFile()).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);

    private static (double Value, double X)[] Ticks(Plot plot) =>
        [.. XElement.Parse(plot.ToFile()).Descendants().Where(element => element.Name.LocalName == "text"
            && element.Attribute("class")!.Value == "small middle")
            .Where(element => double.TryParse(element.Value.Replace('−', '-'), CultureInfo.InvariantCulture, out _))
            .Select(element => (double.Parse(element.Value.Replace('−', '-'), CultureInfo.InvariantCulture), Number(element, "x")))];

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, double Value)> Coordinates(XAttribute attribute) => attribute.Name.LocalName switch
    {
        "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy" =>
            [(attribute.Name.LocalName, double.Parse(attribute.Value, CultureInfo.InvariantCulture))],
        "points" => attribute.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(point => point.Split(',')
            .Select((number, i) => (i == 0 ? "x" : "y", double.Parse(number, CultureInfo.InvariantCulture)))),
        _ => [],
    };
}
