using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Figures in lines by themselves beside a table, or between its lines: scikit-learn 1.2.1's report of
/// [[41, 5, 4], [3, 57, 10], [6, 2, 22]], whose accuracy is 120/150, kappa 0.6884, Matthews' correlation 0.6902, mean recall 0.7892, and
/// macro F1 0.7791.
/// </summary>
public sealed class FiguresBesideSpecs
{
    private const string Header = "              precision    recall  f1-score   support\n\n";

    private const string Classes =
        "         cat       0.82      0.82      0.82        50\n         dog       0.89      0.81      0.85        70\n"
        + "        bird       0.61      0.73      0.67        30\n\n";

    private const string Accuracy = "    accuracy                           0.80       150\n";

    private const string Macro = "   macro avg       0.77      0.79      0.78       150\n";

    private const string Weighted = "weighted avg       0.81      0.80      0.80       150\n";

    private const string Report = Header + Classes + Accuracy + Macro + Weighted;

    [Theory]
    [InlineData("       kappa                           0.69       150\n", "kappa=0.69")]
    [InlineData("balanced accuracy                      0.79       150\n", "macro_recall=0.79")]
    [InlineData("         MCC                           0.69\n", "matthews_corrcoef=0.69")]
    [InlineData("\nCohen kappa: 0.69\n\n", "kappa=0.69")]
    [InlineData("\nCohen's kappa = 0.688\nMCC = 0.690\n\n", "kappa=0.688")]
    [InlineData("roc auc                                0.95\n", null)]
    [InlineData("\nROC AUC: 0.95\n\n", null)]
    [InlineData("\nsee the figure below\n\n", null)]
    public void What_stands_below_another_line_between_averages_is_read(string line, string? claim)
    {
        var audit = Audit(Header + Classes + Accuracy + line + Macro + Weighted);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        string[] claims = [.. audit.Question.Claims.Select(own => own with { PublishedAs = null }).Select(own => $"{own}")];
        claims.Should().Contain("macro_f1=0.78").And.Contain("weighted_f1=0.80");
        if (claim is not null) claims.Should().Contain(claim);
        else audit.Figures.Notes.Should().ContainMatch("*line *");
        Verdict(Header + Classes + Accuracy + line + Macro.Replace("0.79      0.78", "0.99      0.98", StringComparison.Ordinal) + Weighted)
            .Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("", "0.80", Possibility.Consistent)]
    [InlineData("", "0.95", Possibility.Impossible)]
    [InlineData("\n", "0.80", Possibility.Consistent)]
    [InlineData("\n", "0.95", Possibility.Impossible)]
    public void An_accuracy_with_all_images_behind_the_averages_and_an_empty_line_is_of_the_report(
        string between, string accuracy, Possibility expected) =>
        Verdict(Header + Classes + Macro + Weighted + between + Accuracy.Replace("0.80", accuracy, StringComparison.Ordinal))
            .Should().Be(expected);

    [Theory]
    [InlineData("Accuracy: 0.8", "Accuracy: 0.9")]
    [InlineData("Accuracy : 80.00%", "Accuracy : 90.00%")]
    [InlineData("Accuracy: 80.0", "Accuracy: 90.0")]
    [InlineData("**Accuracy:** 0.800", "**Accuracy:** 0.900")]
    [InlineData("- Overall Accuracy (OA) = 0,800", "- Overall Accuracy (OA) = 0,900")]
    [InlineData("accuracy_score: 0.8", "accuracy_score: 0.9")]
    [InlineData("[eval] acc = 0.80", "[eval] acc = 0.90")]
    [InlineData("[2024-05-17 10:02:31,114] [INFO] acc = 0.80", "[2024-05-17 10:02:31,114] [INFO] acc = 0.90")]
    [InlineData("[10:02:31] acc = 0.80", "[10:02:31] acc = 0.90")]
    [InlineData("Balanced accuracy: 0.7892", "Balanced accuracy: 0.8792")]
    [InlineData("Cohen kappa: 0.688", "Cohen kappa: 0.99")]
    [InlineData("Kappa 0.6884", "Kappa 0.7884")]
    [InlineData("MCC: 0.69", "MCC: 0.99")]
    [InlineData("Matthews correlation coefficient: 0.6902", "Matthews correlation coefficient: 0.7902")]
    [InlineData("Macro-averaged F1 score: 0.7791376451077943", "Macro-averaged F1 score: 0.8791376451077943")]
    [InlineData("F1 (macro) = 0.779", "F1 (macro) = 0.879")]
    [InlineData("Overall accuracy = 0.800, macro-F1 = 0.78.", "Overall accuracy = 0.800, macro-F1 = 0.99.")]
    [InlineData("| Kappa | 0.688 |", "| Kappa | 0.99 |")]
    [InlineData("Accuracy (%): 80.0", "Accuracy (%): 90.0")]
    [InlineData("Top-1 accuracy: 0.80", "Top-1 accuracy: 0.90")]
    [InlineData("Error rate: 0.20", "Error rate: 0.10")]
    [InlineData("Misclassification rate 20.0 %", "Misclassification rate 10.0 %")]
    [InlineData("accuracy =\n\n    0.800", "accuracy =\n\n    0.900")]
    // 41 of 59, 57 of 77 and 22 of 44.
    [InlineData("Macro IoU: 0.6451", "Macro IoU: 0.7451")]
    public void A_figure_of_all_classes_beside_the_one_table_is_held_against_it(string right, string wrong)
    {
        foreach (var (above, below) in new[] { ("\n\n" + Report, ""), ("\n\nClassification report:\n" + Report, ""),
            ("\n", Report + "\n"), ("\n", Report + "\nConfusion matrix:\n\n") })
        {
            var figures = Read(below + right + above).Should().ContainSingle().Which;

            FiguresAudit.Possible(figures).Should().Be(Possibility.Consistent);
            figures.Notes.Should().ContainMatch("held against the table: * (line *)").And.NotContainMatch("not judged: *");
        }
        Verdict(wrong + "\n\n" + Report).Should().Be(Possibility.Impossible);
    }

