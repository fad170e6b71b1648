using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What the titles of columns say, over the scores of [[90, 6, 4], [5, 183, 12], [3, 8, 89]], to three digits.</summary>
public sealed class ColumnTitlesSpecs
{
    private static readonly string[] Classes = ["cat", "dog", "bird"];
    private static readonly string[] Precision = ["0.918", "0.929", "0.848"];
    private static readonly string[] Recall = ["0.900", "0.915", "0.890"];
    private static readonly string[] F1 = ["0.909", "0.922", "0.868"];
    private static readonly string[] Images = ["100", "200", "100"];

    [Theory]
    [InlineData("Images (train)", "501", "1003", "707")]
    [InlineData("Samples [training set]", "501", "1003", "707")]
    [InlineData("Images (thousands)", "1", "2", "1")]
    [InlineData("Support (%)", "25", "50", "25")]
    [InlineData("Support in %", "25", "50", "25")]
    // What was taken for the classes, and what was hit or missed.
    [InlineData("Images (predicted)", "98", "197", "105")]
    [InlineData("Support (pred.)", "98", "197", "105")]
    [InlineData("n (correct)", "90", "183", "89")]
    [InlineData("Count (misclassified)", "10", "17", "11")]
    public void Other_images_and_shares_of_them_are_no_supports(string title, params string[] numbers)
    {
        foreach (var table in new[] { Table(("Precision", Precision), ("Recall", Recall), ("F1", F1), (title, numbers)),
            Table((title, numbers), ("Precision", Precision), ("Recall", Recall), ("F1", F1)) })
        {
            Refusal(table).Should().EndWith(":3: no support of 'cat', expected it in the table or as --support");
            Audit(table, "100,200,100").Answer.Possibility.Should().Be(Possibility.Consistent);
            Audit(table, "100,200,100").Figures.Notes.Should().Contain($"not judged: {title}");
        }
    }

    // The F2 of the first class is 5 · 90 / (4 · 100 + 98) = 0.904.
    [Theory]
    [InlineData("F-measure (β=2)", "0.904", "0.918", "0.881")]
    [InlineData("F2", "0.904", "0.918", "0.881")]
    [InlineData("F1 (Smith et al.)", "0.81", "0.84", "0.79")]
    [InlineData("F1 [ViT]", "0.81", "0.84", "0.79")]
    public void A_score_whose_title_says_more_in_brackets_is_named_and_not_judged(string title, params string[] figures)
    {
        var audit = Audit(Table(("Precision", Precision), ("Recall", Recall), (title, figures), ("F1", F1), ("Support", Images)));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {title}");
    }

    [Theory]
    [InlineData("Precision (PPV)", "Recall (Sensitivity, TPR)", "F1 (β=1)", "Images (test set)")]
    [InlineData("Precision (test)", "Recall (test)", "F1-score (test)", "Support (number of images)")]
    [InlineData("Precision (↑)", "Recall [↑]", "F-measure (F1)", "Support (n)")]
    [InlineData("Precision (correctness)", "Sensitivity (Se)", "F1-score (Dice coefficient)", "Support (patients)")]
    [InlineData("Precision (class-wise)", "Recall (Sensitivity/TPR)", "F1 (class-wise)", "Support (N=400)")]
    [InlineData("Positive predictive value (PPV)", "Recall (per class)", "F1 (test set)", "Images (per class)")]
    [InlineData("Precision (user's accuracy)", "Recall (producer's accuracy)", "F1 (Dice)", "n (images)")]
    public void Another_name_in_brackets_changes_nothing(string precision, string recall, string f1, string images)
    {
        var audit = Audit(Table((precision, Precision), (recall, Recall), (f1, F1), (images, Images)));

        audit.Question.Supports.Should().Equal(100, 200, 100);
        audit.Question.Claims.Should().HaveCount(9);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("Precision (train)", "Recall (train)", "Precision (train)", "precision")]
    [InlineData("Precision", "Recall (95% CI)", "Recall (95% CI)", "recall")]
    public void A_table_is_refused_whose_precision_or_recall_may_be_another(string precision, string recall, string title, string score)
    {
        var refusal = $":1: '{title}', which may be something else than {score}, expected a title that says {score} and no more";
        var table = Table((precision, Precision), (recall, Recall), ("F1", F1), ("Support", Images));

        Refusal(table).Should().EndWith(refusal);
        Read(table + "\n" + Table(("Precision", Precision), ("Recall", Recall), ("F1", F1), ("Support", Images)))[0].Notes.Should()
            .ContainMatch($"not judged: *{refusal}");
    }

