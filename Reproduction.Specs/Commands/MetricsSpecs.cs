using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;
using Reproduction.Specs.Metrics;

namespace Reproduction.Specs.Commands;

public sealed class MetricsSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void As_JSON_there_is_one_object_with_the_names_of_the_contract_and_nothing_else()
    {
        Hundred(seed: 1).Write(folder["predictions.csv"]);

        var run = Program.Run("metrics", folder["predictions.csv"], "--json");

        run.ExitCode.Should().Be(0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        string[] metrics =
            ["accuracy", "macro_f1", "auroc_ovr_macro", "disparate_impact", "recall_ratio", "recall_gap", "ece", "nll", "brier"];
        foreach (var name in metrics)
        {
            json.GetProperty(name).GetDouble().Should().BeInRange(0, 2);
            var interval = json.GetProperty("intervals").GetProperty(name);
            interval.GetProperty("low").GetDouble().Should().BeLessThan(interval.GetProperty("high").GetDouble());
        }
        json.GetProperty("accuracy").GetDouble().Should().Be(Hundred(seed: 1).Hits / 100.0);
        var classes = json.GetProperty("per_class").EnumerateArray().ToArray();
        classes.Should().HaveCount(4);
        classes.Sum(row => row.GetProperty("support").GetInt32()).Should().Be(100);
        foreach (var name in new[] { "precision", "recall", "f1" }) classes[0].GetProperty(name).GetDouble().Should().BeInRange(0, 1);
    }

    [Fact]
    public void What_is_undefined_is_null_and_no_error()
    {
        File.WriteAllText(folder["predictions.csv"], "index,label,logit_0,logit_1,logit_2\n0,0,1,0,0\n1,1,0,1,0\n");

        var run = Program.Run("metrics", folder["predictions.csv"], "--json");

        run.ExitCode.Should().Be(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("auroc_ovr_macro").ValueKind.Should()
            .Be(JsonValueKind.Null, "class 2 has no images");
        Program.Run("metrics", folder["predictions.csv"]).Output.Should().MatchRegex(@"AUROC \(one-vs-rest, macro\) +undefined +undefined");
    }

    [Fact]
    public void Numbered_classes_get_the_names_that_are_given_in_class_order()
    {
        Hundred(seed: 1).Write(folder["good.csv"]);
        Hundred(seed: 1, skill: 0.2f).Write(folder["bad.csv"]);

        var run = Program.Run("metrics", folder["good.csv"], "--against", folder["bad.csv"], "--classes", "ant, bee,cockchafer,dor");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().MatchRegex(@"\n +cockchafer +[01]\.\d{4}").And.MatchRegex(@"\nworst class: (ant|bee|cockchafer|dor)")
            .And.MatchRegex(@"\nclass +recall, this − that.*\nant +").And.MatchRegex(@"\ncockchafer +[+−-]?0\.\d{4}");
    }

    [Theory]
    [InlineData("ant,bee,cockchafer", "--classes ant,bee,cockchafer: expected 4 different names, separated by commas")]
    [InlineData("ant,bee,bee,dor", "expected 4 different names")]
    [InlineData("ant,,bee,dor", "expected 4 different names")]
    public void Names_that_are_not_one_for_each_class_are_refused(string names, string words)
    {
        Hundred(seed: 1).Write(folder["predictions.csv"]);

        Program.Run("metrics", folder["predictions.csv"], "--classes", names).ShouldBeBadInput(words);
    }

    [Fact]
    public void Of_answers_that_leave_out_classes_the_names_may_be_those_of_all()
    {
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\n0,0\n1,1\n3,3\n3,1\n");

        var run = Program.Run("metrics", folder["hard.csv"], "--classes", "ant,bee,cockchafer,dor", "--resamples", "0", "--json");

        run.ExitCode.Should().Be(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("class_names").EnumerateArray().Select(name => name.GetString()).Should()
            .Equal("ant", "bee", "dor");
        foreach (var names in (string[])["ant,bee", "ant,bee,bee,dor"])
            Program.Run("metrics", folder["hard.csv"], "--classes", names)
                .ShouldBeBadInput($"--classes {names}: expected 3 different names, separated by commas, of the classes 0, 1, 3");
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\n1,1\n2,2\n3,1\n");
        Program.Run("metrics", folder["hard.csv"], "--classes", "ant,bee,cockchafer,dor")
            .ShouldBeBadInput("expected 3 different names, separated by commas, of the classes 1, 2, 3");
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\n1,1\n7,7\n");
        Program.Run("metrics", folder["hard.csv"], "--classes", "ant,bee,cockchafer")
            .ShouldBeBadInput("expected 2 different names", "1, 7");
    }

    [Fact]
    public void Names_beside_those_of_the_file_are_refused()
    {
        File.WriteAllText(folder["named.csv"], "label,logit_cat,logit_dog\ncat,2,0\ndog,0,2\n");

        Program.Run("metrics", folder["named.csv"], "--classes", "dog,cat")
            .ShouldBeBadInput("--classes dog,cat: the file names its classes itself: cat, dog");
    }

    [Fact]
    public void What_rounds_to_zero_is_printed_without_a_sign()
    {
        // One of 200 images is wrong: DI is 0.995, and ten classes of that recall print 0.995 but for rounding.
        File.WriteAllText(folder["predictions.csv"], "index,label,predicted\n"
            + string.Concat(Enumerable.Range(0, 200).Select(image => $"{image},{image % 10},{(image == 0 ? 1 : image % 10)}\n")));

        Program.Run("metrics", folder["predictions.csv"]).Output.Should()
            .MatchRegex(@"DI less that of equal recalls +0\.000000 ").And.NotMatchRegex(@"[-+]0\.000000\b");
    }

    [Fact]
    public void For_people_there_are_tables_and_differences_beyond_noise_have_a_mark()
    {
        Hundred(seed: 1).Write(folder["good.csv"]);
        Hundred(seed: 1, skill: 0.2f).Write(folder["bad.csv.gz"]);

        var run = Program.Run("metrics", folder["good.csv"], "--against", folder["bad.csv.gz"]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("precision    recall  f1-score   support").And.Contain("95 % interval");
        run.Output.Should()
            .MatchRegex(@"accuracy +\+0\.\d{6}   \[\+0\.\d{6}, \+0\.\d{6}\] \*\n").And.Contain("McNemar's exact test of the accuracies: ");
        JsonDocument.Parse(Program.Run("metrics", folder["good.csv"], "--against", folder["bad.csv.gz"], "--json").Output).RootElement
            .GetProperty("differences").GetProperty("accuracy").GetProperty("low").GetDouble().Should().BePositive();
    }

    [Fact]
    public void As_one_table_there_are_the_figures_of_the_JSON_in_LaTeX_Markdown_or_CSV_and_nothing_else()
    {
        Hundred(seed: 1).Write(folder["good.csv"]);
        Hundred(seed: 1, skill: 0.2f).Write(folder["bad.csv"]);
        string[] both = ["metrics", folder["good.csv"], "--against", folder["bad.csv"]];
        var json = JsonDocument.Parse(Program.Run([.. both, "--json"]).Output).RootElement;
        var difference = json.GetProperty("differences").GetProperty("accuracy");

        var csv = Program.Run([.. both, "--format", "csv"]).Output.TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();
        var latex = Program.Run([.. both, "--format", "latex"]).Output;
        var markdown = Program.Run("metrics", folder["good.csv"], "--format", "markdown").Output;

        csv[0].Should().Equal("figure", "value", "low", "high", "difference", "difference_low", "difference_high");
        csv.Should().OnlyContain(row => row.Length == 7);
        csv[1][0].Should().Be("accuracy");
        csv[1].Skip(1).Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).Should().Equal(
            [json.GetProperty("accuracy").GetDouble(), .. Ends(json.GetProperty("intervals").GetProperty("accuracy")),
                difference.GetProperty("value").GetDouble(), .. Ends(difference)]);
        csv.Select(row => row[0]).Should().Contain("recall[2]");
        latex.Should().StartWith("% \\usepackage{booktabs}\n").And.Contain("\nmax $-$ min of recall & 0.");
        latex.Split('\n').Where(line => line.EndsWith(@" \\")).Should().OnlyContain(line => line.Count(letter => letter == '&') == 2);
        markdown.Should().MatchRegex(@"^\| figure \| value \|\n\| --- \| ---: \|\n\| accuracy \| 0\.\d{4} \[0\.\d{4}, \d\.\d{4}\] \|\n");
        Program.Run([.. both, "--format", "html"]).ShouldBeBadInput("--format html: expected latex, markdown, csv");
        Program.Run([.. both, "--format", "csv", "--json"]).ShouldBeBadInput("without --json");

        static double[] Ends(JsonElement of) => [of.GetProperty("low").GetDouble(), of.GetProperty("high").GetDouble()];
    }

    [Fact]
    public void Without_resamples_there_are_figures_and_tests_but_no_intervals()
    {
        Hundred(seed: 1).Write(folder["one.csv"]);
        Hundred(seed: 1, skill: 0.2f).Write(folder["other.csv"]);

        var run = Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"], "--resamples", "0");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should()
            .NotContain("interval").And.Contain("McNemar's exact test").And.MatchRegex(@"accuracy +0\.\d{6}\n").And.MatchRegex(
                @"accuracy +\+0\.\d{6}\n");
        var json = JsonDocument.Parse(Program.Run("metrics", folder["one.csv"], "--resamples", "0", "--json").Output).RootElement;
        json.GetProperty("accuracy").GetDouble().Should().Be(Hundred(seed: 1).Hits / 100.0);
        json.GetProperty("intervals").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void A_number_of_resamples_that_is_none_is_refused()
    {
        Hundred(seed: 1).Write(folder["one.csv"]);

        foreach (var number in new[] { "-1", "100001", "many" })
        {
            var run = Program.Run("metrics", folder["one.csv"], "--resamples", number);
            run.ExitCode.Should().Be(2);
            run.Error.Should().Contain("--resamples").And.Contain(number);
        }
    }

    [Theory]
    [InlineData("index,label,logit_0\n0,0,1\n", "predictions.csv:1: logit_0 is the only column of scores")]
    [InlineData("index,logit_0,logit_1\n0,1,2\n",
        "predictions.csv:1: no column with the true class (label, y_true, target or true) among 'index', 'logit_0', 'logit_1'")]
    [InlineData("index,label,logit_0,logit_1\n0,0,NaN,1\n", "predictions.csv:2: logit_0 is 'NaN', expected a finite number")]
    [InlineData("index,label,logit_0,logit_1\n0,2,1,1\n", "predictions.csv:2: label is '2', expected a class from 0 to 1")]
    public void Bad_predictions_are_one_line_that_names_file_line_and_field(string text, string complaint)
    {
        File.WriteAllText(folder["predictions.csv"], text);

        Program.Run("metrics", folder["predictions.csv"]).ShouldBeBadInput(complaint);
    }

    [Fact]
    public void JSON_has_the_interval_of_each_recall_and_says_of_which_classes_no_error_was_seen()
    {
        File.WriteAllText(folder["one.csv"], "label,y_pred\n0,0\n0,0\n1,1\n1,0\n");

        var json = JsonDocument.Parse(Program.Run("metrics", folder["one.csv"], "--json").Output).RootElement;

        // Clopper and Pearson's ends in closed form: x² = 0.025 of two hits, and (1 − x)² = 0.975, x² = 0.975 of one hit in two.
        double[][] expected = [[Math.Sqrt(0.025), 1], [1 - Math.Sqrt(0.975), Math.Sqrt(0.975)]];
        foreach (var (c, row) in json.GetProperty("per_class").EnumerateArray().Index())
        {
            row.GetProperty("recall_interval").GetProperty("low").GetDouble().Should().BeApproximately(expected[c][0], 1e-12);
            row.GetProperty("recall_interval").GetProperty("high").GetDouble().Should().BeApproximately(expected[c][1], 1e-12);
        }
        var unseen = json.GetProperty("no_error_seen").EnumerateArray().Should().ContainSingle().Subject;
        unseen.GetProperty("classes").EnumerateArray().Select(c => c.GetInt32()).Should().Equal(0);
        unseen.GetProperty("at_most").GetDouble().Should().BeApproximately(1 - Math.Sqrt(0.025), 1e-12);
    }

    [Fact]
    public void A_class_that_neither_occurs_nor_is_predicted_has_no_figures_and_no_part_in_a_mean()
    {
        File.WriteAllText(
            folder["one.csv"], "label,prob_ant,prob_bee,prob_cat\nant,0.9,0.05,0.05\nbee,0.1,0.8,0.1\nant,0.8,0.1,0.1\nbee,0.2,0.7,0.1\n");

        var json = JsonDocument.Parse(Program.Run("metrics", folder["one.csv"], "--json").Output).RootElement;

        // scikit-learn's f1_score(average="macro") is 1.
        json.GetProperty("macro_f1").GetDouble().Should().Be(1);
        json.GetProperty("class_names").EnumerateArray().Select(name => name.GetString()).Should().Equal("ant", "bee", "cat");
        foreach (var figure in (string[])["precision", "recall", "f1", "recall_interval"])
            json.GetProperty("per_class")[2].GetProperty(figure).ValueKind.Should().Be(JsonValueKind.Null, figure);
    }

    [Theory]
    [InlineData("--resamples", "0", false)]
    [InlineData("--resamples", "400", true)]
    public void A_caption_speaks_of_intervals_where_there_are_any(string option, string count, bool areThere)
    {
        Hundred(seed: 1).Write(folder["one.csv"]);

        Program.Run("metrics", folder["one.csv"], "--format", "latex", option, count)
            .Output.Contains("95 \\% intervals", StringComparison.Ordinal).Should().Be(areThere);
    }

    [Fact]
    public void Probabilities_that_no_file_has_are_not_asked_for()
    {
        File.WriteAllText(folder["one.csv"], "label,y_pred\n0,0\n1,1\n2,2\n");

        Program.Run("metrics", folder["one.csv"], "--probabilities")
            .ShouldBeBadInput("--probabilities: one.csv has no scores, expected scores");
    }

    [Fact]
    public void Of_classes_that_tie_for_the_worst_JSON_has_all()
    {
        File.WriteAllText(folder["one.csv"], "label,y_pred\n0,0\n1,1\n2,2\n");

        JsonDocument.Parse(Program.Run("metrics", folder["one.csv"], "--json").Output).RootElement.GetProperty("worst_classes")
            .EnumerateArray().Select(c => c.GetInt32()).Should().Equal(0, 1, 2);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("399", true)]
    [InlineData("400", false)]
    [InlineData("0", false)]
    public void So_few_resamples_that_they_decide_no_interval_are_said(string resamples, bool isSaid)
    {
        Hundred(seed: 1).Write(folder["one.csv"]);

        var run = Program.Run("metrics", folder["one.csv"], "--resamples", resamples);

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Contains($"--resamples {resamples}: an end of an interval", StringComparison.Ordinal).Should().Be(isSaid);
        // A refusal stays one line.
        Program.Run("metrics", folder["none.csv"], "--resamples", resamples).ShouldBeBadInput("none.csv: no such file");
    }

    private static Predictions Hundred(int seed, float skill = 2) => Simulated.Predictions(images: 100, classes: 4, seed, skill);
}
