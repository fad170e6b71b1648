using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using Reproduction.Claims.FigureAudits.Pastes;
using Reproduction.Claims.FigureAudits.Readings;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Confusion matrices in pastes: of 5 cats 4 were seen, of 7 owls 5.</summary>
public sealed class MatrixSpecs
{
    [Fact]
    public void Matrices_of_each_class_against_the_others_are_held_against_nothing()
    {
        // Of 5 cats 4 were seen, of 5 owls 3: hits of cats stand below on the right, and images of others above.
        const string report = "precision recall f1-score support\ncat 0.67 0.80 0.73 5\nowl 0.75 0.60 0.67 5\naccuracy 0.70 10\n";
        var audit = Audit("array([[[3, 2],\n        [1, 4]],\n\n       [[4, 1],\n        [2, 3]]])\n\n" + report);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Matrix.Should().BeNull();
        audit.Figures.Notes.Should().Contain("skipped: 5 lines of other text");
    }

    [Theory]
    [InlineData("cat 4 1\nowl 2 5\n")]
    [InlineData("1 4 1\n2 2 5\n")]
    [InlineData("-1 4 1\n1 2 5\n")]
    [InlineData("class 1 4 1\nclass 2 2 5\n")]
    [InlineData("     1  2\n1   4  1\n2   2  5\n")]
    [InlineData("     cat owl Total\ncat   4   1   5\nowl   2   5   7\n")]
    [InlineData("cat 4 1\nowl 2 5\nTotal 6 6\n")]
    [InlineData("4 1 5\n2 5 7\n")]
    [InlineData("4 1 5\n2 5 7\n6 6 12\n")]
    [InlineData("[[4 1 5]\n [2 5 7]\n [6 6 12]]\n")]
    [InlineData("[[4, 1, 5], [2, 5, 7], [6, 6, 12]]\n")]
    [InlineData("\\begin{bmatrix} 4 & 1 & 5 \\\\ 2 & 5 & 7 \\\\ 6 & 6 & 12 \\end{bmatrix}\n")]
    [InlineData("cat 4 1 5\nowl 2 5 7\nGesamt 6 6 12\n")]
    [InlineData("\\begin{bmatrix} \\mathbf{4} & 1 \\\\ 2 & \\mathbf{5} \\end{bmatrix}\n")]
    [InlineData("┌─────┬─────────┬─────────┐\n│     │   cat   │   owl   │\n├─────┼─────────┼─────────┤\n│ cat │ 4 (80%) │ 1 (20%) │\n"
        + "│ owl │ 2 (29%) │ 5 (71%) │\n└─────┴─────────┴─────────┘\n")]
    [InlineData("| cat | 4 (0.80) | 1 (0.20) |\n+-----+----------+----------+\n| owl | 2 (0.29) | 5 (0.71) |\n")]
    [InlineData("cat & 4 (80\\%) & 1 (20\\%) \\\\\nowl & 2 (28.6\\%) & 5 (71.4\\%) \\\\\n")]
    [InlineData("┊ 4 ┊ 1 ┊\n┊ 2 ┊ 5 ┊\n")]
    [InlineData("┌───┬───┐\n│   │   │\n│ 4 │ 1 │\n│   │   │\n├───┼───┤\n│   │   │\n│ 2 │ 5 │\n└───┴───┘\n")]
    [InlineData("True 4 1 5\nFalse 2 5 7\nTotal 6 6 12\n")]
    [InlineData("| | cat | owl | Total |\n|---|--|--|--|\n| cat | **4** | 1 | 5 |\n| owl | 2 | **5** | 7 |\n| **Total** | 6 | 6 | 12 |\n")]
    [InlineData("Predicted  cat  owl  All\nActual              \ncat    4    1    5\nowl    2    5    7\nAll    6    6   12\n")]
    [InlineData("Predicted  1  2  All\nActual              \n1          4  1    5\n2          2  5    7\nAll        6  6   12\n")]
    [InlineData("Predicted  1  2\nActual\n1          4  1\n2          2  5\n")]
    [InlineData("cat,4,1\nowl,2,5\n")]
    [InlineData("[[4. 1.]\n [2. 5.]]\n")]
    [InlineData("| cat | 4 | 1 |\n+-----+---+---+\n| owl | 2 | 5 |\n")]
    [InlineData("\\begin{pmatrix} 4 & 1 \\\\ 2 & 5 \\end{pmatrix}\n")]
    [InlineData("$$\\left[\\begin{array}{cc}\n4 & 1 \\\\\n2 & 5\n\\end{array}\\right]$$\n")]
    [InlineData(
        "\\begin{tabular}{lcc}\n & cat & owl \\\\ \\hline\ncat & \\textbf{4} & 1 \\\\\n\\hline\nowl & 2 & 5 \\\\\n\\end{tabular}\n")]
    [InlineData("\\multirow{2}{*}{Actual} & cat & 4 & 1 \\\\\n\\cline{2-4}\n & owl & 2 & 5 \\\\\n")]
    [InlineData("4 & 1 \\\\\n2 & 5 \\\\\n")]
    [InlineData("           Predicted cat  Predicted owl\nActual cat       4              1\nActual owl       2              5\n")]
    public void A_matrix_is_read_with_names_that_are_numbers_and_with_sums_beside_it(string matrix)
    {
        var audit = FiguresAudit.Of(Beside(matrix, "accuracy=0.75", "macro_recall=0.7571")[0]);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Supports.Should().Equal(5, 7);
        FiguresAudit.Of(Beside(matrix, "accuracy=0.76")[0]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Thousands_in_a_matrix_are_parted_by_commas_where_blanks_part_its_numbers()
    {
        Beside("cat  1,200    34\nowl     21 1,100\n", "accuracy=0.9766")[0].Question.Supports.Should().Equal(1234, 1121);
        Beside("120,340\n210,100\n", "accuracy=0.2857")[0].Question.Supports.Should().Equal(460, 310);
    }

    [Fact]
    public void A_rule_between_two_matrices_parts_them() =>
        FluentActions.Invoking(() => Beside("4 1\n2 5\n-----\n5 0\n2 5\n", "accuracy=0.75")).Should().Throw<BadInputException>()
            .WithMessage("*2 confusion matrices*");

    [Theory]
    [InlineData("[[1. 0.]\n [0. 1.]]\n")]
    [InlineData("1 1 2\n2 0 2\n")]
    [InlineData("cat 4 1 6\nowl 2 5 7\n")]
    public void What_may_be_shares_or_sums_or_names_is_no_matrix(string matrix) =>
        FluentActions.Invoking(() => Beside(matrix, "accuracy=0.75")).Should().Throw<BadInputException>()
            .WithMessage("*expected the header*");

    [Theory]
    [InlineData("Test set, ResNet-50, seed one\ncat 42 3 5\ndog 1 27 2\nowl 3 2 15\n")]
    [InlineData("Loss: 0.31, Acc: 0.84, time: 3 s\ncat 42 3 5\ndog 1 27 2\nowl 3 2 15\n")]
    [InlineData("|  | C1 | C2 | C3 |\n|---|---|---|---|\n| cat | 42 | 3 | 5 |\n| dog | 1 | 27 | 2 |\n| owl | 3 | 2 | 15 |\n")]
    public void A_caption_above_a_confusion_matrix_and_numbered_classes_name_nothing_else(string matrix) =>
        FiguresAudit.Of(Beside(matrix, "accuracy=0.84")[0]).Answer.Possibility.Should().Be(Possibility.Consistent);

    /// <summary>scikit-learn 1.2.1 of [[90, 6, 4], [5, 183, 12], [3, 8, 89]].</summary>
    [Theory]
    [InlineData("| Class | Train | Val | Test |\n|---|---|---|---|\n| cat | 701 | 99 | 100 |\n| dog | 1403 | 203 | 200 |\n| bird | 697 | 101 | 100 |\n")]
    [InlineData(
        "Class & Train & Val & Test \\\\ \\midrule\ncat & 701 & 99 & 100 \\\\\ndog & 1403 & 203 & 200 \\\\\nbird & 697 & 101 & 100 \\\\\n")]
    [InlineData("class,fold 1,fold 2,fold 3\ncat,33,33,34\ndog,67,67,66\nbird,33,34,33\n")]
    [InlineData("         train   val  test\ncat        701    99   100\ndog       1403   203   200\nbird       697   101   100\n")]
    // Three of its four rows make a square.
    [InlineData(
        "| Class | Train | Val | Test |\n|---|---|---|---|\n| elk | 9 | 9 | 9 |\n| cat | 701 | 99 | 100 |\n| dog | 1403 | 203 | 200 |\n"
        + "| bird | 697 | 101 | 100 |\n")]
    public void Images_of_classes_in_several_sets_are_no_confusion_matrix(string images)
    {
        const string table = "| Class | Precision | Recall | F1 |\n|---|---|---|---|\n| cat | 0.9184 | 0.9000 | 0.9091 |\n"
            + "| dog | 0.9289 | 0.9150 | 0.9219 |\n| bird | 0.8476 | 0.8900 | 0.8683 |\n";

        Refusal(images + "\n" + table).Should().Contain("no support of 'cat'");
        Audit(images + "\n" + table, "100,200,100").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("| | Diseased | Healthy |\n|---|---|---|\n| Test + | 4 | 1 |\n| Test - | 2 | 5 |\n", 1)]
    [InlineData("| | Test + | Test - |\n|---|---|---|\n| Diseased | 4 | 1 |\n| Healthy | 2 | 5 |\n", 1)]
    [InlineData("|  | c | o |\n|---|---|---|\n| cat | 4 | 1 |\n| owl | 2 | 5 |\n", 1)]
    [InlineData("| class | female | male |\n|---|---|---|\n| cat | 4 | 1 |\n| owl | 2 | 5 |\n", 0)]
    public void Columns_of_a_confusion_matrix_are_called_as_its_rows_or_as_outcomes_are(string paste, int matrices) =>
        Paste.Read("paste", paste).Matrices.Should().HaveCount(matrices);

    [Fact]
    public void The_word_Prediction_alone_does_not_say_that_rows_are_predictions()
    {
        const string matrix = "Prediction cat owl\ncat 4 1\nowl 2 5\n";

        FiguresAudit.Of(Beside(matrix, "recall[cat]=0.80")[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        FiguresAudit.Of(Beside("          Reference\n" + matrix, "recall[cat]=0.67")[0]).Answer.Possibility.Should()
            .Be(Possibility.Consistent);
        FiguresAudit.Of(Beside("          Reference\n" + matrix, "recall[cat]=0.80")[0]).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void Of_two_matrices_beside_a_claim_it_is_not_said_which_is_meant() =>
        FluentActions.Invoking(() => Beside("[[4 1]\n [2 5]]\nand\n[[5 0]\n [2 5]]\n", "accuracy=0.75")).Should().Throw<BadInputException>()
            .WithMessage("*2 confusion matrices*expected one matrix beside claims");

    [Fact]
    public void Each_model_of_a_paste_may_have_its_matrix_before_or_behind_its_table()
    {
        // scikit-learn 1.2.1.
        const string first = "[[4 1]\n [2 5]]\n", second = "[[5 0]\n [1 6]]\n";

        Verdicts(first + One + second + Other).Should().Equal(Possibility.Consistent, Possibility.Consistent);
        Verdicts(One + first + Other + second).Should().Equal(Possibility.Consistent, Possibility.Consistent);
    }

    [Fact]
    public void A_matrix_that_two_tables_may_be_of_and_that_prints_neither_is_named_and_not_judged()
    {
        var read = Read(One + "[[3 2]\n [2 5]]\n" + Other);

        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent);
        read[0].Notes.Should().Contain("not judged: the confusion matrix of 2 classes at line 6: of which table it is, is not said");
    }

    [Fact]
    public void A_matrix_that_only_one_of_two_tables_can_be_of_is_held_against_it()
    {
        const string larger = "precision recall f1-score support\ncat 0.80 0.80 0.80 10\nowl 0.86 0.86 0.86 14\naccuracy 0.83 24\n";

        Verdicts(larger + "test\n[[3 2]\n [2 5]]\n" + One).Should().Equal(Possibility.Consistent, Possibility.Impossible);
    }

    [Theory]
    [InlineData("| | Predicted: cat | Predicted: owl |\n|--|--|--|\n| **Actual: cat** | 4 | 1 |\n| **Actual: owl** | 2 | 5 |\n")]
    [InlineData("     cat owl\ncat   4   1\nowl   2   5\n")]
    [InlineData("     Cat Owl\nCat   4   1\nOwl   2   5\n")]
    public void A_matrix_with_names_is_held_against_a_table_that_has_its_classes_in_another_order(string matrix)
    {
        const string table =
            "| | owl | cat |\n|--|--|--|\n| Precision | 0.83 | 0.67 |\n| Recall | 0.71 | 0.80 |\n| F1-Score | 0.77 | 0.73 |\n";
        const string supported = "class,precision,recall,f1-score,support\nowl,0.83,0.71,0.77,7\ncat,0.67,0.80,0.73,5\n";

        Verdicts(table + "\nConfusion matrix:\n" + matrix).Should().Equal(Possibility.Consistent);
        Verdicts(table.Replace("0.71", "0.72", StringComparison.Ordinal) + "\nConfusion matrix:\n" + matrix).Should()
            .Equal(Possibility.Impossible);
        Read(supported + "\n" + matrix)[0].Matrices.Should().ContainSingle().Which.Counts[0, 0].Should().Be(5);
        Verdicts(Other + "\n" + supported + "\n" + matrix).Should().Equal(Possibility.Consistent, Possibility.Consistent);
    }

    [Fact]
    public void A_matrix_in_a_box_says_above_and_beside_it_what_its_columns_and_rows_are()
    {
        // As Julia's MLJ prints it: of 6 cats 4 were seen, of 6 owls 5.
        const string box =
            "          ┌───────────────┐\n          │ Ground Truth  │\n┌─────────┼───────┬───────┤\n│Predicted│  cat  │  owl  │\n"
            + "├─────────┼───────┼───────┤\n│   cat   │   4   │   1   │\n├─────────┼───────┼───────┤\n│   owl   │   2   │   5   │\n"
            + "└─────────┴───────┴───────┘\n";

        FiguresAudit.Of(Beside(box, "recall[cat]=0.6667")[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        FiguresAudit.Of(Beside(box, "recall[cat]=0.8")[0]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Of_a_matrix_with_other_names_it_is_not_known_which_class_is_which()
    {
        // Class 1 is the positive one: of 50 each 45 and 47 were seen.
        const string table = "precision recall f1-score support\n0 0.94 0.90 0.92 50\n1 0.90 0.94 0.92 50\naccuracy 0.92 100\n";
        const string matrix = "                 Predicted positive  Predicted negative\nActual positive         47                  3\n"
            + "Actual negative          5                 45\n";

        Verdicts(table + matrix).Should().Equal(Possibility.Consistent);
        Audit(table + matrix).Matrix!.Agrees.Should().BeTrue();
        using var output = new StringWriter();
        var other = Audit(table + matrix.Replace("47                  3", "40                 10", StringComparison.Ordinal));
        FiguresAuditText.Write(other, output);
        other.Answer.Possibility.Should().Be(Possibility.Consistent);
        output.ToString().Should().Contain("not judged: the confusion matrix at line 5, whose classes have other names than the table's");
    }

    [Theory]
    [InlineData("     N   R   V\nN   50   3   2\nR    2  45   4\nV    3   6  40\n")]
    [InlineData("| | N | R | V |\n|--|--|--|--|\n| N | 50 | 3 | 2 |\n| R | 2 | 45 | 4 |\n| V | 3 | 6 | 40 |\n")]
    public void Classes_may_be_called_as_columns_of_a_report_are(string matrix)
    {
        FiguresAudit.Of(Beside(matrix, "accuracy=0.8710")[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit("              precision    recall  f1-score   support\n\n           N       0.91      0.91      0.91        55\n"
            + "           R       0.83      0.88      0.86        51\n           V       0.87      0.82      0.84        49\n\n" + matrix)
            .Matrix!.Agrees.Should().BeTrue();
    }

    [Fact]
    public void A_matrix_of_other_classes_is_named()
    {
        Read(One + "[[3 1 1]\n [2 5 0]\n [0 0 4]]\n")[0].Notes.Should().Contain("not judged: the confusion matrix of 3 classes at line 6");
        Read(One + Other + "[[3 1 1]\n [2 5 0]\n [0 0 4]]\n")[1].Notes.Should()
            .Contain("not judged: the confusion matrix of 3 classes at line 11");
    }

    [Theory]
    [InlineData("┌────┬────┐\n│ TN │ FP │\n│ 4  │ 1  │\n├────┼────┤\n│ FN │ TP │\n│ 2  │ 5  │\n└────┴────┘\n", 8)]
    [InlineData("| | cat | owl |\n|---|---|---|\n| cat | TP = 4 | FN = 1 |\n| owl | FP = 2 | TN = 5 |\n", 8)]
    [InlineData("+-----+-----+-----+\n| cat | 4/5 | 1/5 |\n+-----+-----+-----+\n| owl | 2/7 | 5/7 |\n+-----+-----+-----+\n", 7)]
    [InlineData("cat & 4 (of 5) & 1 \\\\\nowl & 2 & 5 (of 7) \\\\\n", 6)]
    public void What_is_drawn_as_a_confusion_matrix_and_cannot_be_read_is_named(string drawn, int line)
    {
        var audit = Audit(One + drawn);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Matrix.Should().BeNull();
        audit.Figures.Notes.Should().ContainSingle(note => note.StartsWith("not judged", StringComparison.Ordinal)).Which.Should()
            .Be($"not judged: what is drawn as a confusion matrix at line {line} and holds more than whole numbers");
    }

    [Theory]
    [InlineData("| Class | Train | Val |\n|---|---|---|\n| cat | 70 | 10 |\n| owl | 90 | 11 |\n")]
    [InlineData("| Model | F1 |\n|---|---|\n| A | 0.91 |\n| B | 0.92 |\n")]
    [InlineData("Batch size: 32 | Epochs: 10\n")]
    [InlineData("| epochs: 10 | batch: 32 |\n|---|---|\n| layers: 5 | heads: 8 |\n")]
    [InlineData("| Age | 54 (48-60) | 55 (49-61) |\n|---|---|---|\n| Weight | 70 [60, 80] | 72 [61, 81] |\n")]
    public void What_is_none_is_not_named_so(string other) =>
        Read(One + "\n" + other)[0].Notes.Should().NotContainMatch("*drawn as a confusion matrix*");

    /// <summary>Of 5 cats 4 were seen, of 7 owls 5.</summary>
    private const string One =
        "precision recall f1-score support\n cat 0.67 0.80 0.73 5\n owl 0.83 0.71 0.77 7\naccuracy 0.75 12\nmacro avg 0.75 0.76 0.75 12\n";

    /// <summary>All 5 cats, and of 7 owls 6.</summary>
    private const string Other =
        "precision recall f1-score support\n cat 0.83 1.00 0.91 5\n owl 1.00 0.86 0.92 7\naccuracy 0.92 12\nmacro avg 0.92 0.93 0.92 12\n";

    private static IEnumerable<Possibility> Verdicts(string paste) =>
        Read(paste).Select(figures => FiguresAudit.Of(figures).Answer.Possibility);

    private static IReadOnlyList<AuditedFigures> Beside(string paste, params string[] claims) => Read(paste, claims: claims);
}
