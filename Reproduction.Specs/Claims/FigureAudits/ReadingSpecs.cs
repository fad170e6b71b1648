using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What a table does not say of itself, and so is decided in every usual reading.</summary>
public sealed class ReadingSpecs : IDisposable
{
    private const string Header = "precision recall f1-score support\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("avg / total 1.00 0.75 0.83 4\n")]
    [InlineData("")]
    public void A_table_without_a_line_accuracy_may_leave_classes_out(string last)
    {
        // One a was taken for something that is not listed: of two classes it would have been taken for b.
        var audit = Audit(Header + "a 1.00 0.50 0.67 2\nb 1.00 1.00 1.00 2\n" + last);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain("open");
        audit.NotUnder.Should().Contain("closed");
    }

    /// <summary>
    /// Of 20 benign and 10 malignant images 19 and 9 were found, one of each taken for the other: specificities of 0.90 and 0.95 and not
    /// 0.10 and 0.20, but of images that are not listed they may be.
    /// </summary>
    [Fact]
    public void In_a_table_that_may_leave_classes_out_specificity_is_said_not_to_be_judged() =>
        Audit("| class | sensitivity | specificity | PPV | F1 | N |\n|---|---|---|---|---|---|\n| benign | 0.95 | 0.10 | 0.95 | 0.95 | 20 |\n"
            + "| malignant | 0.90 | 0.20 | 0.90 | 0.90 | 10 |\n")
            .Assumptions.Should().Contain("specificity not judged, as it is of classes that are not listed too");

