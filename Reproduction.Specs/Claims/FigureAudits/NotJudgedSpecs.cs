using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What an audit does not judge is named, and what it cannot read is refused in a short line.</summary>
public sealed class NotJudgedSpecs
{
    private const string Header = "precision recall f1-score support\n";

    private const string Weka =
        "Correctly Classified Instances           8               80      %\nKappa statistic                          0.5833\n\n TP Rate  "
        + "FP Rate  Precision  Recall  F-Measure  Class\n 0.750 0.167 0.750 0.750 0.750 cat\n 0.833 0.250 0.833 0.833 0.833 owl\n\n a b   "
        + "<-- classified as\n 3 1 | a = cat\n 1 5 | b = owl\n";

    [Theory]
    [InlineData("accuracy 1.00 10\nmacro avg 1.00 1.00 1.00 10\nweighted avg 1.00 1.00 1.00 10\n")]
    [InlineData("micro avg 1.00 1.00 1.00 10\nmacro avg 1.00 1.00 1.00 10\n")]
    [InlineData("")]
    public void A_table_of_one_class_without_an_error_is_consistent(string averages)
    {
        using var output = new StringWriter();
        var audit = FiguresAudit.Of(Read($"log\n{Header}PER 1.00 1.00 1.00 10\n{averages}")[0]);
        FiguresAuditText.Write(audit, output);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain(note => note.StartsWith("read: a table of 1 class in lines"));
        output.ToString().Should().Contain("PER");
    }

    [Fact]
    public void Of_a_micro_average_only_precision_recall_and_F1_are_judged() =>
        Read("precision recall f1-score specificity mcc support\na 1 1 1 1 1 2\nb 1 1 1 1 1 2\nmicro avg 1 1 1 0.5 0.1 4\n")[0].Notes
            .Should().Contain("not judged: specificity of micro avg, mcc of micro avg");

    /// <summary>Of 100, 80 and 60 entities 90, 70 and 40 were found, and 8, 10 and 15 that are none; accuracy is of tokens.</summary>
    private static string Entities(string person, string micro, string accuracy) =>
        $"{Titles}| PER | {person} | 100 |\n| LOC | 0.875 | 0.875 | 0.875 | 80 |\n| ORG | 0.727 | 0.667 | 0.696 | 60 |\n"
        + $"| Micro avg | {micro} | 240 |\n| Accuracy | | | {accuracy} |\n";

    [Theory]
    [InlineData("0.972 | ")]
    [InlineData("0.972 | 240")]
    [InlineData("0.972 | 4821")]
    public void An_accuracy_beside_a_micro_average_of_two_rates_is_of_other_things_and_not_judged(string accuracy)
    {
        var figures = Read(Entities("0.918 | 0.900 | 0.909", "0.858 | 0.833 | 0.846", accuracy)).Should().ContainSingle().Which;

        FiguresAudit.Possible(figures).Should().Be(Possibility.Consistent);
        figures.Notes.Should().Contain("not judged: Accuracy (perhaps of tokens or sets of labels)");
        Verdict(Entities("0.918 | 0.900 | 0.959", "0.858 | 0.833 | 0.846", accuracy)).Should().Be(Possibility.Impossible);
        Verdict(Entities("0.918 | 0.900 | 0.909", "0.758 | 0.833 | 0.846", accuracy)).Should().Be(Possibility.Impossible);
    }

    /// <summary>[[3, 1], [1, 5]].</summary>
    [Theory]
    [InlineData("0.80", Possibility.Consistent)]
    [InlineData("0.97", Possibility.Impossible)]
    public void An_accuracy_beside_a_micro_average_of_one_rate_is_judged(string accuracy, Possibility expected) =>
        Verdict($"{Header}cat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\nmicro avg 0.80 0.80 0.80 10\naccuracy {accuracy} 10\n").Should()
            .Be(expected);