    [Theory]
    [InlineData("TP Rate", "Recall")]
    [InlineData("Recall", "Sensitivity")]
    public void A_table_may_have_recall_under_the_names_of_two_fields(string one, string other)
    {
        string With(string[] recall) => Table((one, Recall), ("Precision", Precision), (other, recall), ("Support", Images));

        Audit(With(Recall)).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(With(["0.900", "0.915", "0.880"])).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("F1", "F-measure", "f1")]
    [InlineData("Recall (test)", "Recall", "recall")]
    public void A_score_twice_under_names_of_one_field_is_of_two_models(string one, string other, string score) =>
        Refusal(Table((one, Recall), ("Precision", Precision), ("Sensitivity", Recall), (other, F1), ("Support", Images))).Should()
            .EndWith($":1: '{one}' and '{other}' are two columns of {score}, expected one: a table for each model");

    [Theory]
    [InlineData("r", "p")]
    [InlineData("R", "P")]
    public void The_r_and_p_of_a_correlation_are_no_recall_and_precision(string r, string p) =>
        Refusal($"| Variable | {r} | {p} | n |\n|---|---|---|---|\n| Age | 0.31 | 0.002 | 96 |\n| Dose | -0.12 | 0.244 | 96 |\n").Should()
            .EndWith($":1: '{r}', which may be something else than recall, expected a title that says recall and no more");

    [Fact]
    public void The_P_of_a_test_beside_a_precision_is_named_and_not_judged()
    {
        var audit = Audit(Table(("n", Images), ("Sensitivity", Recall), ("Specificity", ["0.973", "0.930", "0.947"]), ("PPV", Precision),
            ("P", ["0.012", "0.140", "0.003"])));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: P");
    }

    [Theory]
    [InlineData("P", "R", "F1")]
    [InlineData("p", "r", "f")]
    public void P_and_R_side_by_side_are_precision_and_recall(string p, string r, string f)
    {
        Audit(Table((p, Precision), (r, Recall), ("n", Images))).Question.Claims.Should().HaveCount(6);
        Audit(Table((r, Recall), (p, Precision), (f, F1), ("n", Images))).Question.Claims.Should().HaveCount(9);
        Audit(Table((r, Recall), (p, Precision), (f, Recall), ("n", Images))).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("Precision/PPV", "Sensitivity/Recall", "F1")]
    [InlineData("Precision / PPV", "Recall/Sensitivity", "F1-score/F-measure")]
    [InlineData("PPV/Precision", "Recall/TPR/Sensitivity", "F\\textsubscript{1}")]
    [InlineData("Precision", "Recall", "F$_{1}$")]
    [InlineData("Precision", "Recall", "\\textbf{F\\textsubscript{1}}-score")]
    public void A_title_may_have_two_names_of_a_score_or_an_index(string precision, string recall, string f1)
    {
        string With(string[] scores) => Table((precision, Precision), (recall, Recall), (f1, scores), ("Images", Images));

        Audit(With(F1)).Question.Supports.Should().Equal(100, 200, 100);
        Audit(With(F1)).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(With(["0.909", "0.922", "0.898"])).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_title_of_two_scores_is_of_neither() =>
        Refusal(Table(("Precision", Precision), ("Recall/Specificity", Recall), ("F1", F1), ("Support", Images))).Should()
            .EndWith(", expected the header precision recall f1-score support");

    // No share of 200 images is 0.911.
    [Theory]
    [InlineData("0.915", Possibility.Consistent)]
    [InlineData("0.911", Possibility.Impossible)]
    public void A_title_may_say_that_an_interval_stands_behind_each_score(string recall, Possibility expected)
    {
        string[] WithInterval(params string[] scores) => [.. scores.Select(score => $"{score} (0.80–0.99)")];

        var audit = Audit(Table(
            ("Precision (95% CI)", WithInterval(Precision)), ("Recall [95 % CI]", WithInterval("0.900", recall, "0.890")),
            ("F1 (95% confidence interval)", WithInterval(F1)), ("Support", Images)));

        audit.Question.Supports.Should().Equal(100, 200, 100);
        audit.Question.Claims.Should().HaveCount(9);
        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.Notes.Should().Contain("not judged: intervals and counts beside scores");
    }

    private static string Table(params (string Title, string[] Cells)[] columns) =>
        $"| Class | {string.Join(" | ", columns.Select(column => column.Title))} |\n|---|{string.Concat(columns.Select(_ => "---|"))}\n"
            + string.Concat(Classes.Select((name, c) => $"| {name} | {string.Join(" | ", columns.Select(column => column.Cells[c]))} |\n"));

    /// <summary>3 of 4 cats and 5 of 6 owls are seen, so that 5 of 6 owls are taken for no cat, and 3 of 4 cats for no owl.</summary>
    [Theory]
    [InlineData("0.83", Possibility.Consistent)]
    [InlineData("0.93", Possibility.Impossible)]
    public void A_title_may_have_the_ligatures_with_which_a_PDF_is_copied(string specificity, Possibility expected) =>
        PastedTable.Audit(
            "| Class | Precision | Recall | Speciﬁcity | Support |\n|---|---|---|---|---|\n"
            + $"| cat | 0.75 | 0.75 | {specificity} | 4 |\n| owl | 0.83 | 0.83 | 0.75 | 6 |\n| accuracy | 0.80 | | | 10 |\n")
            .Answer.Possibility.Should().Be(expected);
}