    [Fact]
    public void A_line_accuracy_says_that_all_classes_are_listed() =>
        Audit(Header + "a 1.00 0.50 0.67 2\nb 1.00 1.00 1.00 2\naccuracy 0.75 4\n").Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void Where_nothing_was_predicted_scikit_learn_may_print_1()
    {
        // scikit-learn 1.2.1, zero_division=1: all ten images taken for the larger class.
        var audit =
            Audit(Header
                + "a 0.80 1.00 0.89 8\nb 1.00 0.00 0.00 2\naccuracy 0.80 10\nmacro avg 0.90 0.50 0.44 10\nweighted avg 0.84 0.80 0.71 "
                + "10\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain("zero_division 1");
    }

    [Fact]
    public void Where_nothing_was_predicted_scikit_learn_may_print_nan_and_leave_it_out_of_the_mean()
    {
        var audit = Audit(Header + "a 0.80 1.00 0.89 8\nb nan 0.00 0.00 2\naccuracy 0.80 10\nmacro avg 0.80 0.50 0.44 10\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain("zero_division nan");
        Audit(Header + "a 0.80 1.00 0.89 8\nb nan 0.00 0.00 2\naccuracy 0.80 10\nmacro avg 0.60 0.50 0.44 10\n").Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    /// <summary>[[45, 5, 0, 0], [3, 40, 2, 0], [1, 4, 35, 0], [2, 1, 3, 0]]: no image was taken for a bus.</summary>
    private static string Vehicles(string bus, string averages) => PastedTable.Titles
        + "| cat | 0.882 | 0.900 | 0.891 | 50 |\n| dog | 0.800 | 0.889 | 0.842 | 45 |\n| car | 0.875 | 0.875 | 0.875 | 40 |\n"
        + $"| bus | {bus} | 6 |\n| Accuracy | | | 0.851 | 141 |\n{averages}";

    /// <summary>Precision and F1 are means over three classes, as in R, and the recall over four: F1 may be above both of them.</summary>
    [Theory]
    [InlineData("N/A | 0.000 | N/A", "0.852 | 0.666 | 0.869", Possibility.Consistent)]
    [InlineData("N/A | 0.000 | N/A", "0.852 | 0.766 | 0.869", Possibility.Impossible)]
    [InlineData("N/A | 0.000 | N/A", "0.852 | 0.666 | 0.889", Possibility.Impossible)]
    [InlineData("N/A | 0.000 | 0.000", "0.852 | 0.666 | 0.652", Possibility.Consistent)]
    [InlineData("- | 0.000 | -", "0.852 | 0.666 | 0.869", Possibility.Consistent)]
    [InlineData("— | 0.000 | 0.000", "0.852 | 0.666 | 0.652", Possibility.Consistent)]
    [InlineData(" | 0.000 | ", "0.852 | 0.666 | 0.869", Possibility.Consistent)]
    [InlineData("- | 0.000 | -", "0.852 | 0.666 | 0.889", Possibility.Impossible)]
    [InlineData("- | 0.000 | -", "0.739 | 0.666 | 0.869", Possibility.Impossible)]
    public void A_class_that_was_never_predicted_may_be_left_out_of_some_means_and_not_of_others(
        string bus, string means, Possibility expected)
    {
        var audit = Audit(Vehicles(bus, $"| Macro avg | {means} | 141 |\n"));

        audit.Answer.Possibility.Should().Be(expected);
        if (expected == Possibility.Consistent) audit.Assumptions.Should().Contain("left out of means");
    }

    /// <summary>scikit-learn's averages, in which the bus counts 0: 0.639 is 2.557 / 4, 0.652 is 2.608 / 4, 0.816 is 115.1 / 141.</summary>
    [Theory]
    [InlineData("N/A | 0.000 | N/A", "0.639 | 0.666 | 0.652", Possibility.Consistent)]
    [InlineData("NaN | 0.000 | 0.000", "0.639 | 0.666 | 0.652", Possibility.Consistent)]
    [InlineData("- | 0.000 | -", "0.639 | 0.666 | 0.652", Possibility.Consistent)]
    [InlineData("N/A | 0.000 | N/A", "0.739 | 0.666 | 0.652", Possibility.Impossible)]
    [InlineData("N/A | 0.000 | N/A", "0.639 | 0.666 | 0.752", Possibility.Impossible)]
    public void Authors_may_write_that_a_score_is_undefined_and_keep_averages_in_which_it_counts_0(
        string bus, string means, Possibility expected) =>
        Audit(Vehicles(bus, $"| Macro avg | {means} | 141 |\n| Weighted avg | 0.816 | 0.851 | 0.833 | 141 |\n")).Answer.Possibility.Should()
            .Be(expected);

    [Fact]
    public void It_is_said_that_undefined_scores_count_in_means_and_that_this_is_not_the_usual_reading()
    {
        var audit = Audit(Vehicles("N/A | 0.000 | N/A", "| Macro avg | 0.639 | 0.666 | 0.652 | 141 |\n"));

        audit.Assumptions.Should().Contain("zero_division 0 (undefined scores count in means)");
        audit.NotUnder.Should().ContainSingle().Which.Should().Be("the usual reading");
    }

    /// <summary>All 100 were taken for healthy.</summary>
    [Theory]
    [InlineData("N/A | 0.000 | N/A", "0.450 | 0.500 | 0.474", Possibility.Consistent)]
    [InlineData("— | 0.000 | —", "0.900 | 0.500 | 0.947", Possibility.Consistent)]
    [InlineData("N/A | 0.000 | N/A", "0.550 | 0.500 | 0.474", Possibility.Impossible)]
    [InlineData("— | 0.000 | —", "0.900 | 0.500 | 0.847", Possibility.Impossible)]
    public void Of_two_classes_too_an_undefined_score_is_left_out_of_means_or_counts_0(string ill, string means, Possibility expected) =>
        Audit(PastedTable.Titles + $"| healthy | 0.900 | 1.000 | 0.947 | 90 |\n| ill | {ill} | 10 |\n| Accuracy | | | 0.900 | 100 |\n"
            + $"| Macro avg | {means} | 100 |\n").Answer.Possibility.Should().Be(expected);

    /// <summary>
    /// [[45, 2, 0, 3], [3, 40, 2, 0], [1, 4, 35, 0], [2, 1, 3, 0]]: three cats were taken for buses, whose precision is 0 and defined. A
    /// dash may stand for it, too.
    /// </summary>
    [Theory]
    [InlineData("N/A", Possibility.Impossible)]
    [InlineData("-", Possibility.Consistent)]
    [InlineData("0.000", Possibility.Consistent)]
    public void No_image_can_have_been_taken_for_a_class_whose_precision_is_undefined(string bus, Possibility expected) =>
        Audit(Vehicles($"{bus} | 0.000 | {bus}", "| Macro avg | 0.652 | 0.666 | 0.659 | 141 |\n")
            .Replace("0.800 | 0.889 | 0.842", "0.851 | 0.889 | 0.870", StringComparison.Ordinal)).Answer.Possibility.Should().Be(expected);

    [Fact]
    public void A_class_may_be_listed_that_has_no_images_and_was_never_predicted() =>
        // scikit-learn 1.5 prints the line accuracy for labels=['a', 'b', 'c'], too, where only a and b occur.
        Audit(Header
            + "a 1.00 1.00 1.00 3\nb 1.00 1.00 1.00 2\nc 0.00 0.00 0.00 0\naccuracy 1.00 5\nmacro avg 0.67 0.67 0.67 5\nweighted avg "
            + "1.00 1.00 1.00 5\n")
            .Answer.Possibility.Should().Be(Possibility.Consistent);

    [Fact]
    public void A_matrix_beside_the_table_is_held_against_it_in_every_reading()
    {
        // scikit-learn 1.2.1, zero_division=1.
        var audit =
            Audit(Header
                + "a 0.80 1.00 0.89 8\nb 1.00 0.00 0.00 2\naccuracy 0.80 10\nmacro avg 0.90 0.50 0.44 10\nweighted avg 0.84 0.80 0.71 "
                + "10\n[[8 0]\n [2 0]]\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain("zero_division 1").And.Contain("the confusion matrix at line 7");
    }

    [Fact]
    public void Of_several_matrices_of_the_same_images_one_must_print_the_table_or_none_says_anything()
    {
        const string table = Header + "a 0.75 0.75 0.75 4\nb 0.83 0.83 0.83 6\naccuracy 0.80 10\n";

        Audit(table + "[[2 2]\n [1 5]]\nand\n[[3 1]\n [1 5]]\n").Matrix!.NotPrinted.Should().BeEmpty();
        Audit(table + "[[2 2]\n [1 5]]\nand\n[[4 0]\n [1 5]]\n").Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(table + "[[2 2]\n [1 5]]\n").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_matrix_whose_columns_are_the_images_of_a_class_is_read_so_where_its_rows_print_nothing()
    {
        AuditInput Beside(string claim) => new() { Report = Written("[[3 2]\n [1 6]]\n"), Claims = ["accuracy=0.75", claim] };

        FiguresReader.Read(Beside("recall[0]=0.60"))[0].Question.Supports.Should().Equal(5, 7);
        FiguresReader.Read(Beside("recall[0]=0.75"))[0].Question.Supports.Should().Equal(4, 8);
        FiguresAudit.Of(FiguresReader.Read(Beside("recall[0]=0.75"))[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        FiguresAudit.Of(FiguresReader.Read(Beside("recall[0]=0.65"))[0]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_weighted_average_in_the_line_of_the_macro_average_is_named()
    {
        var audit = Audit(Header + "a 0.50 0.50 0.50 8\nb 0.00 0.00 0.00 2\nmicro avg 0.50 0.40 0.44 10\nmacro avg 0.40 0.40 0.40 10\n");

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.WouldBe.Should().ContainSingle(words => words.Contains("weighted average"));
        audit.Answer.Reasons[^1].Should().Contain("(0.50 + 0.00)/2 = 0.250");
    }

    [Fact]
    public void The_smallest_change_of_one_figure_that_mends_the_table_is_said()
    {
        var audit = Audit(Header + "a 0.75 0.75 0.75 4\nb 0.83 0.82 0.83 6\naccuracy 0.80 10\n");

        audit.Repairs.Should().ContainSingle().Which.Instead.ToString().Should().Be("0.83");
    }

    [Fact]
    public void A_last_line_with_all_images_is_asked_about()
    {
        var report = Written(Header + "a 1.00 1.00 1.00 2\nb 1.00 1.00 1.00 2\nc 1.00 1.00 1.00 4\n");

        FluentActions.Invoking(() => FiguresReader.Read(new() { Report = report })).Should().Throw<BadInputException>()
            .WithMessage("*--last-line*");
        FiguresReader.Read(new() { Report = report, LastLine = "class" })[0].ClassNames.Should().HaveCount(3);
        FiguresReader.Read(new() { Report = report, LastLine = "macro" })[0].ClassNames.Should().HaveCount(2);
    }

    [Fact]
    public void Labels_of_a_multi_label_report_are_tables_of_their_own()
    {
        // Of 5 images, 2 with label a and 2 with b; 3 taken for a, none of them wrongly but one.
        const string table = Header + "a 0.67 1.00 0.80 2\nb 1.00 0.50 0.67 2\nmicro avg 0.75 0.75 0.75 4\nsamples avg 0.50 0.50 0.50 4\n";

        FluentActions.Invoking(() => FiguresReader.Read(new() { Report = Written(table) })).Should().Throw<BadInputException>()
            .WithMessage("*multi-label*");
        FiguresAudit.Of(FiguresReader.Read(new() { Report = Written(table), Images = 5 })[0]).Answer.Possibility.Should()
            .Be(Possibility.Consistent);
        // Of 2 images there is none that a could have been taken for wrongly.
        FiguresAudit.Of(FiguresReader.Read(new() { Report = Written(table), Images = 2 })[0]).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    /// <summary>Of 1000 pictures with any of four findings: 130, 55, 70 and 210 found, 60, 40, 55 and 48 false alarms.</summary>
    private const string Findings = "| Finding | Support | Sensitivity | Specificity | PPV | NPV |\n|---|---|---|---|---|---|\n"
        + "| Atelectasis | 200 | 0.650 | 0.925 | 0.684 | 0.914 |\n| Cardiomegaly | 68 | 0.809 | 0.957 | 0.579 | 0.986 |\n"
        + "| Edema | 85 | 0.824 | 0.940 | 0.560 | 0.983 |\n| Effusion | 241 | 0.871 | 0.937 | 0.814 | 0.958 |\n";

    [Fact]
    public void Findings_of_which_a_picture_may_have_several_are_tables_of_their_own_where_all_images_are_known()
    {
        FiguresAudit Of(string table, long images) =>
            FiguresAudit.Of(FiguresReader.Read(new() { Report = Written(table), Images = images })[0]);

        var audit = Of(Findings, 1000);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain("labels by themselves");
        // 740 of 810 that were said to be healthy are 0.914.
        Of(Findings.Replace("0.914", "0.814", StringComparison.Ordinal), 1000).Answer.Possibility.Should().Be(Possibility.Impossible);
        FluentActions.Invoking(() => Of(Findings, 240)).Should().Throw<BadInputException>()
            .WithMessage("--images: found 240 beside a class of 241 images, expected all images of *");
    }

    [Fact]
    public void What_was_rightly_rejected_is_not_judged_where_classes_may_be_left_out() =>
        Audit(Findings).Assumptions.Should().Contain("specificity and npv not judged, as they are of classes that are not listed too");

    /// <summary>Means of scikit-learn 1.2.1's functions and of its report, of [[90, 6, 4], [5, 183, 12], [3, 8, 89]].</summary>
    [Theory]
    [InlineData("0.8983 | 0.9017 | 0.8998", Possibility.Consistent)]
    [InlineData("0.6737 | 0.6763 | 0.6748", Possibility.Consistent)]
    [InlineData("0.8983 | 0.8017 | 0.8998", Possibility.Impossible)]
    public void A_macro_average_may_be_over_the_classes_that_occur(string means, Possibility expected) =>
        Audit("| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n| cat | 0.9184 | 0.9000 | 0.9091 | 100 |\n"
            + "| dog | 0.9289 | 0.9150 | 0.9219 | 200 |\n| bird | 0.8476 | 0.8900 | 0.8683 | 100 |\n| fish | 0.0000 | 0.0000 | 0.0000 | 0 |\n"
            + $"| Macro avg | {means} | 400 |\n").Answer.Possibility.Should().Be(expected);

    /// <summary>Of six classes, a, c and e.</summary>
    [Theory]
    [InlineData("", Possibility.Undecided)]
    [InlineData("176", Possibility.Impossible)]
    public void An_average_without_images_may_be_over_classes_that_are_left_out(string images, Possibility expected)
    {
        var audit = Audit("| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n| a | 0.790 | 0.817 | 0.803 | 60 |\n"
            + $"| c | 0.835 | 0.880 | 0.857 | 75 |\n| e | 0.766 | 0.878 | 0.818 | 41 |\n| Macro avg | 0.788 | 0.812 | 0.797 | {images} |\n");

        audit.Answer.Possibility.Should().Be(expected);
        if (expected == Possibility.Undecided) audit.Figures.Notes.Should().ContainMatch("not judged: averages without images, *");
        FiguresAudit.Possible(audit.Figures).Should().Be(expected);
    }

    [Fact]
    public void A_class_called_by_a_number_that_is_another_ones_place_is_refused_with_both_meanings()
    {
        var report = Written(Header + "1 1.00 1.00 1.00 2\n2 1.00 1.00 1.00 3\n");
        FluentActions.Invoking(() => FiguresReader.Read(new() { Report = report, Claims = ["recall[1]=1.00"] })).Should()
            .Throw<BadInputException>()
            .WithMessage("*the name of class 0*the place of class '2'*");
        FiguresReader.Read(new() { Report = report, Claims = ["recall[#1]=1.00", "recall[\"1\"]=1.00"] })[0].Question.Claims.TakeLast(2)
            .Select(claim => claim.Figure.Class).Should().Equal(1, 0);
        FiguresReader.Read(new() { Report = report, Claims = ["recall[2]=1.00"] })[0].Question.Claims[^1].Figure.Class.Should().Be(1);
    }

    /// <summary>Sizes in years: [[33, 5, 2], [3, 40, 2], [5, 4, 41]]. No share of 45 is 0.88.</summary>
    [Theory]
    [InlineData("0.89", Possibility.Consistent)]
    [InlineData("0.88", Possibility.Impossible)]
    public void A_class_that_is_more_than_something_is_not_a_line_of_a_mail(string recall, Possibility expected)
    {
        var audit = Audit("              precision    recall  f1-score   support\n\n< 50          0.80  0.82  0.81  40\n"
            + $"50            0.82  {recall}  0.85  45\n> 50          0.91  0.82  0.86  50\n\n    accuracy   0.84  135\n");

        audit.Figures.ClassNames.Should().Equal("< 50", "50", "> 50");
        audit.Question.Supports.Should().Equal(40, 45, 50);
        audit.Answer.Possibility.Should().Be(expected);
    }

    private FiguresAudit Audit(string table) => FiguresAudit.Of(FiguresReader.Read(new() { Report = Written(table) })[0]);

    private string Written(string table)
    {
        File.WriteAllText(folder["table.txt"], table);
        return folder["table.txt"];
    }
}
