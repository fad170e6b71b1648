using Reproduction.Claims.Counting.Questions;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Rows that have not the cells of the header, and last lines: 4 cats of which 3 were seen, 6 owls of which 5 were.</summary>
public sealed class TableRowsSpecs
{
    private const string Text = "precision recall f1-score support\n";
    private const string Titles = "| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n";

    [Theory]
    // Decimal commas in a table parted by commas.
    [InlineData("class,precision,recall,f1-score,support\ncat,0,75,0,75,0,75,4\nowl,0,83,0,83,0,83,6\n",
        "*:2: 8 cells in 'cat,0,75,0,75,0,75,4', expected 5 (class, precision, recall, f1-score, support); a comma in a number needs quotes or "
        + "another mark between the cells")]
    [InlineData(Titles + "| cats | dogs | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n",
        "*:3: 6 cells in '| cats | dogs | 0.75 | 0.75 | 0.75 | 4 |', expected 5 (class, precision, recall, f1, support)")]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 6 |\n",
        "*:4: 4 cells in '| owl | 0.83 | 0.83 | 6 |', expected 5 (class, precision, recall, f1, support)")]
    [InlineData("| Precision | Recall | Support |\n|---|---|---|\n| 0.75 | 0.75 | 4 |\n| 0.83 | 0.83 | 6 |\n",
        "*:3: 3 cells in '| 0.75 | 0.75 | 4 |', expected 4 (a class, precision, recall, support)")]
    // A name that is a score: more numbers than titles.
    [InlineData(Text + "cat  0.75  0.75  0.75  4 000\nowl  0.83  0.83  0.83  6 000\n",
        "*:2: 'cat  0.75  0.75  0.75  4 000', expected a class name and 4 numbers (precision, recall, f1-score, support)")]
    [InlineData("precision recall f1-score\ncat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n",
        "*:2: 'cat 0.75 0.75 0.75 4', expected a class name and 3 numbers (precision, recall, f1-score)")]
    // A score that is missing, behind a name that ends in a number.
    [InlineData(Text + "type 1      0.75      0.75         4\ntype 2      0.83      0.83         6\n",
        "*:2: 'type 1      0.75      0.75         4', expected a class name and 4 numbers (precision, recall, f1-score, support)")]
    // A line between rows.
    [InlineData("Class & P & R & Support \\\\\ncat & 0.75 & 0.75 & 4 \\\\\nBirds & & & \\\\\nowl & 0.83 & 0.83 & 6 \\\\\n",
        "*:3: 'Birds & & & \\\\' between rows of a table, expected nothing but its rows")]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | 4 |\n| Birds | | | | |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n",
        "*:4: '| Birds | | | | |' between rows of a table, expected nothing but its rows")]
    // A class of which nothing is known.
    [InlineData(Titles + "| **cat** | 0.75 | 0.75 | 0.75 | 4 |\n| **elk** | | | | |\n| **owl** | 0.83 | 0.83 | 0.83 | 6 |\n",
        "*:4: '| **elk** | | | | |' between rows of a table, expected nothing but its rows")]
    // Two sets of scores side by side.
    [InlineData("| Class | Precision | Recall | F1 | Precision | Recall | F1 | n |\n|---|---|---|---|---|---|---|---|\n"
        + "| cat | 0.75 | 0.75 | 0.75 | 1 | 1 | 1 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 1 | 1 | 1 | 6 |\n",
        "*:1: two columns 'Precision', expected one: a table for each model")]
    [InlineData(" & \\multicolumn{2}{c}{old} & \\multicolumn{2}{c}{new} & \\\\\nClass & P & R & P & R & n \\\\\n"
        + "cat & 0.75 & 0.75 & 1 & 1 & 4 \\\\\nowl & 0.83 & 0.83 & 1 & 1 & 6 \\\\\n",
        "*:2: two columns 'P', expected one: a table for each model")]
    [InlineData("Class Precision Recall Precision Recall n\ncat 0.75 0.75 1 1 4\nowl 0.83 0.83 1 1 6\n",
        "*:1: two columns 'Precision', expected one: a table for each model")]
    [InlineData("| Metric | cat | owl |\n|---|---|---|\n| Precision | 0.75 | 0.83 |\n| Recall | 0.75 | 0.83 |\n| Precision | 1 | 1 |\n"
        + "| Recall | 1 | 1 |\n| Support | 4 | 6 |\n", "*:1: two rows 'Precision', expected one: a table for each model")]
    public void A_row_that_does_not_fit_the_header_is_refused(string paste, string message) =>
        PastedTable.Refusal(paste).Should().Match(message);

    [Theory]
    [InlineData("Class & P & R & Support \\\\\n\\multicolumn{4}{l}{\\textit{Mammals}} \\\\\ncat & 0.75 & 0.75 & 4 \\\\\n\\multicolumn{4}{l}{Birds} \\\\\n"
        + "owl & 0.83 & 0.83 & 6 \\\\\n")]
    [InlineData(
        Titles + "| **Mammals** | | | | |\n| cat | 0.75 | 0.75 | 0.75 | 4 |\n| **Birds** | | | | |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n"
        + "| **Accuracy** | | | 0.80 | 10 |\n")]
    public void A_name_over_some_of_the_rows_is_no_class_and_is_named(string paste)
    {
        var audit = PastedTable.Audit(paste);

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: Mammals, Birds");
        PastedTable.Audit(paste.Replace("0.83", "0.81", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>P = R = 0.90 makes an F1 of 0.90.</summary>
    [Theory]
    [InlineData("0.90 | 0.95 | 0.93", Possibility.Consistent)]
    [InlineData("0.10 | 0.20 | 0.99", Possibility.Impossible)]
    public void What_stands_below_an_unknown_row_of_a_table_of_columns_is_of_the_table(string f1, Possibility expected)
    {
        var audit = PastedTable.Audit(
            "| Metric | cat | dog | macro avg |\n|---|---|---|---|\n| Precision | 0.90 | 0.95 | 0.93 |\n| Recall | 0.90 | 0.95 | 0.93 |\n"
            + $"| Support | 10 | 20 | 30 |\n| Prevalence | 0.33 | 0.67 | |\n| F1-score | {f1} |\n");

        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.Notes.Should().Contain("not judged: Prevalence");
    }

    [Theory]
    // A cell that is empty, between tabs.
    [InlineData("class\tprecision\trecall\tf1-score\tsupport\ncat 1\t0.75\t0.75\t0.75\t4\ncat 2\t0.83\t0.83\t0.83\t6\n"
        + "cat 3\t\t0.00\t0.00\t1\n", 8)]
    [InlineData("class\tprecision\trecall\tf1-score\tsupport\ncat\t0.75\t0.75\t0.75\t4\nowl\t0.83\t0.83\t0.83\t6\n"
        + "accuracy\t\t\t0.80\t10\n", 8)]
    // Tabs that line columns up.
    [InlineData("class\t\tprecision\trecall\tsupport\ncat\t\t0.75\t0.75\t4\nlong-eared owl\t0.83\t0.83\t6\n", 4)]
    // Names that end in a number.
    [InlineData(Text + "type 1      0.75  0.75  0.75  4\nTLS 1.3     0.83  0.83  0.83  6\n", 6)]
    [InlineData(Text + "TLS 1.0 0.75 0.75 0.75 4\nTLS 1.1 0.83 0.83 0.83 6\n", 6)]
    [InlineData(Text + "0.0 0.75 0.75 0.75 4\n1.0 0.83 0.83 0.83 6\n", 6)]
    [InlineData("Class    N  Precision  Recall\nlynx     4  0.75  0.75\neagle-owl 6  0.83  0.83\n", 4)]
    // A bar in a name, cells behind the last, and one for three columns.
    [InlineData(Titles + "| cat \\| lynx | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n", 6)]
    [InlineData("class,precision,recall,support,\ncat,0.75,0.75,4,\nowl,0.83,0.83,6,\n", 4)]
    [InlineData("Class & P & R & F1 & n \\\\\ncat & 0.75 & 0.75 & 0.75 & 4 \\\\\nowl & 0.83 & 0.83 & 0.83 & 6 \\\\\n"
        + "Accuracy & \\multicolumn{3}{c}{0.80} & 10 \\\\\n", 8)]
    [InlineData("<table><tr><th>Class</th><th>P</th><th>R</th><th>F1</th><th>n</th></tr>"
        + "<tr><td>cat</td><td>0.75</td><td>0.75</td><td>0.75</td><td>4</td></tr>"
        + "<tr><td>owl</td><td>0.83</td><td>0.83</td><td>0.83</td><td>6</td></tr>"
        + "<tr><td>Accuracy</td><td colspan=\"3\">0.80</td><td>10</td></tr></table>", 8)]
    // Rules and blank rows, and a line of accuracy that ends with it.
    [InlineData("Class & P & R & F1 & n \\\\ \\cmidrule(lr){1-5}\ncat & 0.75 & 0.75 & 0.75 & 4 \\\\\n"
        + "\\cmidrule(lr){2-4} \\addlinespace[2pt]\n"
        + "owl & 0.83 & 0.83 & 0.83 & 6 \\tabularnewline\n & & & & \\\\\nAccuracy & & & 0.80 & 10 \\\\\n", 8)]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n| | | | | |\n| **Accuracy** | 0.80 |\n", 7)]
    public void A_row_with_the_cells_of_the_header_is_read_whole(string paste, int figures)
    {
        var audit = PastedTable.Audit(paste);

        audit.Question.Claims.Should().HaveCount(figures);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("Class N Precision Recall F1\ncat 4 0.75 0.75 0.75\nowl 6 0.83 0.83 0.83\naccuracy 10 0.80\n", "")]
    [InlineData("Class\tN\tPrecision\tRecall\tF1\ncat\t4\t0.75\t0.75\t0.75\nowl\t6\t0.83\t0.83\t0.83\nAccuracy\t10\t0.80\t\t\n", "")]
    [InlineData("Class TP FP Precision Recall F1 Support\ncat 3 1 0.75 0.75 0.75 4\nowl 5 1 0.83 0.83 0.83 6\naccuracy 0.80 10\n", "")]
    [InlineData("Class TP AUC Precision Recall F1 Support\ncat 3 0.9 0.75 0.75 0.75 4\nowl 5 0.9 0.83 0.83 0.83 6\naccuracy 0.80 10\n",
        "TP, AUC")]
    [InlineData("| Class | Images trained | P | R | F1 | n |\n|---|---|---|---|---|---|\n| cat | 40 | 0.75 | 0.75 | 0.75 | 4 |\n"
        + "| owl | 40 | 0.83 | 0.83 | 0.83 | 6 |\n| Accuracy | | | | 0.80 | 10 |\n", "Images trained")]
    public void Columns_before_the_first_score_are_read_or_named_as_not_judged(string paste, string notJudged)
    {
        var audit = PastedTable.Audit(paste);

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Question.Claims.Select(claim => $"{claim}").Should().Contain("accuracy=0.80");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        if (notJudged.Length > 0) audit.Figures.Notes.Should().Contain($"not judged: {notJudged}");
    }

    [Theory]
    [InlineData("Average")]
    [InlineData("**Mean**")]
    [InlineData("Overall")]
    public void A_last_line_that_is_an_average_is_no_class_where_supports_are_given_beside_the_table(string name)
    {
        // The mean of 3/4 and 5/6 is 0.79; weighted by 4 and 6 it is 0.80.
        string Table(string average) =>
            $"| Class | P | R | F1 |\n|---|---|---|---|\n| cat | 0.75 | 0.75 | 0.75 |\n| owl | 0.83 | 0.83 | 0.83 |\n"
                + $"| {name} | {average} | "
            + $"{average} | {average} |\n";

        PastedTable.Audit(Table("0.79"), "4,6").Assumptions.Should().Contain("the last line the macro average");
        PastedTable.Audit(Table("0.80"), "4,6").Assumptions.Should().Contain("the last line the weighted average");
        PastedTable.Audit(Table("0.78"), "4,6").Answer.Possibility.Should().Be(Possibility.Impossible);
        PastedTable.Audit(Table("0.80"), "4,6,10").Figures.ClassNames.Should().HaveCount(3);
        PastedTable.Audit(Table("0.80"), "10", "class").Figures.ClassNames.Should().HaveCount(3);
        PastedTable.Audit(Table("0.80"), "4,6", "macro").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("Mean of both")]
    [InlineData("Macro F1 etc.")]
    [InlineData("Durchschnitt")]
    public void A_last_line_that_may_be_an_average_is_asked_about(string name)
    {
        var table = $"| Class | P | R |\n|---|---|---|\n| cat | 0.75 | 0.75 |\n| owl | 0.83 | 0.83 |\n| {name} | 0.79 | 0.79 |\n";

        PastedTable.Refusal(table, "10").Should().Match(
            $"*:5: '{name}' may be an average, expected --last-line weighted, macro or micro if it is an average, class if it is a class");
        PastedTable.Audit(table, "4,6", "macro").Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Read(table, "10", "class")[0].ClassNames.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("Accuracy Score :  0.8")]
    [InlineData("Micro average f1 score: 0.8")]
    [InlineData("Micro-averaged precision = 0.80 (treat instances equally)")]
    [InlineData("Macro Avg - Precision: 0.79, Recall: 0.79, F1: 0.79")]
    public void A_sentence_with_a_figure_is_no_line_of_the_table_above(string sentence)
    {
        const string table = Text + "cat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6";

        foreach (var end in new[] { "\n\naccuracy 0.80 10\n", "\n\naccuracy 0.80 10\n\n", "\n\n" })
        {
            var audit = PastedTable.Audit(table + end + sentence + "\n");

            audit.Answer.Possibility.Should().Be(Possibility.Consistent);
            audit.Figures.Notes.Should().ContainMatch("* (line *)*");
        }
    }

    [Theory]
    [InlineData("0.79", Possibility.Consistent)]
    [InlineData("0.50", Possibility.Impossible)]
    public void Averages_behind_an_empty_line_are_of_the_table(string macro, Possibility expected) =>
        PastedTable.Audit(
            Text + $"\ncat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n\naccuracy 0.80 10\n\nmacro avg 0.79 0.79 {macro} 10\n\n"
                + "weighted avg 0.80 0.80 0.80 10\n").Answer.Possibility.Should().Be(expected);

    [Theory]
    [InlineData("class,precision,recall,f1-score,support\ncat,0.75,0.75,0.75,4\nowl,0.83,0.83,0.83,6\n", "\n")]
    [InlineData("class,precision,recall,f1-score,support\ncat,0.75,0.75,0.75,4\nowl,0.83,0.83,0.83,6\n", "")]
    [InlineData("class\tprecision\trecall\tf1-score\tsupport\ncat\t0.75\t0.75\t0.75\t4\nowl\t0.83\t0.83\t0.83\t6\n", "\n")]
    public void Two_reports_with_one_empty_line_between_are_two(string report, string between) =>
        PastedTable.Read(report + between + report).Should().HaveCount(2)
            .And.OnlyContain(figures => figures.ClassNames.SequenceEqual(new[] { "cat", "owl" }));

    [Theory]
    [InlineData("| Accuracy | Precision | Recall | F1 |\n|---|---|---|---|\n| 0.80 | 0.79 | 0.79 | 0.79 |\n")]
    [InlineData("Accuracy,Precision,Recall,F1\n0.80,0.79,0.79,0.79\n")]
    [InlineData("Accuracy\tPrecision\tRecall\tF1\n0.80\t0.79\t0.79\t0.79\n")]
    [InlineData("Accuracy  Precision  Recall  F1\n0.80  0.79  0.79  0.79\n")]
    public void A_summary_without_names_is_no_table_of_classes(string summary)
    {
        var audit = PastedTable.Audit(summary + "\n" + Titles + "| cat | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Figures.Notes.Should().ContainMatch("not judged: *");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void What_stands_behind_an_average_is_asked_about()
    {
        const string table = "| Class | P | R |\n|---|---|---|\n| cat | 0.75 | 0.75 |\n| owl | 0.83 | 0.83 |\n| Mean | 0.79 | 0.79 |\n"
            + "| Std | 0.04 | 0.04 |\n";

        PastedTable.Refusal(table, "10").Should().Match(
            "*:6: 'Std' behind 'Mean', which may be an average, expected the end of the table, or --last-line class if both are classes");
        PastedTable.Read(table, "4,6,10,10")[0].ClassNames.Should().HaveCount(4);
    }
}
