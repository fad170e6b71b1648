using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Tables that go on under their header once more: [[9, 0, 1, 0], [0, 19, 1, 0], [1, 1, 38, 0], [0, 0, 0, 10]], 76 hits of 80, of which
/// the last two classes have 48 of 50.
/// </summary>
public sealed class ContinuedTablesSpecs
{
    private const string First = Titles + "| cat | 0.900 | 0.900 | 0.900 | 10 |\n| dog | 0.950 | 0.950 | 0.950 | 20 |\n";

    private const string Second = Titles + "| owl | 0.950 | 0.950 | 0.950 | 40 |\n| elk | 1.000 | 1.000 | 1.000 | 10 |\n";

    private const string Accuracy = "| Accuracy | | | 0.950 | |\n";

    private const string Macro = "| Macro avg | 0.950 | 0.950 | 0.950 | |\n";

    private const string MacroOfAll = "| Macro avg | 0.950 | 0.950 | 0.950 | 80 |\n";

    /// <summary>0.960 are 48 of 50, and 0.975 the mean of the last two classes: of all they are none.</summary>
    [Theory]
    [InlineData("", MacroOfAll, "0.975 | 0.950", Possibility.Impossible)]
    [InlineData("\nSee also the figures above.\n\n", MacroOfAll, "0.975 | 0.950", Possibility.Impossible)]
    [InlineData("", Macro, "0.975 | 0.950", Possibility.Undecided)]
    [InlineData("\nTable 2 (continued)\n\n", Macro, "0.975 | 0.950", Possibility.Undecided)]
    [InlineData("\n(continued)\n\n", Accuracy, "0.960", Possibility.Impossible)]
    [InlineData("\nTable 2, cont'd\n", Accuracy, "0.960", Possibility.Impossible)]
    [InlineData("\nTabelle 2 (Fortsetzung)\n", Accuracy, "0.960", Possibility.Impossible)]
    [InlineData("\n", Accuracy, "0.970", Possibility.Impossible)]
    public void Its_averages_are_of_the_classes_of_all_pieces(string between, string averages, string wrong, Possibility expected)
    {
        var right = wrong.Length > 5 ? "0.950 | 0.950" : "0.950";
        var audit = Audit(First + between + Second + averages);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "owl", "elk");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().ContainMatch("read: a table of 4 classes in lines 1 to * (Markdown), in 2 pieces under one header");
        var place = averages.IndexOf(right, StringComparison.Ordinal);
        Audit(First + between + Second + averages[..place] + wrong + averages[(place + right.Length)..]).Answer.Possibility.Should()
            .Be(expected);
    }

    [Fact]
    public void There_may_be_more_than_two_pieces() =>
        Audit(First + "\nTable 2 (continued)\n\n" + Titles + "| owl | 0.950 | 0.950 | 0.950 | 40 |\n\nTable 2 (continued)\n\n" + Titles
            + "| elk | 1.000 | 1.000 | 1.000 | 10 |\n" + MacroOfAll).Question.Supports.Should().Equal(10, 20, 40, 10);

    [Theory]
    // Averages with the images of the second table.
    [InlineData("\n", "| Accuracy | | | 0.960 | 50 |\n")]
    [InlineData("\nTable 2 (continued)\n", "| Macro avg | 0.975 | 0.975 | 0.975 | 50 |\n")]
    // Something else is said between.
    [InlineData("\nOf the other model:\n", "| Accuracy | | | 0.960 | |\n")]
    [InlineData("\nWe continued with animals of the second data set, and found no more errors.\n\n", "| Accuracy | | | 0.960 | |\n")]
    // The accuracy is theirs, 48 of 50, and not that of all.
    [InlineData("", "| Accuracy | | | 0.960 | |\n")]
    [InlineData("\n", "| Accuracy | | | 0.960 | |\n")]
    // Nothing says that it is one.
    [InlineData("\n", "")]
    public void Tables_of_other_classes_with_averages_of_their_own_are_tables_of_their_own(string between, string averages) =>
        Read(First + between + Second + averages).Select(table => string.Join(' ', table.ClassNames)).Should().Equal("cat dog", "owl elk");

    /// <summary>86 + 41 hits of 150 images and, in another file, 70 + 33 of 123.</summary>
    [Fact]
    public void Two_files_that_were_put_together_are_two_tables()
    {
        const string header = "class,precision,recall,f1,support\n";
        var tables = Read(header + "cat,0.9053,0.8600,0.8821,100\ndog,0.7455,0.8200,0.7810,50\n" + header
            + "car,0.8974,0.8537,0.8750,82\nbus,0.7333,0.8049,0.7674,41\naccuracy,,,0.8374,\n");

        tables.Select(table => string.Join(' ', table.ClassNames)).Should().Equal("cat dog", "car bus");
        tables.Select(table => FiguresAudit.Of(table).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent);
    }

    /// <summary>Half of 20 and of 40 images.</summary>
    [Fact]
    public void An_accuracy_that_may_be_of_the_last_piece_or_of_all_is_named_and_not_judged()
    {
        var audit = Audit(Titles + "| cat | 0.5 | 0.5 | 0.5 | 10 |\n| dog | 0.5 | 0.5 | 0.5 | 10 |\n\n" + Titles
            + "| owl | 0.5 | 0.5 | 0.5 | 10 |\n| elk | 0.5 | 0.5 | 0.5 | 10 |\n| Accuracy | | | 0.5 | |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "owl", "elk");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: Accuracy (of all classes, or of the last)");
    }

    [Fact]
    public void A_table_with_averages_does_not_go_on() =>
        Read(First + "| Accuracy | | | 0.933 | 30 |\n\nTable 2 (continued)\n\n" + Second + Accuracy).Should().HaveCount(2);
}
