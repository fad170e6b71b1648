using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Whole numbers beside a table that are no confusion matrix, or have its classes in another order.</summary>
public sealed class OtherMatricesSpecs
{
    /// <summary>Of [[45, 3, 2], [4, 38, 3], [1, 2, 52]]: 50, 45 and 55 images, and 50, 43 and 57 taken for each.</summary>
    private const string Table =
        "| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n| cat | 0.900 | 0.900 | 0.900 | 50 |\n"
        + "| dog | 0.884 | 0.844 | 0.864 | 45 |\n| car | 0.912 | 0.945 | 0.929 | 55 |\n| Accuracy | | | 0.900 | 150 |\n\n";

    private const string Images = "|---|---|---|---|\n| cat | 20 | 15 | 15 |\n| dog | 15 | 15 | 15 |\n| car | 25 | 20 | 10 |\n";

    [Theory]
    [InlineData("Test images per year:\n\n| Class | 2019 | 2020 | 2021 |\n")]
    [InlineData("Test images:\n\n| Class | 2019 | 2020 | 2021 |\n")]
    [InlineData("Test images:\n\n| | 2019 | 2020 | 2021 |\n")]
    [InlineData("Test images per fold:\n\n| Class | 1 | 2 | 3 |\n")]
    [InlineData("Test images by site:\n\n| Class | A | B | C |\n")]
    public void Images_of_classes_by_year_fold_or_site_are_no_confusion_matrix(string header)
    {
        var audit = Audit(Table + header + Images);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Matrix.Should().BeNull();
        audit.Figures.Notes.Should().Contain("skipped: 5 lines of other text");
        // Of 50 cats 45 are 0.900, and 46 are 0.920.
        Audit(Table.Replace("0.900 | 0.900 | 0.900", "0.900 | 0.910 | 0.900", StringComparison.Ordinal) + header + Images)
            .Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Beside_rows_with_names_columns_with_numbers_from_1_may_be_folds_and_are_judged_only_if_they_print_the_table()
    {
        const string header = "Images:\n\n| Class | 1 | 2 | 3 |\n";
        const string matrix = "|---|---|---|---|\n| cat | 45 | 3 | 2 |\n| dog | 4 | 38 | 3 |\n| car | 1 | 2 | 52 |\n";
        var audit = Audit(Table + header + Images);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Text(audit).Should().Contain("not judged: the confusion matrix at line 12, whose columns have numbers where its rows have names");
        Audit(Table + header + matrix).Matrix!.Agrees.Should().BeTrue();
        Audit(Table + "Confusion matrix:\n\n| Class | 1 | 2 | 3 |\n" + Images).Answer.Possibility.Should()
            .Be(Possibility.Impossible, "the caption says what it is");
    }

    /// <summary>Of [[363, 37], [12, 188]]; in per cent of each class that is 91 and 9, 6 and 94.</summary>
    [Fact]
    public void Shares_in_per_cent_of_each_class_are_not_taken_for_its_images()
    {
        const string table =
            "| Class | Precision | Recall | F1 |\n|---|---|---|---|\n| cat | 0.968 | 0.908 | 0.937 |\n| dog | 0.836 | 0.940 | 0.885 |\n"
            + "| Accuracy | | | 0.918 |\n\nConfusion matrix (in per cent of each class).\n\n";
        const string shares = "| | cat | dog |\n|---|---|---|\n| cat | 91 | 9 |\n| dog | 6 | 94 |\n";

        Refusal(table + shares).Should().Contain("no support of 'cat', expected it in the table or as --support");
        Audit(table + shares, "400,200").Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(table.Replace("0.918", "0.938", StringComparison.Ordinal) + shares, "400,200").Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void A_matrix_of_100_images_a_class_is_one_of_images_if_it_prints_the_table()
    {
        // Of 97 that were taken for cats 91 were, and of 103 that were taken for dogs 94.
        var audit = Audit(
            "| Class | Precision | Recall | F1 |\n|---|---|---|---|\n| cat | 0.938 | 0.910 | 0.924 |\n| dog | 0.913 | 0.940 | 0.926 |\n"
            + "| Accuracy | | | 0.925 |\n\n| | cat | dog |\n|---|---|---|\n| cat | 91 | 9 |\n| dog | 6 | 94 |\n");

        audit.Question.Supports.Should().Equal(100, 100);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>Of the matrix below, whose first class is cat, second dog and third car; sorted by F1.</summary>
    private const string Sorted =
        "| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n| dog | 0.839 | 0.940 | 0.887 | 50 |\n"
        + "| car | 0.894 | 0.840 | 0.866 | 50 |\n| cat | 0.851 | 0.800 | 0.825 | 50 |\n| Accuracy | | | 0.860 | 150 |\n\nConfusion matrix:\n\n";

    [Theory]
    [InlineData("[[40  6  4]\n [ 2 47  1]\n [ 5  3 42]]\n")]
    [InlineData("|   | 0 | 1 | 2 |\n|---|---|---|---|\n| 0 | 40 | 6 | 4 |\n| 1 | 2 | 47 | 1 |\n| 2 | 5 | 3 | 42 |\n")]
    [InlineData("40 2 5\n6 47 3\n4 1 42\n")]
    public void A_table_sorted_by_score_may_have_a_matrix_without_names_in_another_order(string matrix)
    {
        var audit = Audit(Sorted + matrix);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Matrix!.Matrix[0, 0].Should().Be(47);
        Text(audit).Should().Contain("prints every figure, if its classes stand in another order than the table's");
        // Hits of 48 dogs and 41 cars are possible, but not of this matrix.
        var other = Sorted.Replace("0.839 | 0.940 | 0.887", "0.842 | 0.960 | 0.897", StringComparison.Ordinal)
            .Replace("0.894 | 0.840 | 0.866", "0.891 | 0.820 | 0.854", StringComparison.Ordinal);
        Audit(other).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(other + matrix).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>[[45, 5, 0], [3, 42, 5], [1, 4, 45]], of which the figures of the first and the last class are exchanged.</summary>
    [Fact]
    public void A_table_whose_classes_stand_in_the_order_of_the_alphabet_has_a_matrix_in_that_order() =>
        Audit(
            "precision recall f1-score support\n\nant 0.90 0.90 0.90 50\nbee 0.82 0.84 0.83 50\ncat 0.92 0.90 0.91 50\n\naccuracy 0.88 150\n\n"
            + "[[45  5  0]\n [ 3 42  5]\n [ 1  4 45]]\n").Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void A_sorted_table_without_supports_has_those_of_the_matrix_in_its_own_order()
    {
        // Of 50 cats 40 of 47, of 60 dogs 57 of 66, of 40 cars 32 of 37 that were taken for them.
        const string table =
            "| Class | Precision | Recall | F1 |\n|---|---|---|---|\n| dog | 0.864 | 0.950 | 0.905 |\n| car | 0.865 | 0.800 | 0.831 |\n"
            + "| cat | 0.851 | 0.800 | 0.825 |\n| Accuracy | | | 0.860 |\n\n";
        const string matrix = "[[40  6  4]\n [ 2 57  1]\n [ 5  3 32]]\n";

        Audit(table + matrix).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(table + matrix).Question.Supports.Should().Equal(60, 40, 50);
        Audit(table.Replace("0.950", "0.910", StringComparison.Ordinal) + matrix).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Classes_that_are_numbers_in_their_order_have_a_matrix_in_that_order()
    {
        var numbered = Sorted.Replace("| dog", "| 0", StringComparison.Ordinal).Replace("| car", "| 1", StringComparison.Ordinal)
            .Replace("| cat", "| 2", StringComparison.Ordinal);

        Audit(numbered + "[[40  6  4]\n [ 2 47  1]\n [ 5  3 42]]\n").Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit(numbered + "[[47  1  2]\n [ 3 42  5]\n [ 6  4 40]]\n").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>With a step for each pair of them it takes half a minute.</summary>
    [Fact]
    public void Brackets_that_are_never_closed_are_passed_in_one_go()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Refusal("description: " + new string('[', 200_000)).Should().EndWith("expected the header precision recall f1-score support");
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    private static string Text(FiguresAudit audit)
    {
        using var output = new StringWriter();
        FiguresAuditText.Write(audit, output);
        return output.ToString();
    }
}
