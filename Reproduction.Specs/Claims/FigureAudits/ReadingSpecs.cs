using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
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
        Audit(Header + "a 0.80 1.00 0.89 8\nb nan 0.00 0.00 2\naccuracy 0.80 10\nmacro avg 0.40 0.50 0.44 10\n").Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

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

        AuditInput.Read(Beside("recall[0]=0.60"))[0].Question.Supports.Should().Equal(5, 7);
        AuditInput.Read(Beside("recall[0]=0.75"))[0].Question.Supports.Should().Equal(4, 8);
        FiguresAudit.Of(AuditInput.Read(Beside("recall[0]=0.75"))[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        FiguresAudit.Of(AuditInput.Read(Beside("recall[0]=0.65"))[0]).Answer.Possibility.Should().Be(Possibility.Impossible);
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

        FluentActions.Invoking(() => AuditInput.Read(new() { Report = report })).Should().Throw<BadInputException>()
            .WithMessage("*--last-line*");
        AuditInput.Read(new() { Report = report, LastLine = "class" })[0].ClassNames.Should().HaveCount(3);
        AuditInput.Read(new() { Report = report, LastLine = "macro" })[0].ClassNames.Should().HaveCount(2);
    }

    [Fact]
    public void Labels_of_a_multi_label_report_are_tables_of_their_own()
    {
        // Of 5 images, 2 with label a and 2 with b; 3 taken for a, none of them wrongly but one.
        const string table = Header + "a 0.67 1.00 0.80 2\nb 1.00 0.50 0.67 2\nmicro avg 0.75 0.75 0.75 4\nsamples avg 0.50 0.50 0.50 4\n";

        FluentActions.Invoking(() => AuditInput.Read(new() { Report = Written(table) })).Should().Throw<BadInputException>()
            .WithMessage("*multi-label*");
        FiguresAudit.Of(AuditInput.Read(new() { Report = Written(table), Images = 5 })[0]).Answer.Possibility.Should()
            .Be(Possibility.Consistent);
        // Of 2 images there is none that a could have been taken for wrongly.
        FiguresAudit.Of(AuditInput.Read(new() { Report = Written(table), Images = 2 })[0]).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void A_class_called_by_a_number_that_is_another_ones_place_is_refused_with_both_meanings()
    {
        var report = Written(Header + "1 1.00 1.00 1.00 2\n2 1.00 1.00 1.00 3\n");
        FluentActions.Invoking(() => AuditInput.Read(new() { Report = report, Claims = ["recall[1]=1.00"] })).Should()
            .Throw<BadInputException>()
            .WithMessage("*the name of class 0*the place of class '2'*");
        AuditInput.Read(new() { Report = report, Claims = ["recall[#1]=1.00", "recall[\"1\"]=1.00"] })[0].Question.Claims.TakeLast(2)
            .Select(claim => claim.Figure.Class).Should().Equal(1, 0);
        AuditInput.Read(new() { Report = report, Claims = ["recall[2]=1.00"] })[0].Question.Claims[^1].Figure.Class.Should().Be(1);
    }

    private FiguresAudit Audit(string table) => FiguresAudit.Of(AuditInput.Read(new() { Report = Written(table) })[0]);

    private string Written(string table)
    {
        File.WriteAllText(folder["table.txt"], table);
        return folder["table.txt"];
    }
}
