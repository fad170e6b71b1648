using System.Text.Json.Nodes;
using Reproduction.Experiments.Format;
using Reproduction.Metrics;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;
using Reproduction.Specs.Claims.Runs;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>Three seeds of quick with simulated answers, the teacher made once for all of them.</summary>
public sealed class SummaryOfRunsSpecs(SummaryOfRunsSpecs.Stored stored) : IClassFixture<SummaryOfRunsSpecs.Stored>
{
    private readonly Summary summary = stored.Summary;

    /// <summary>The runs and what they come to, once for all specs.</summary>
    public sealed class Stored : IDisposable
    {
        public Stored()
        {
            foreach (var seed in new[] { 1, 2, 3 }) Store(Folder[$"all/seed-{seed}"], seed);
            Summary = Summary.Of([Folder["all"]]);
        }

        public TemporaryFolder Folder { get; } = new();

        public Summary Summary { get; }

        public void Dispose() => Folder.Dispose();
    }

    [Fact]
    public void Where_the_teacher_is_shared_every_pair_that_hangs_on_it_is_said_to_be_conditional_on_it()
    {
        summary.Models.Select(model => (model.Name, model.MadeOnce)).Should().Equal(("teacher", true), ("baseline", false),
            ("student", false));
        summary.Pairs.Select(pair => (pair.Name, string.Join(' ', pair.MadeOnce)))
            .Should().Equal(("student − baseline", "teacher"), ("baseline − teacher", "teacher"));

        SummaryMarkdown.Of(summary).Should()
            .Contain("**Conditional on what was made once:** teacher was made once and shared by all seeds").And.Contain("This holds for "
                + "student − baseline and baseline − teacher.");
    }

    [Fact]
    public void A_pair_that_was_made_once_has_no_test_over_seeds()
    {
        foreach (var seed in new[] { 1, 2 })
        {
            Store(stored.Folder[$"once/seed-{seed}"], seed, ("models.baseline.seed", "1"));
            Answers("baseline", 1).Write(stored.Folder["once/shared/baseline/test.csv"]);
            StoredTinyRuns.CoverUp(stored.Folder[$"once/seed-{seed}"]);
        }
        var once = Summary.Of([stored.Folder["once"]]);

        var accuracy = once.Pairs[1].Figure(FigureCatalogue.Named("accuracy"))!;

        accuracy.Difference.Test.Should().BeNull();
        accuracy.Adjusted.Should().BeNull();
        SummaryMarkdown.Of(once).Should().MatchRegex(@"\| accuracy \| −0\.\d{4} \| 0\.0000 \| 0\.\d{4} \| all equal \|  \|  \|")
            .And.Contain("**Conditional on what was made once:** teacher and baseline were made once");
    }

    [Theory]
    [InlineData("run.json", "0123456789abcdef", "fedcba9876543210", "images with the fingerprint fedcba9876543210, expected 0123456789abcdef as in")]
    [InlineData("run.json", "\"a\",\n      \"b\"", "\"b\",\n      \"a\"", "classes b, a and c, expected a, b and c as in")]
    [InlineData("run.json", "\"test_images\": 300", "\"test_images\": 500", "dataset.test_images: found 500, expected the 300 of teacher's answers")]
    [InlineData("run.json", "\"recipe_hash\": \"", "\"recipe_hash\": \"0", "recipe_hash: found 0")]
    [InlineData("baseline/test.csv", null, "student/test.csv", "its student answers as that of ", "does, to the bit; expected a run of another seed")]
    public void What_are_no_seeds_of_one_experiment_is_refused(string file, string? text, string other, params string[] words)
    {
        var name = $"{file}{other.Length}{words[0].Length}";
        foreach (var seed in new[] { 1, 2 }) Store(stored.Folder[$"{name}/seed-{seed}"], seed);
        var run = stored.Folder[$"{name}/seed-2"];
        if (text is not null)
        {
            var content = File.ReadAllText($"{run}/{file}");
            content.Should().Contain(text);
            File.WriteAllText($"{run}/{file}", content.Replace(text, other));
        }
        else File.Copy(stored.Folder[$"{name}/seed-1/{other}"], $"{run}/{other}", overwrite: true);

        var summary = () => Summary.Of([stored.Folder[name]]);

        var changed = summary.Should().Throw<BadInputException>().Which.Message;
        changed.Should().Contain("changed since manifest.json was written", "a run is what it was when it became whole");
        StoredTinyRuns.CoverUp(run);
        var message = summary.Should().Throw<BadInputException>().Which.Message;
        foreach (var part in words) message.Should().Contain(part);
    }