    [Theory]
    // The average is not said, or there is no such figure.
    [InlineData("F1: 0.99\n", "F1 = 0.99 (line 1)")]
    [InlineData("Precision: 0.99, Recall: 0.98\n", "Precision = 0.99 (line 1), Recall = 0.98 (line 1)")]
    [InlineData("ROC AUC: 0.99\n", "ROC AUC = 0.99 (line 1)")]
    [InlineData("roc_auc_score 0.99\n", "roc_auc_score = 0.99 (line 1)")]
    [InlineData("Average accuracy: 0.99\n", "Average accuracy = 0.99 (line 1)")]
    [InlineData("avg macro F1: 0.99\n", "avg macro F1 = 0.99 (line 1)")]
    // Of the loss of a training, too; two things are said of the unit, or it is in neither.
    [InlineData("error: 0.01\n", "error = 0.01 (line 1)")]
    [InlineData("zero_one_loss: 30\n", "zero_one_loss = 30 (line 1)")]
    [InlineData("- Accuracy: 0.79\n+ Accuracy: 0.80\n", "Accuracy = 0.79 (line 1)")]
    [InlineData("[5/5] Accuracy: 0.99\n", "[5/5] Accuracy = 0.99 (line 1)")]
    [InlineData("[0.3] Accuracy: 0.99\n", "[0.3] Accuracy = 0.99 (line 1)")]
    [InlineData("Accuracy (%): 0.99\n", "Accuracy (%) = 0.99 (line 1)")]
    [InlineData("Accuracy: 1.5\n", "Accuracy = 1.5 (line 1)")]
    [InlineData("Accuracy: 300%\n", "Accuracy = 300% (line 1)")]
    // Another set, another model, folds.
    [InlineData("Training accuracy: 0.99\n", "Training accuracy = 0.99 (line 1)")]
    [InlineData("Test accuracy: 0.99\n", "Test accuracy = 0.99 (line 1)")]
    [InlineData("val_accuracy: 0.99\n", "val_accuracy = 0.99 (line 1)")]
    [InlineData("Accuracy (validation): 0.99\n", "Accuracy (validation) = 0.99 (line 1)")]
    [InlineData("Accuracy: 0.99 (train)\n", "Accuracy (train) = 0.99 (line 1)")]
    [InlineData("Accuracy: 0.99 ± 0.01\n", "Accuracy = 0.99±0.01 (line 1)")]
    [InlineData("Baseline accuracy: 0.99\n", "Baseline accuracy = 0.99 (line 1)")]
    [InlineData("Accuracy: 0.99\n\nSupport vector machine\n\n", "Accuracy = 0.99 (line 1)")]
    [InlineData("Accuracy: 0.99\nResults on the validation set:\n", "Accuracy = 0.99 (line 1)")]
    [InlineData("Accuracy: 0.99\nAccuracy: 0.80\n", "Accuracy = 0.99 (line 1), Accuracy = 0.80 (line 2)")]
    // A heading above, a model in brackets.
    [InlineData("Majority class classifier:\nAccuracy: 0.47\n", "Accuracy = 0.47 (line 2)")]
    [InlineData("Agreement of the two annotators\nkappa = 0.62\n", "kappa = 0.62 (line 2)")]
    [InlineData("Public leaderboard:\nAccuracy: 0.7467\nmacro F1: 0.7011\n\nClassification report\n",
        "Accuracy = 0.7467 (line 2), macro F1 = 0.7011 (line 3)")]
    [InlineData("| Metric | Two physicians |\n|---|---|\n| Accuracy | 0.7467 |\n", "Accuracy = 0.7467 (line 3)")]
    [InlineData("[LogReg] Accuracy: 0.7467\n", "[LogReg] Accuracy = 0.7467 (line 1)")]
    // A step of a training, a setting.
    [InlineData("iter: 1200, loss: 0.0312, acc: 0.9911\n", "acc = 0.9911 (line 1)")]
    [InlineData("threshold: 0.3, accuracy: 0.7467\n", "accuracy = 0.7467 (line 1)")]
    [InlineData("threshold: 0.3\naccuracy: 0.7467\n", "accuracy = 0.7467 (line 2)")]
    // An area under a curve, errors with weights.
    [InlineData("Average precision score (macro): 0.8613\n", "Average precision score (macro) = 0.8613 (line 1)")]
    [InlineData("Weighted kappa: 0.6302\n", "Weighted kappa = 0.6302 (line 1)")]
    // Of other images.
    [InlineData("kappa 0.99 160\n", "kappa = 0.99 (line 1)")]
    public void A_figure_that_may_be_of_something_else_is_named_with_its_line(string before, string named)
    {
        var audit = Audit(before + "\n" + Report);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
    }

