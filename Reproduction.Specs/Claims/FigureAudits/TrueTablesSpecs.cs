using Reproduction.Claims.Counting.Questions;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Tables that counts print, in forms that are easily taken for something else: none may be called impossible.</summary>
public sealed class TrueTablesSpecs
{
    /// <summary>TP 40, FN 10, FP 5, TN 45: class 1, of which 40 of 50 were found, is first in the matrix and last in the table.</summary>
    [Fact]
    public void A_matrix_of_two_classes_without_names_may_have_the_positive_one_first()
    {
        const string table = "precision recall f1-score support\n\n0 0.82 0.90 0.86 50\n1 0.89 0.80 0.84 50\n\naccuracy 0.85 100\n";

        var audit = PastedTable.Audit("Confusion matrix (TP FN / FP TN):\n[[40 10]\n [ 5 45]]\n\n" + table);
        var other = PastedTable.Audit("Confusion matrix:\n[[41 9]\n [ 5 45]]\n\n" + table);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Matrix!.Agrees.Should().BeTrue();
        other.Matrix!.Agrees.Should().BeFalse("neither order prints the table");
    }

    [Theory]
    [InlineData("3.456780e+05", "1.000000e+01")]
    [InlineData("345678", "10")]
    public void Images_with_an_exponent_and_all_their_digits_are_a_whole_number(string first, string second)
    {
        // 311,110 of 345,678 are 0.90000; 9 of 10.
        PastedTable.Audit(PastedTable.Titles + $"| a | 1.00 | 0.90 | 0.95 | {first} |\n| b | 0.90 | 0.90 | 0.90 | {second} |\n")
            .Question.Supports.Should().Equal(345678, 10);
    }

    [Theory]
    [InlineData("1.23457e+06")]
    [InlineData("1.677722e+07")]
    [InlineData("1e+06")]
    public void Images_of_which_digits_are_missing_are_refused(string images) =>
        PastedTable.Refusal(PastedTable.Titles + $"| a | 0.90 | 0.90 | 0.90 | {images} |\n| b | 0.90 | 0.90 | 0.90 | 10 |\n").Should()
            .EndWith($":3: support is '{images}', expected a whole number of images with all its digits");

    [Theory]
    [InlineData("| class | samples | precision | recall | f1-score | support |", "not judged: samples")]
    [InlineData("| class | n | precision | recall | f1-score | Support |", "not judged: n")]
    public void Of_several_columns_of_images_that_which_is_called_support_is_meant(string titles, string note)
    {
        var audit = PastedTable.Audit(
            $"{titles}\n|---|---|---|---|---|---|\n| cat | 13 | .90 | .90 | .90 | 10 |\n| dog | 17 | .95 | .95 | .95 | 20 |\n"
            + "| accuracy | | | | 0.93 | 30 |\n");

        audit.Question.Supports.Should().Equal(10, 20);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain(note);
    }

    [Theory]
    [InlineData("| class | train images | precision | recall | f1-score |\n|---|---|---|---|---|\n| cat | 13 | .90 | .90 | .90 |\n"
        + "| dog | 17 | .95 | .95 | .95 |\n| total | 30 | .93 | .93 | .93 |\n",
        "*no support of 'cat', expected it in the table or as --support")]
    [InlineData("| class | precision | recall | n | samples |\n|---|---|---|---|---|\n| cat | .90 | .90 | 10 | 13 |\n| dog | .95 | .95 | 20 | 17 |\n",
        "*:1: columns 'n' and 'samples', expected one of the images of each class, called support")]
    [InlineData("| class | prec | rec | f1 | support | precision | recall | f1-score |\n|---|---|---|---|---|---|---|---|\n"
        + "| cat | .90 | .90 | .90 | 10 | .80 | .80 | .80 |\n| dog | .95 | .95 | .95 | 20 | .90 | .90 | .90 |\n",
        "*:1: 'prec' and 'precision' are two columns of precision, expected one: a table for each model")]
    public void What_may_be_images_of_something_else_or_scores_of_two_models_is_refused(string paste, string message) =>
        PastedTable.Refusal(paste).Should().Match(message);

    [Theory]
    [InlineData("        correct  wrong\ncat 178 22\ndog 75 25\n")]
    [InlineData("| Class | TP | FN |\n|---|---|---|\n| cat | 178 | 22 |\n| dog | 75 | 25 |\n")]
    public void Hits_and_misses_of_two_classes_are_no_confusion_matrix(string counts) =>
        PastedTable.Audit(
            "precision recall f1-score support\n\ncat 0.88 0.89 0.88 200\ndog 0.77 0.75 0.76 100\n\naccuracy 0.84 300\n\n" + counts)
            .Answer.Possibility.Should().Be(Possibility.Consistent);

