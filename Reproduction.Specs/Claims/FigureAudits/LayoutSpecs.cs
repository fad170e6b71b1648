using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>One table in the layouts in which people paste it: 4 cats of which 3 were seen, 6 owls of which 5 were.</summary>
public sealed class LayoutSpecs
{
    private const string Text =
        "precision recall f1-score support\n\n cat 0.75 0.75 0.75 4\n owl 0.83 0.83 0.83 6\n\n accuracy 0.80 10\n macro avg 0.79 0.79 "
        + "0.79 10\n weighted avg 0.80 0.80 0.80 10\n";

    public static TheoryData<string, string> Layouts => new()
    {
        { "scikit-learn", Text },
        { "with a title, a fence, a log line and a warning",
            "Epoch 3: loss 0.41\n```\n[eval] report:\n" + Text
                + "```\nUndefinedMetricWarning: Precision is ill-defined.\n  _warn_prf(average, modifier)\n" },
        { "in comments", string.Concat(Text.Split('\n').Select(line => $"# {line}\n")) },
        { "in colours", "\x1b[32m" + Text.Replace("cat", "\x1b[1mcat\x1b[0m", StringComparison.Ordinal) + "\x1b[0m" },
        { "with no-break spaces and carriage returns", Text.Replace("macro avg", "macro\u00a0avg", StringComparison.Ordinal)
            .Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "with averages spelt otherwise", Text.Replace("macro avg", "Macro_Avg", StringComparison.Ordinal)
            .Replace("weighted avg", "WEIGHTED AVERAGE", StringComparison.Ordinal)
            .Replace("accuracy", "Accuracy", StringComparison.Ordinal) },
        { "with a header in capitals and a first word",
            Text.Replace("precision recall f1-score", "Class Precision Recall F1_Score", StringComparison.Ordinal) },
        { "before scikit-learn 0.20",
            "precision recall f1-score support\n cat 0.75 0.75 0.75 4\n owl 0.83 0.83 0.83 6\navg / total 0.80 0.80 0.80 10\n" },
        { "the same in one word",
            "precision recall f1-score support\n cat 0.75 0.75 0.75 4\n owl 0.83 0.83 0.83 6\navg/total 0.80 0.80 0.80 10\n" },
        { "in per cent", "precision recall f1-score support\n cat 75.00 75.00 75.00 4\n owl 83.33 83.33 83.33 6\n accuracy 80.00 10\n" },
        { "with signs of per cent",
            "precision recall f1-score support\n cat 75% 75% 75% 4\n owl 83.3% 83.3 % 83.3% 6\n accuracy 80% 10\n" },
        { "in a grid of lines",
            "╒═════╤═══════════╤════════╤══════════╤═════════╕\n│     │ precision │ recall │ f1-score │ support │\n"
                + "╞═════╪═══════════╪════════╪══════════╪═════════╡\n│ cat │ 0.75      │ 0.75   │ 0.75     │ 4       │\n"
                + "├─────┼───────────┼────────┼──────────┼─────────┤\n│ owl │ 0.83      │ 0.83   │ 0.83     │ 6       │\n"
                + "╘═════╧═══════════╧════════╧══════════╧═════════╛\n" },
        { "LaTeX in per cent, as its titles say",
            "\\textbf{Class} & \\textbf{Precision (\\%)} & \\textbf{Recall (\\%)} & \\textbf{F1 (\\%)} & \\textbf{Support} \\\\\n"
                + "cat & 75.00 & 75.00 & 75.00 & 4 \\\\\nowl & 83.33 & 83.33 & \\textbf{83.33} & 6 \\\\\n" },
        { "with a column of accuracies and one of hits",
            "| Class | Accuracy | TP | Precision | Recall | F1 | Support |\n|---|---|---|---|---|---|---|\n"
                + "| cat | 0.80 | 3 | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.80 | 5 | 0.83 | 0.83 | 0.83 | 6 |\n" },
        { "with averages called total/average",
            "precision recall f1-score support\n cat 0.75 0.75 0.75 4\n owl 0.83 0.83 0.83 6\nTotal/Average 0.80 0.80 0.80 10\n" },
        { "with decimal commas", "precision recall f1-score support\n cat 0,75 0,75 0,75 4\n owl 0,83 0,83 0,83 6\n accuracy 0,80 10\n" },
        { "Markdown",
            "| Class | Precision | Recall | F1 | Support |\n|---|--:|--:|--:|--:|\n| cat | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 "
            + "| 0.83 | 6 |\n| **Accuracy** | | | **0.80** | 10 |\n| Macro avg | 0.79 | 0.79 | 0.79 | 10 |\n" },
        { "a data frame",
            "              precision  recall  f1-score  support\ncat  0.750  0.750  0.750  4.000\nowl  0.833  0.833  0.833  "
            + "6.000\naccuracy  0.800  0.800  0.800  0.800\nmacro avg  0.792  0.792  0.792  10.000\n" },
        { "a data frame, not transposed",
            "             cat   owl  accuracy  macro avg\nprecision   0.75  0.83  0.80  0.79\nrecall      0.75  0.83  0.80  "
            + "0.79\nf1-score    0.75  0.83  0.80  0.79\nsupport     4.00  6.00  0.80  10.00\n" },
        { "CSV",
            ",precision,recall,f1-score,support\ncat,0.75,0.75,0.75,4.0\n\"owl, "
            + "barn\",0.83,0.83,0.83,6.0\naccuracy,0.8,0.8,0.8,0.8\nmacro avg,0.79,0.79,0.79,10.0\n" },
        { "LaTeX",
            "\\begin{tabular}{lrrrr}\n\\toprule\n & precision & recall & f1-score & support \\\\\n\\midrule\ncat & 0.75 & 0.75 & 0.75 & "
            + "4 \\\\\nowl & \\textbf{0.83} & 0.83 & 0.83 & 6 \\\\ \\hline\naccuracy & {} & {} & 0.80 & 10 \\\\\n\\bottomrule\n" },
        { "LaTeX with arrows in the titles",
            "Class & Precision $\\uparrow$ & \\textbf{Recall}~$(\\uparrow)$ & F1 $\\uparrow$ & Support \\\\\n\\midrule\ncat & 0.75 & 0.75 & 0.75 & 4 \\\\\n"
            + "owl & 0.83 & 0.83 & 0.83 & 6 \\\\\n" },
        { "LaTeX of a data frame whose index has a name",
            "\\begin{tabular}{lrrrr}\n\\toprule\n & precision & recall & f1-score & support \\\\\nclass &  &  &  &  \\\\\n\\midrule\n"
            + "cat & 0.75 & 0.75 & 0.75 & 4 \\\\\nowl & 0.83 & 0.83 & 0.83 & 6 \\\\\n\\bottomrule\n\\end{tabular}\n" },
        { "HTML of a data frame whose index has a name",
            "<table border=\"1\" class=\"dataframe\">\n<thead>\n<tr><th></th><th>precision</th><th>recall</th><th>f1-score</th><th>support</th></tr>\n"
            + "<tr><th>class</th><th></th><th></th><th></th><th></th></tr>\n</thead>\n<tbody>\n"
            + "<tr><th>cat</th><td>0.75</td><td>0.75</td><td>0.75</td><td>4</td></tr>\n"
            + "<tr><th>owl</th><td>0.83</td><td>0.83</td><td>0.83</td><td>6</td></tr>\n</tbody>\n</table>\n" },
        { "a data frame whose index has a name",
            "       precision  recall  f1-score  support\nspecies                                       \ncat         0.75    0.75      0.75      4.0\n"
            + "owl         0.83    0.83      0.83      6.0\n" },
        { "a data frame of polars",
            "shape: (2, 5)\n┌─────┬───────────┬────────┬──────────┬─────────┐\n│ cls ┆ precision ┆ recall ┆ f1-score ┆ support │\n"
            + "│ --- ┆ ---       ┆ ---    ┆ ---      ┆ ---     │\n│ str ┆ f64       ┆ f64    ┆ f64      ┆ i64     │\n"
            + "╞═════╪═══════════╪════════╪══════════╪═════════╡\n│ cat ┆ 0.75      ┆ 0.75   ┆ 0.75     ┆ 4       │\n"
            + "│ owl ┆ 0.83      ┆ 0.83   ┆ 0.83     ┆ 6       │\n└─────┴───────────┴────────┴──────────┴─────────┘\n" },
        { "a tibble of R",
            "# A tibble: 2 × 5\n  class precision recall    f1 support\n  <chr>     <dbl>  <dbl> <dbl>   <int>\n"
            + "1 cat        0.75   0.75  0.75       4\n2 owl        0.83   0.83  0.83       6\n" },
        { "in a mail that is answered", string.Concat(Text.Split('\n').Select(line => $"> {line}\n")) },
        { "in an answer to a mail", "She wrote:\n" + string.Concat(Text.Split('\n').Select(line => $"> {line}\n")) + "\nThat is fine.\n" },
        { "HTML",
            "<table><thead><tr><th></th><th>precision</th><th>recall</th><th>f1-score</th><th>support</th></tr></thead>\n<tr><th>cat</th><td>0.75</td><td>0.75</td><td>0.75</td><td>4</td></tr>\n<tr><th>owl</th><td>0.83</td><td>0.83</td><td>0.83</td><td>6</td></tr></table>" },
        { "a Python dictionary",
            "{'cat': {'precision': 0.75, 'recall': 0.75, 'f1-score': 0.75, 'support': 4.0}, 'owl': {'precision': "
            + "np.float64(0.8333333333333334), 'recall': 0.8333333333333334, 'f1-score': 0.8333333333333334, 'support': 6}, 'accuracy': "
            + "0.8, 'macro avg': {'precision': 0.7916666666666667, 'recall': 0.7916666666666667, 'f1-score': 0.7916666666666667, "
            + "'support': 10.0}}" },
        { "JSON",
            "{\n  \"cat\": {\"precision\": 0.75, \"recall\": 0.75, \"f1-score\": 0.75, \"support\": 4},\n  \"owl\": {\"precision\": "
            + "0.83, \"recall\": 0.83, \"f1-score\": 0.83, \"support\": 6}\n}\n" },
        { "imbalanced-learn",
            "pre rec spe f1 geo iba sup\n cat 0.75 0.75 0.83 0.75 0.79 0.62 4\n owl 0.83 0.83 0.75 0.83 0.79 0.63 6\navg / total 0.80 "
            + "0.80 0.78 0.80 0.79 0.63 10\n" },
        { "Weka",
            "=== Detailed Accuracy By Class ===\n\n TP Rate  FP Rate  Precision  Recall  F-Measure  MCC  ROC Area  PRC Area  Class\n "
            + "0.750 0.167 0.750 0.750 0.750 0.583 0.9 0.9 cat\n 0.833 0.250 0.833 0.833 0.833 0.583 0.9 0.9 owl\nWeighted Avg. 0.800 "
            + "0.217 0.800 0.800 0.800 0.583 0.9 0.9\n\n=== Confusion Matrix ===\n\n a b   <-- classified as\n 3 1 | a = cat\n 1 5 | b = "
            + "owl\n" },
        { "R's caret",
            "Confusion Matrix and Statistics\n\n          Reference\nPrediction cat owl\n       cat   3   1\n       owl   1   5\n\n      "
            + "         Accuracy : 0.8\n                 95% CI : (0.4439, 0.9748)\n                  Kappa : 0.5833\n            "
            + "Sensitivity : 0.7500\n            Specificity : 0.8333\n         Pos Pred Value : 0.7500\n       'Positive' Class : cat\n" },
        { "with its matrix", Text + "\n[[3 1]\n [1 5]]\n" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_table_is_read_from_what_people_paste(string layout, string paste)
    {
        var audit = FiguresAudit.Of(Read(paste)[0]);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent, layout);
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Figures.ClassNames[0].Should().Be("cat");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_digit_that_no_counts_print_is_found_in_each_of_them(string layout, string paste)
    {
        // A share of 4 cats is no 0.74 (0.68 in the matrix's own lines).
        var place = paste.IndexOf("75", StringComparison.Ordinal);
        var wrong = paste[..place] + "66" + paste[(place + 2)..];

        FiguresAudit.Of(Read(wrong)[0]).Answer.Possibility.Should().Be(Possibility.Impossible, layout);
    }

    [Fact]
    public void Each_of_several_tables_is_judged_and_named_by_its_line()
    {
        var audits = Read($"first\n{Text}\nsecond\n{Text.Replace("0.80 10", "0.90 10", StringComparison.Ordinal)}")
            .Select(figures => FiguresAudit.Of(figures)).ToArray();

        audits.Select(audit => audit.Answer.Possibility).Should().Equal(Possibility.Consistent, Possibility.Impossible);
        audits[1].Figures.Where.Should().EndWith(":12");
    }

    [Fact]
    public void Rows_of_several_splits_in_one_table_are_a_table_each()
    {
        var audits =
            Read("| Split | Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|---|\n| dev | cat | 1 | 1 | 1 | 4 |\n| dev "
                + "| owl | 1 | 1 | 1 | 6 |\n| test | cat | 0.75 | 0.75 | 0.75 | 4 |\n| test | owl | 0.83 | 0.83 | 0.83 | 6 |\n");

        audits.Should().HaveCount(2);
        audits[1].Where.Should().EndWith("test");
    }

    [Fact]
    public void A_matrix_beside_the_table_that_does_not_print_it_says_which_figures()
    {
        var audit = FiguresAudit.Of(Read(Text + "\n[[2 2]\n [1 5]]\n")[0]);

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.Answer.Conflict.Select(claim => $"{claim}").Should().Contain("recall[0]=0.75");
        audit.Answer.Reasons.Should().Contain("the matrix makes recall[cat] 0.5000, not 0.75.");
    }

    [Fact]
    public void A_matrix_of_other_images_says_nothing() =>
        FiguresAudit.Of(Read(Text + "\n[[9 1]\n [1 5]]\n")[0]).Answer.Possibility.Should().Be(Possibility.Consistent);

    [Fact]
    public void Names_are_printed_without_what_a_terminal_would_obey()
    {
        using var output = new StringWriter();
        FiguresAuditText.Write(
            FiguresAudit.Of(
                Read("{'a\u001b[31m': {'precision': 1, 'recall': 1, 'support': 2}, 'b': {'precision': 1, 'recall': 1, 'support': 2}}")[0]),
                output);

        output.ToString().Should().NotContain("\u001b");
    }

    [Theory]
    // caret 6.0: of 10 a, 8 were seen; of 8 b, 6; of 6 c, 5. The specificity of a is 13 of 14.
    [InlineData("0.9286", Possibility.Consistent)]
    [InlineData("0.9386", Possibility.Impossible)]
    public void Figures_of_each_class_below_a_matrix_of_R_are_held_against_it(string specificity, Possibility expected)
    {
        var paste = $"""
            Confusion Matrix and Statistics

                      Reference
            Prediction a b c
                     a 8 1 0
                     b 1 6 1
                     c 1 1 5

            Overall Statistics

                           Accuracy : 0.7917
                              Kappa : 0.6842

            Statistics by Class:

                                 Class: a Class: b Class: c
            Sensitivity            0.8000   0.7500   0.8333
            Specificity            {specificity}   0.8750   0.8889
            Pos Pred Value         0.8889   0.7500   0.7143
            Prevalence             0.4167   0.3333   0.2500
            """;

        FiguresAudit.Of(Read(paste)[0]).Answer.Possibility.Should().Be(expected);
    }

    [Fact]
    public void What_is_less_than_something_in_a_page_is_no_tag()
    {
        const string page =
            "<table><tr><td>1</td></tr></table>\np < 0.05, dtype '<i8'\n{'cat': {'precision': 0.67, 'recall': 0.8, 'support': 5},\n"
            + " 'owl': {'precision': 0.83, 'recall': 0.71, 'support': 7}}\nn > 10\n";

        Read(page)[0].Notes.Should().ContainMatch("read: a table of 2 classes in lines 3 to *");
    }

    [Theory]
    [InlineData("", 11)]
    // Several rows in a line need lines of their own.
    [InlineData("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>\n", 13)]
    public void What_stands_behind_a_table_of_HTML_keeps_its_line(string before, int line)
    {
        const string frame =
            "<table>\n <thead>\n  <tr>\n   <th>a</th>\n  </tr>\n </thead>\n <tbody>\n  <tr><td>1</td></tr>\n </tbody>\n</table>\n";

        Read(before + frame + "precision recall f1-score support\n cat 0.67 0.80 0.73 5\n owl 0.83 0.71 0.77 7\n")[0].Notes.Should()
            .Contain($"read: a table of 2 classes in lines {line} to {line + 2}");
    }
}