    [Theory]
    // Of a micro average other classes are left out; rows under no title may be sets of their own; of two tables it is not said which.
    [InlineData(Header + Classes + "   micro avg       0.80      0.80      0.80       150\n" + Macro)]
    [InlineData("| | n | Precision | Recall |\n|---|---|---|---|\n| cat | 50 | 0.82 | 0.82 |\n| dog | 70 | 0.89 | 0.81 |\n| bird | 30 | 0.61 | 0.73 |\n")]
    [InlineData(Report + "\n" + Report)]
    public void A_figure_beside_a_table_that_does_not_say_that_it_is_of_the_same_is_named(string report)
    {
        var figures = Read(report + "\nAccuracy: 0.99\n")[0];

        figures.Notes.Should().ContainMatch("not judged: Accuracy = 0.99 (line *)");
        FiguresAudit.Of(figures).Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>The table does not say that it shows all classes: the figures may be of others, too.</summary>
    [Theory]
    [InlineData("Overall accuracy = 0.800, macro-F1 = 0.78", Possibility.Consistent)]
    [InlineData("Overall accuracy = 0.900, macro-F1 = 0.99", Possibility.Undecided)]
    public void Beside_a_table_that_may_leave_classes_out_what_is_impossible_of_its_own_is_undecided(string line, Possibility expected) =>
        Verdict(Titles + "| cat | 0.820 | 0.820 | 0.820 | 50 |\n| dog | 0.891 | 0.814 | 0.851 | 70 |\n"
            + $"| bird | 0.611 | 0.733 | 0.667 | 30 |\n\n{line}\n").Should().Be(expected);

    [Fact]
    public void A_matrix_beside_the_table_is_held_against_them_too()
    {
        const string matrix = "[[41 5 4]\n [3 57 10]\n [6 2 22]]\n";

        Verdict("Kappa: 0.6884\n" + matrix + Report).Should().Be(Possibility.Consistent);
        Verdict("Kappa: 0.6984\n" + matrix + Report).Should().Be(Possibility.Impossible);
    }

    /// <summary>Without those of no relation 79 of 100 were found, and of 100 taken for relations; the F1s 0.851 and 0.667.</summary>
    [Theory]
    [InlineData("micro-F1: 0.7900")]
    [InlineData("macro F1: 0.7587")]
    [InlineData("Balanced accuracy: 0.7738")]
    public void A_mean_beside_classes_of_which_one_is_none_is_named(string line)
    {
        var audit = Audit(Report.Replace("         cat", " no_relation", StringComparison.Ordinal) + $"\n{line}\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().ContainMatch($"not judged: {line.Split(':')[0]} = * (line 11)");
    }

    [Fact]
    public void A_figure_that_another_cell_of_a_notebook_printed_is_named_and_one_of_the_same_cell_is_held_against_the_table()
    {
        static string Cell(string text) => "{\"cell_type\": \"code\", \"metadata\": {}, \"source\": [], \"outputs\": [{\"output_type\": "
            + $"\"stream\", \"name\": \"stdout\", \"text\": {System.Text.Json.JsonSerializer.Serialize(text)}}}]}}";
        static string Notebook(params string[] cells) => $"{{\"cells\": [{string.Join(",", cells.Select(Cell))}], \"nbformat\": 4}}";

        var audit = Audit(Notebook("Accuracy: 0.7467\n", Report));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().ContainMatch("not judged: Accuracy = 0.7467 (line *)");
        Audit(Notebook("Loading\n", "Accuracy: 0.80\n\n" + Report)).Figures.Notes
            .Should().ContainMatch("held against the table: Accuracy*");
        Verdict(Notebook("Loading\n", "Accuracy: 0.7467\n\n" + Report)).Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_figure_that_many_lines_repeat_is_held_against_the_table_once()
    {
        var audit = Audit(string.Concat(Enumerable.Repeat("acc: 0.80\n", 300)) + "\n" + Report);

        audit.Figures.Notes.Where(note => note.StartsWith("held against", StringComparison.Ordinal)).Should().ContainSingle();
        audit.Question.Claims.Should().HaveCount(Audit(Report).Question.Claims.Count + 1);
    }

    [Fact]
    public void A_figure_beside_a_set_of_images_is_named() =>
        Read("Accuracy: 0.1234\n\n{\"test\": {\"precision\": 0.7455, \"recall\": 0.82, \"f1\": 0.781, \"support\": 150, \"accuracy\": 0.8467}}\n")
            .Should().ContainSingle().Which.Notes.Should().Contain("not judged: Accuracy = 0.1234 (line 1)");
}
