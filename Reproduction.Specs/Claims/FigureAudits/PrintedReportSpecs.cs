using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Tables and claims as people bring them, and the one line that says what is wrong with them.</summary>
public sealed class PrintedReportSpecs : IDisposable
{
    private const string Header = "precision recall f1-score support\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\naccuracy 1 4\nc 1 1 1 2\n",
        "table:5: 'c 1 1 1 2' after the averages, expected the end of the report")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\naccuracy 1 4\naccuracy 1 4\n", "table:5: a second line 'accuracy', expected one")]
    [InlineData(Header + "a 1 1 1 0\nb 0 0 0 0\n", "table: no images in any class, expected supports of which one at least is not 0")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1\n",
        "table:3: 'b 1 1 1', expected a class name and 4 numbers (precision, recall, f1-score, support)")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\nmacro avg 1 1\n",
        "table:4: 'macro avg 1 1', expected 'macro avg' and 4 numbers (precision, recall, f1-score, support)")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\nmacro avg 1 1 1 1 4\n",
        "table:4: 'macro avg 1 1 1 1 4', expected 'macro avg' and 4 numbers (precision, recall, f1-score, support)")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\naccuracy x 4\n", "table:4: accuracy is 'x', expected a decimal number")]
    [InlineData(Header + "a 1 1 1 2.5\nb 1 1 1 2\n", "table:2: support is '2.5', expected a whole number of images")]
    [InlineData(Header + "a 1 1 1 ...\nb 1 1 1 ...\n", "table:2: support is '...', expected a whole number of images")]
    [InlineData(Header + "a 1 1 1 2\n... 8 classes omitted ...\nb 1 1 1 2\n",
        "table:3: '... 8 classes omitted ...' says that classes are missing, expected every line of the report")]
    [InlineData(Header + "a 1 1 1 2\na 1 1 1 2\n", "table:2 and table:3: two classes 'a', expected a name for each")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\nc 1 1 1 4\n",
        "table:4: 'c' has as many images as all lines above it together, expected --last-line weighted, macro or micro if it is an "
        + "average, class if it is a class")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\nsamples avg 1 1 1 4\n",
        "table:4: a line 'samples avg' is of a multi-label report, expected --images N beside it: each label is then a table of N images "
        + "of its own")]
    [InlineData(Header + "a 1 1 1 2\nb 1 1 1 2\naccuracy 1 90\n",
        "table:4: averages of 90 images below classes of 4: classes are missing, expected every line of the report")]
    [InlineData(Header + "a 1 1 1 2\nb 1 nan 1 2\n", "table:3: recall is 'nan' of 2 images, expected a decimal number")]
    [InlineData("precision recall f1\na 1 1\nb 1 1 1\n", "table:2: 'a 1 1', expected a class name and 3 numbers (precision, recall, f1)")]
    [InlineData("precision recall f1\na 1 1 1\nb 1 1 1\n", "table:2: no support of 'a', expected it in the table or as --support")]
    [InlineData("precision recall\n", "table:1: 'precision recall', expected the header precision recall f1-score support")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890\n",
        "table:1: '123456789012345678901234567890123456789012345678901234567890', expected the header precision recall f1-score support")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901\n",
        "table:1: '123456789012345678901234567890123456789012345678901234567890…', expected the header precision recall f1-score support")]
    public void What_is_wrong_with_a_table_is_said_in_one_line(string table, string message) =>
        Reading(table).Should().Throw<BadInputException>().WithMessage(message);

    [Theory]
    [InlineData("2,2,2", "--support: 3 numbers for the 2 classes of table, expected one a class or one for all")]
    [InlineData("2,3", "table:3: support 2 of 'b', expected the 3 of --support")]
    public void Supports_beside_a_table_must_be_its_own(string support, string message) =>
        Reading(Header + "a 1 1 1 2\nb 1 1 1 2\n", support.Split(',').Select(long.Parse).ToArray()).Should().Throw<BadInputException>()
            .WithMessage(message);

    [Fact]
    public void A_line_accuracy_has_one_figure_and_a_class_of_that_name_three()
    {
        var report = PastedTable.Report(Header + "accuracy 0.50 0.60 0.70 2\nb 1 1 1 2\naccuracy 0.75 4\n");

        report.ClassNames.Should().Equal("accuracy", "b");
        Named(report).Should().Equal(
            "precision[0]=0.50", "recall[0]=0.60", "f1[0]=0.70", "precision[1]=1", "recall[1]=1", "f1[1]=1", "images=4", "accuracy=0.75");
    }

    [Fact]
    public void An_old_table_ends_with_avg_over_total_the_weighted_average()
    {
        var report =
            PastedTable.Report(Header + "a 0.5 0.5 0.5 2\nb 1 1 1 2\navg / total 0.76 0.77 0.78 4\n", RoundingRule.Nearest);

        Named(report).Skip(6).Should().Equal("images=4", "weighted_precision=0.76", "weighted_recall=0.77", "weighted_f1=0.78");
        report.Question.Claims.Should().OnlyContain(claim => claim.Rule == RoundingRule.Nearest);
    }

    [Fact]
    public void Averages_may_leave_out_their_supports_and_say_the_same_total_only_once()
    {
        var report = PastedTable.Report(
            Header + "a 0.5 0.5 0.5 2\nb 1 1 1 2\naccuracy 0.75\nmacro avg 0.1 0.2 0.3 4\nweighted avg 0.4 0.5 0.6 4\n");

        Named(report).Skip(6).Should().Equal(
            "accuracy=0.75", "images=4", "macro_precision=0.1", "macro_recall=0.2", "macro_f1=0.3", "weighted_precision=0.4",
            "weighted_recall=0.5", "weighted_f1=0.6");
        report.Question.OtherClasses.Should().BeFalse();
    }

    [Fact]
    public void Totals_that_differ_are_both_kept()
    {
        var report = PastedTable.Report(Header + "a 0.5 0.5 0.5 2\nb 1 1 1 2\nmicro avg 1 1 1 4\nmacro avg 1 1 1 5\n");

        Named(report).Skip(6).Should().Equal(
            "images=4", "micro_precision=1", "micro_recall=1", "micro_f1=1", "images=5", "macro_precision=1", "macro_recall=1",
            "macro_f1=1");
        report.Question.OtherClasses.Should().BeTrue();
    }

    [Fact]
    public void A_table_with_ten_thousand_classes_is_read_and_one_with_more_is_not()
    {
        static string Table(int classes) => Header + string.Concat(Enumerable.Range(0, classes).Select(c => $"c{c} 1 1 1 2\n"));

        PastedTable.Report(Table(10_000)).ClassNames.Should().HaveCount(10_000);
        Reading(Table(10_001)).Should().Throw<BadInputException>()
            .WithMessage("table:1: 10001 classes, expected 1 to 10000 lines with precision, recall and f1-score");
    }

    [Fact]
    public void A_file_too_large_for_a_table_is_not_read()
    {
        var path = folder["large.txt"];
        using (var file = File.Create(path)) file.SetLength((1 << 24) + 1);

        FluentActions.Invoking(() => Read(path, null)).Should().Throw<BadInputException>()
            .WithMessage($"{path}: too large for a classification report (at most 16777216 bytes)");
        FluentActions.Invoking(() => Read(folder.Path, null)).Should().Throw<BadInputException>()
            .WithMessage($"{folder.Path}: a directory, expected a file with a classification report as text");
    }

    [Theory]
    [InlineData(null, "accuracy=0.9", "--support: missing, expected images a class such as 200,100, or a table as --report")]
    [InlineData("200", "accuracy=0.9",
        "--claim accuracy=0.9: --support 200 is one class, expected the images of each, as in 200,200")]
    [InlineData("200", "sensitivity=0.9",
        "--claim sensitivity=0.9: --support 200 is one class, expected the images of each, as in 200,200")]
    [InlineData("0,0", "accuracy=0.9", "--support: no images in any class, expected one at least")]
    [InlineData("200,100", "accuracy=95.6", "--claim accuracy=95.6: more than 1, expected a share, 0.956, or 95.6% if it is per cent")]
    [InlineData("200,100", "accuracy=0.82±0.01",
        "--claim accuracy=0.82±0.01: a mean with its deviation, expected --folds K beside it: over how many folds or runs it is a mean")]
    [InlineData("200,-1", "accuracy=0.9", "--support: found '-1', expected whole numbers of images such as 1000 or 200,100")]
    [InlineData("200,100", null, "--claim: missing, expected at least one figure such as accuracy=0.9525, or a table as --report")]
    [InlineData("200,100", "=0.9", "--claim: found '=0.9', expected NAME=VALUE such as accuracy=0.9525")]
    [InlineData("200,100", "accuracy=", "--claim accuracy=: found '', expected a decimal number such as 0.9525")]
    public void What_is_wrong_with_loose_claims_is_said_in_one_line(string? support, string? claim, string message) =>
        FluentActions.Invoking(() => Read(null, support, claim)).Should()
            .Throw<BadInputException>().WithMessage(message);

    [Fact]
    public void Ten_thousand_loose_classes_are_taken_and_no_more()
    {
        static string Support(int classes) => string.Join(',', Enumerable.Repeat(5, classes));

        Read(null, Support(10_000), "accuracy=0.9").ClassNames.Should().HaveCount(10_000);
        FluentActions.Invoking(() => Read(null, Support(10_001), "accuracy=0.9")).Should().Throw<BadInputException>()
            .WithMessage("--support: 10001 classes, expected 1 to 10000 numbers such as 200,100");
    }

    [Theory]
    [InlineData("a 1 1 1 2\nb 1 1 1 2\nmicro avg 1 1 1 4\n", "accuracy=0.9",
        "--claim accuracy=0.9: the report's line 'micro avg' says that it does not show every class, expected figures that its classes "
        + "alone decide")]
    [InlineData("a 1 1 1 2\nb 1 1 1 2\nmicro avg 1 1 1 4\n", "specificity[0]=0.9",
        "--claim specificity[0]=0.9: the report's line 'micro avg' says that it does not show every class, expected figures that its "
        + "classes alone decide")]
    [InlineData("a 1 1 1 2\nb 0 0 0 0\naccuracy 1 2\n", "auroc_ovr_macro=0.9",
        "--claim auroc_ovr_macro=0.9: a class has no images, expected one at least in each for an area under its curve")]
    public void A_claim_that_the_tables_classes_do_not_decide_is_refused(string rows, string claim, string message)
    {
        File.WriteAllText(folder["table.txt"], Header + rows);

        FluentActions.Invoking(() => Read(folder["table.txt"], null, claim)).Should().Throw<BadInputException>()
            .WithMessage(message);
        Read(folder["table.txt"], null, "recall_gap=0.1").Question.Claims[^1].ToString().Should()
            .Be("recall_gap=0.1");
    }

    [Fact]
    public void A_printed_number_may_be_below_nought_and_a_share_a_percentage()
    {
        PrintedFigure.Parse("-0.12").Should().Be(new PrintedFigure(-12, 2));
        PrintedFigure.ParseShare("95.25%").Should().Be(new PrintedFigure(9525, 4));
        PrintedFigure.ParseShare("0.95").Should().Be(new PrintedFigure(95, 2));
    }

    private static AuditedFigures Read(string? report, string? support, string? claim = null) =>
        FiguresReader.Read(new() { Report = report, Support = support, Claims = claim is null ? [] : [claim] })[0];

    private static Action Reading(string table, long[]? supports = null) =>
        () => PastedTable.Report(table, supports: supports);

    private static IEnumerable<string> Named(PrintedReport report) => report.Question.Claims.Select(claim => $"{claim}");
}