    [Fact]
    public void Seeds_that_learnt_from_different_models_under_one_name_are_none_of_one_experiment()
    {
        foreach (var (root, seed) in new[] { ("here", 1), ("there", 2) }) Store(stored.Folder[$"{root}/seed-{seed}"], seed);
        Answers("baseline", 5).Write(stored.Folder["there/shared/teacher/test.csv"]);

        var summary = () => Summary.Of([stored.Folder["here"], stored.Folder["there"]]);

        summary.Should().Throw<BadInputException>()
            .WithMessage("*there/seed-2: another teacher than that of *here/seed-1, expected the one that was made once for all seeds");
    }

    [Fact]
    public void A_folder_that_was_not_sealed_is_no_seed()
    {
        foreach (var seed in new[] { 1, 2 }) Store(stored.Folder[$"unsealed/seed-{seed}"], seed);
        File.Delete(stored.Folder["unsealed/seed-2/manifest.json"]);

        var summary = () => Summary.Of([stored.Folder["unsealed"]]);

        summary.Should().Throw<BadInputException>().WithMessage("*unsealed/seed-2: no manifest.json, expected a whole run");
    }

    [Fact]
    public void A_model_that_answers_one_class_in_one_seed_leaves_its_pairs_without_tests_and_says_so()
    {
        foreach (var seed in new[] { 1, 2, 3 }) Store(stored.Folder[$"doubted/seed-{seed}"], seed);
        var answers = Answers("baseline", 2);
        new Predictions(answers.Labels.ToArray(), [.. Enumerable.Range(0, 300).SelectMany(_ => new[] { 0.0, 1, 0 })], 3)
            .Write(stored.Folder["doubted/seed-2/baseline/test.csv"]);
        StoredTinyRuns.CoverUp(stored.Folder["doubted/seed-2"]);

        var doubted = Summary.Of([stored.Folder["doubted"]]);

        doubted.Warnings.Should().ContainSingle().Which.Should().StartWith("Seed 2: The baseline answers one class, b, to all 300 images.");
        foreach (var pair in doubted.Pairs)
        {
            pair.SaysNothing.Should().BeTrue(pair.Name);
            pair.Figures.OfType<PairFigure>().Should().NotBeEmpty()
                .And.OnlyContain(figure => figure.Adjusted == null && !figure.IsBeyondNoise);
            pair.Classes.Should().OnlyContain(of => of.Adjusted == null);
        }
        summary.Pairs.Should().OnlyContain(pair => !pair.SaysNothing && pair.Figures.OfType<PairFigure>().Any(of => of.Adjusted != null));
    }

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
            Of("wins").Should().Be(mine.Sum(value => value > 0 ? 1 : value == 0 ? 0.5 : 0));
            Of("detectable_by_upper_bound").Should().BeGreaterThan(Of("detectable"));
            Of("image_deviation").Should().BePositive().And.NotBe(Of("deviation"));
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