    [Fact]
    public void Accuracy_and_kappa_above_a_table_of_Weka_are_held_against_it()
    {
        Verdict(Weka).Should().Be(Possibility.Consistent);
        Verdict(Weka.Replace("80      %", "90      %", StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
        Verdict(Weka.Replace("0.5833", "0.7", StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Of_an_impossible_table_whose_text_speaks_of_folds_it_is_said_that_means_need_not_be_of_one_matrix()
    {
        const string rows = Header + "cat 0.74 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n";

        FiguresAudit.Of(Read("Mean over 5 folds\n" + rows)[0]).Figures.Notes.Should().Contain(note => note.Contains("--folds"));
        FiguresAudit.Of(Read("Results\n" + rows)[0]).Figures.Notes.Should().NotContain(note => note.Contains("--folds"));
    }

    [Theory]
    [InlineData("mAP50", "mAP50-95")]
    [InlineData("mAP@.5", "mAP@.5:.95")]
    [InlineData("mAP_0.5", "mAP")]
    [InlineData("AP50", "AP50-95")]
    [InlineData("AP@.5", "AP@.5:.95")]
    public void A_table_of_detected_objects_is_of_no_confusion_matrix(string at50, string mean)
    {
        // As YOLO prints it: boxes are right at a threshold, and images are not what is counted.
        var detections = $"| Class | Images | Instances | P | R | {at50} | {mean} |\n|---|---|---|---|---|---|---|\n"
            + "| all | 128 | 929 | 0.640 | 0.537 | 0.605 | 0.446 |\n| person | 61 | 254 | 0.797 | 0.677 | 0.764 | 0.538 |\n"
            + "| bicycle | 3 | 6 | 0.514 | 0.333 | 0.315 | 0.264 |\n";
        var reason = $":1: a column '{at50}', as tables of detected objects have it, expected a report of one label an image";

        Refusal(detections).Should().EndWith(reason);
        Read($"{detections}\n{Header}cat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n")[0].Notes.Should()
            .ContainSingle(
                note => note.StartsWith("not judged: ", StringComparison.Ordinal) && note.EndsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_header_that_cannot_be_read_is_named_with_its_line_beside_a_table_that_can()
    {
        const string unread = "Class  Precision  Recall  Goodness\ncat  0.10  0.20  0.30\nowl  0.83  0.83  0.83\n";
        const string end = "'Class*Goodness', expected the header precision recall f1-score support";

        Read($"{unread}\n{Header}cat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n")[0].Notes.Should().ContainMatch($"not judged: *:1: {end}");
        Refusal("Results\n\n" + unread).Should().Match($"*:3: {end}");
    }

    [Theory]
    [InlineData("Precision and recall of each class:\n")]
    [InlineData("Precision and recall were 0.80 and 0.81.\n")]
    public void Prose_about_precision_and_recall_is_other_text(string prose) =>
        Read($"{prose}\n{Header}cat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n")[0].Notes.Should().Contain("skipped: line 1")
            .And.NotContainMatch("not judged: *");

    [Fact]
    public void A_report_as_a_quoted_text_is_read() =>
        Verdict("'" + (Header + "\n cat 0.75 0.75 0.75 4\n owl 0.83 0.83 0.83 6\n").Replace("\n", "\\n", StringComparison.Ordinal) + "'")
            .Should().Be(Possibility.Consistent);

    [Theory]
    [InlineData("accuracy=2.52", "--claim accuracy=2.52: more than 1, expected a share, 0.0252, or 2.52% if it is per cent")]
    [InlineData("error_rate=1.02", "--claim error_rate=1.02: more than 1, expected a share, 0.0102, or 1.02% if it is per cent")]
    [InlineData("recal=0.9", "--claim recal=0.9: no figure 'recal' of 2 classes, expected a name such as accuracy, balanced_accuracy, "
        + "recall[NAME] or macro_f1 (--help lists them)")]
    public void What_is_wrong_with_a_claim_is_said_in_one_line(string claim, string message) =>
        FluentActions.Invoking(() => FiguresReader.Read(new() { Support = "120,45", Claims = [claim] })).Should().Throw<BadInputException>()
            .WithMessage(message);

    [Fact]
    public void Of_a_file_that_is_no_text_only_a_little_is_shown() =>
        Refusal(new string('\u0001', 500)).Split("paste.txt")[1].Length.Should().BeLessThan(130);

    private static Possibility Verdict(string paste) => FiguresAudit.Possible(Read(paste)[0]);
}