    /// <summary>Rows of the first are predictions; the second has the positive class first.</summary>
    [Theory]
    [InlineData(
        "| cat | 0.889 | 0.800 | 0.842 |\n| dog | 0.875 | 0.840 | 0.857 |\n| owl | 0.848 | 0.933 | 0.889 |\n| accuracy | | | 0.867 |\n\n"
        + "[[16  1  1]\n [ 2 21  1]\n [ 2  3 28]]\n", 20, 25, 30)]
    [InlineData(
        "| healthy | 0.877 | 0.890 | 0.883 |\n| ill | 0.773 | 0.750 | 0.761 |\n| accuracy | | | 0.843 |\n\n[[ 75  25]\n [ 22 178]]\n",
        200, 100)]
    public void A_table_without_supports_has_those_with_which_the_matrix_prints_it(string rows, params int[] supports)
    {
        var audit = PastedTable.Audit("| class | precision | recall | f1-score |\n|---|---|---|---|\n" + rows);

        audit.Question.Supports.Should().Equal(supports.Select(images => (long)images));
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void Rows_of_LaTeX_in_one_line_are_all_read() =>
        PastedTable.Audit(
            "Class & Precision & Recall & F1 & Support \\\\ \\midrule\ncat & 0.89 & 0.80 & 0.84 & 20 \\\\ dog & 0.88 & 0.84 & 0.86 & 25 \\\\\n"
            + "owl & 0.85 & 0.93 & 0.89 & 30 \\\\ \\midrule\nAccuracy & & & 0.87 & \\\\\n")
            .Question.Supports.Should().Equal(20, 25, 30);

    [Theory]
    [InlineData("On Monday you wrote:\n\n> | Class | Precision | Sensitivity | F1 | n |\n> |---|---|---|---|---|\n> | cat | 0.92 | 0.90 | 0.91 | 50 |\n"
        + "> | dog | 0.82 | 0.89 | 0.85 | 45 |\n> | car | 0.95 | 0.88 | 0.91 | 40 |\n\nI agree.\n", "cat", "dog", "car")]
    [InlineData("precision recall f1-score support\n\n< 50 0.92 0.90 0.91 50\n50 0.82 0.89 0.85 45\n> 50 0.95 0.88 0.91 40\n",
        "< 50", "50", "> 50")]
    public void A_quoted_table_is_read_and_a_class_keeps_its_mark(string paste, params string[] names) =>
        PastedTable.Audit(paste).Figures.ClassNames.Should().Equal(names);

    [Fact]
    public void Means_of_images_over_folds_are_not_taken_for_thousands() =>
        PastedTable.Refusal(
            "precision recall f1-score support\ncat 0.652 0.833 0.729 20.400\ndog 0.779 0.722 0.748 25.200\nowl 0.821 0.713 0.761 30.000\n"
            + "macro avg 0.751 0.756 0.746 75.600\n").Should().Contain("support is '20.400', which may be 20400 images or")
            .And.Contain("a mean over folds");

    [Fact]
    public void A_title_may_have_another_name_behind_it() =>
        PastedTable.Audit(
            "| class | Precision (PPV) | Recall (Sensitivity) | F1-score (Dice) | Support (n) |\n|---|---|---|---|---|\n"
            + "| cat | 0.90 | 0.90 | 0.90 | 10 |\n| dog | 0.95 | 0.95 | 0.95 | 20 |\n").Question.Supports.Should().Equal(10, 20);

    /// <summary>
    /// Where class 2 appears before class 1, two folds of 3, 3 and 3 images have (2, 2, 1) and (1, 1, 2): one hit of class 1 in the first
    /// is a recall of (1/2 + 0)/2 and an accuracy of (1/5 + 0)/2.
    /// </summary>
    [Fact]
    public void Stratified_folds_are_those_of_classes_in_whatever_order_they_appear()
    {
        string[] claims = ["recall[0]=0.00", "recall[1]=0.25", "recall[2]=0.00", "accuracy=0.10"];
        string[] Arguments(params string[] more) =>
            ["audit", "--support", "3,3,3", "--folds", "2", .. claims.Concat(more).SelectMany(claim => new[] { "--claim", claim })];

        Commands.Program.Run(Arguments()).ExitCode.Should().Be(0);
        Commands.Program.Run(Arguments("macro_recall=0.20")).ExitCode.Should().Be(1);
    }
}