    [Fact]
    public void Seeds_of_different_devices_are_said_to_be_so_and_so_are_pairs_that_no_run_has()
    {
        foreach (var seed in new[] { 1, 2 }) Store(stored.Folder[$"devices/seed-{seed}"], seed);
        var run = stored.Folder["devices/seed-2"];
        File.WriteAllText($"{run}/run.json", File.ReadAllText($"{run}/run.json").Replace("\"device\": \"cpu\"", "\"device\": \"cuda\""));
        StoredTinyRuns.CoverUp(run);

        Summary.Of([stored.Folder["devices"]]).Warnings.Should().ContainSingle().Which.Should().Be(
            "From seed 1 to seed 2 the device was cpu and is now cuda: that may differ by more than seeds do.");
        summary.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Seeds_that_differ_by_rounding_alone_are_tied_and_have_no_test()
    {
        // A tenth of the images in both: as doubles 0.10000000000000003 and 0.09999999999999998.
        var tied = new SummaryFigure([0.4 - 0.3, 0.3 - 0.2], null, null);

        tied.Values.Distinct().Should().HaveCount(2);
        tied.Test.Should().BeNull();
        new SummaryFigure([0.4 - 0.3, 0.3001 - 0.2], null, null).Test.Should().NotBeNull();
    }

    [Fact]
    public void What_accuracy_leaves_of_disparate_impact_is_paired_by_seed()
    {
        var pair = summary.Pairs[0].Figure(FigureCatalogue.ExcessOverProportionalErrors)!;

        foreach (var (i, seed) in new[] { 1, 2, 3 }.Index())
        {
            var (student, baseline) = (Recalls(Answers("student", seed)), Recalls(Answers("baseline", seed)));
            var factor = (1 - student.Average()) / (1 - baseline.Average());
            double[] proportional = [.. baseline.Select(recall => 1 - factor * (1 - recall))];
            pair.Difference.Values[i].Should()
                .BeApproximately(student.Average() / student.Max() - proportional.Average() / proportional.Max(), 1e-12);
        }
    }

    [Fact]
    public void Each_model_is_held_against_the_frontier_and_the_proportional_errors_of_the_one_that_is_compared_with()
    {
        var frontier = summary.Frontier!;
        frontier.Reference.Should().Be("baseline");
        frontier.Models.Select(model => model.Model).Should().Equal("teacher", "student");
        var student = frontier.Models[1];
        foreach (var (i, seed) in new[] { 1, 2, 3 }.Index())
        {
            var (mine, its) = (Recalls(Answers("student", seed)), Recalls(Answers("baseline", seed)));
            // Classes have as many images, so that accuracy is the mean recall.
            var proportional = 1 - (1 - its.Min()) * (1 - mine.Average()) / (1 - its.Average());
            student.OverProportionalErrors!.Values[i].Should().BeApproximately(mine.Min() - proportional, 1e-12);
            var swept = ClassOffsetFrontier.Of(Answers("baseline", seed))!.WorstRecallAt(mine.Average() - 1e-12);
            student.OverOffsets!.Values[i].Should().BeApproximately(mine.Min() - swept!.Value, 1e-12);
        }
        frontier.Curve[0].WorstRecall.Should().BeApproximately(new[] { 1, 2, 3 }.Average(seed => Recalls(Answers("baseline", seed)).Min()),
            1e-12);
    }

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

        Value(Ticks("small middle", "x"), Of(mark, "cx")).Should().BeApproximately(baseline.Figure("accuracy")!.Mean, 1e-3);
        Value(Ticks("small end", "y"), Of(mark, "cy") + 4).Should().BeApproximately(baseline.Figure("worst_recall")!.Mean, 2e-3);
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

    private static Predictions Answers(string model, int seed) => model switch
    {
        "teacher" => SimulatedRun.Predictions(1, 1, images: 300),
        "baseline" => SimulatedRun.Predictions(0.75, (uint)(10 + seed), images: 300),
        _ => SimulatedRun.Predictions(0.7, (uint)(20 + seed), images: 300),
    };

    private static double[] Recalls(Predictions predictions)
    {
        var matrix = ConfusionMatrix.Of(predictions);
        return [.. Enumerable.Range(0, matrix.Classes).Select(c => matrix.Recall(c)!.Value)];
    }

    private static void Store(string path, int seed, params (string, string)[] overrides)
    {
        var recipe = RecipeFile.Find("quick",
            [("held_out.seed", "1"), ("models.teacher.seed", "1"), ("compare", "[[student, baseline], [baseline, teacher]]"),
                .. overrides]);
        foreach (var model in recipe.Models)
        {
            var place = Path.Combine(path, model.Seed is null ? model.Name : $"../shared/{model.Name}");
            Directory.CreateDirectory(path);
            Directory.CreateDirectory(place);
            History.Write(Path.Combine(place, "history.csv"), [new(model.Name, 1, 32, 0.01, 1.25, 0.5, 1.5, 0.625)]);
            Answers(model.Name, seed).Write(Path.Combine(place, "test.csv"));
        }
        new RunRecord(
            recipe.Name, Protocol.Of(recipe).Hash(), Protocol.Of(recipe).ToJson(),
                new("three-shapes", "drawn by hand", ["a", "b", "c"], "0123456789abcdef", 100, 20, 300),
            seed, "cpu", 2, new Dictionary<string, string>(), "unknown", [],
            recipe.Models.ToDictionary(model => model.Name, _ =>
                new ModelRecord("efficientnet_w0.3_d0.25", 1000, "random weights", 1, 1, new JsonObject())))
            .Write(Path.Combine(path, "run.json"));
        StoredTinyRuns.CoverUp(path);
    }
}
