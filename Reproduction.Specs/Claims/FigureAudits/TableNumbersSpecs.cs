using Reproduction.Claims.Counting.Questions;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>How the numbers of a table are written: 4 cats of which 3 were seen, 6 owls of which 5 were.</summary>
public sealed class TableNumbersSpecs
{
    private const string Titles = "| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n";
    private const string Csv = "Klasse;Precision;Recall;F1;Support\n";

    [Theory]
    [InlineData(Csv + "cat;0,750;0,750;0,750;4\nowl;0,833;0,833;0,833;6\nelk;1,000;1,000;1,000;5\n", 4, 6, 5)]
    [InlineData("Klasse\tPrecision\tRecall\tF1\tSupport\ncat\t75,000\t75,000\t75,000\t4\nowl\t83,333\t83,333\t83,333\t6\n", 4, 6)]
    [InlineData(Csv + "cat;0,75;0,75;0,75;4.000\nowl;0,83;0,83;0,83;6.000\n", 4000, 6000)]
    // pandas: to_csv(sep=';', decimal=','), as it comes and with float_format='%.3f'.
    [InlineData(";precision;recall;f1-score;support\ncat;0,75;0,75;0,75;4,0\nowl;0,83;0,83;0,83;6,0\naccuracy;0,8;0,8;0,8;0,8\n", 4, 6)]
    [InlineData(";precision;recall;f1-score;support\ncat;0,750;0,750;0,750;4,000\nowl;0,833;0,833;0,833;6,000\n"
        + "accuracy;0,800;0,800;0,800;0,800\n",
        4, 6)]
    [InlineData(Titles + "| cat | 0.750 | 0.750 | 0.750 | 4,000 |\n| owl | 0.833 | 0.833 | 0.833 | 6,000 |\n", 4000, 6000)]
    [InlineData(Titles + "| cat | 0.750 | 0.750 | 0.750 | 4.000 |\n| owl | 0.833 | 0.833 | 0.833 | 6.000 |\n", 4, 6)]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | 4.000 |\n| owl | 0.83 | 0.83 | 0.83 | 6.120 |\n", 4000, 6120)]
    [InlineData("Class\tPrecision\tRecall\tF1\tSupport\ncat\t0.75\t0.75\t0.75\t4\u00a0000\nowl\t0.83\t0.83\t0.83\t6\u202f000\n",
        4000, 6000)]
    [InlineData("       precision  recall  f1-score  support\ncat    0.75  0.75  0.75  4\u00a0000\nowl    0.83  0.83  0.83  6\u00a0000\n",
        4000, 6000)]
    // LaTeX puts no blank behind a comma in braces.
    [InlineData("Class & Precision & Recall & F1 & Support \\\\\ncat & 0.75 & 0.75 & 0.75 & 4{,}000 \\\\\nowl & 0.83 & 0.83 & 0.83 & 6{,}000 \\\\\n",
        4000, 6000)]
    [InlineData("Class & Precision & Recall & F1 & Support \\\\\ncat & 0{,}75 & 0{,}75 & 0{,}75 & 4 \\\\\nowl & 0{,}83 & 0{,}83 & 0{,}83 & 6 \\\\\n",
        4, 6)]
    // The Lancet's point, and numbers that say what they are.
    [InlineData(Titles + "| cat | 0·75 | 0·75 | 0·75 | 4 |\n| owl | 0·83 | 0·83 | 0·83 | 6 |\n", 4, 6)]
    [InlineData("precision recall f1-score support\ncat 0·75 0·75 0·75 4\nowl 0·83 0·83 0·83 6\n", 4, 6)]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | n=4 |\n| owl | 0.83 | 0.83 | 0.83 | n = 6 |\n", 4, 6)]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | N = 4,000 |\n| owl | 0.83 | 0.83 | 0.83 | N = 6,000 |\n", 4000, 6000)]
    public void Decimal_commas_and_thousands_are_told_apart_once_for_the_whole_table(string paste, params int[] supports)
    {
        var audit = PastedTable.Audit(paste);

        audit.Question.Supports.Should().Equal(supports.Select(images => (long)images));
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("| 類別 | 樣本數 | Precision | Recall | F1 |\n|---|---|---|---|---|\n| cat | 4 | 0.75 | 0.75 | 0.75 |\n"
        + "| owl | 6 | 0.83 | 0.83 | 0.83 |\n| macro avg | 10 | 0.79 | 0.79 | 0.79 |\n")]
    [InlineData("Klasse;Precision;Recall;F1;Anzahl\ncat;0,75;0,75;0,75;4\nowl;0,83;0,83;0,83;6\naccuracy;;;0,80;10\n")]
    public void A_column_that_an_average_has_the_sum_of_is_of_images_whatever_its_title(string paste)
    {
        var audit = PastedTable.Audit(paste);

        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Refusal(paste.Replace("10", "11", StringComparison.Ordinal)).Should()
            .Match("*: no support of 'cat' (column '*' holds whole numbers: is it? give it as --support 4,6)");
    }

    [Theory]
    [InlineData(Csv + "cat;0,75;0,75;0,75;1,200\nowl;0,83;0,83;0,83;6\n", "*:2: support is '1,200', expected a whole number of images")]
    [InlineData(Titles + "| cat | 0.75 | 0.75 | 0.75 | 4.000 |\n| owl | 0.83 | 0.83 | 0.83 | 6.000 |\n",
        "*:3: support is '4.000', which may be 4 or 4000 images, expected it without a point")]
    [InlineData(Titles + "| cat | 1,234,567 | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n",
        "*:3: precision is '1,234,567', expected a decimal number")]
    public void A_number_that_may_be_two_is_refused(string paste, string message) => PastedTable.Refusal(paste).Should().Match(message);

    [Theory]
    [InlineData("| Class | Precision (%) | Recall (%) | F1 | Support |\n|---|---|---|---|---|\n| cat | 75.00 | 75.00 | 0.750 | 4 |\n"
        + "| owl | 83.33 | 83.33 | 0.833 | 6 |\n", "Precision (%), Recall (%)")]
    [InlineData("precision recall f1-score support\ncat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\naccuracy 80.00 10\n", "accuracy")]
    [InlineData("Class  Precision  Recall  F1  MCC  Support\ncat  75.00  75.00  75.00  0.583  4\nowl  83.33  83.33  83.33  0.583  6\n",
        "Precision, Recall, F1")]
    [InlineData("Class  Precision  Recall  F1  MCC  Support\ncat  75.00  75.00  75.00  58.33  4\nowl  83.33  83.33  83.33  58.33  6\n",
        "Precision, Recall, F1, MCC")]
    [InlineData("precision recall f1-score support\ncat 75 75 75 4\nowl 83 83 83 6\naccuracy 0.80 10\n", "precision, recall, f1-score")]
    // Of 300 owls 2 were taken for a cat: a rate of false alarms of 0.67 %.
    [InlineData("Class  FPR  Precision  Recall  Support\ncat  0.67  99.00  99.00  200\nowl  1.00  99.33  99.33  300\n",
        "FPR, Precision, Recall")]
    // Nothing was taken for an elk, in a table of per cent.
    [InlineData("precision recall f1-score specificity support\ncat 40.00 100.00 57.14 0.00 4\nelk 0.00 0.00 0.00 100.00 6\n",
        "precision, recall, f1-score, specificity")]
    public void Per_cent_is_decided_for_each_column_and_for_the_line_of_accuracy_and_said(string paste, string columns)
    {
        var audit = PastedTable.Audit(paste);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"read as per cent: {columns}");
    }

    // [[90, 6, 4], [5, 183, 12], [3, 8, 89]]: 8 of 300, 14 of 200 and 16 of 300 were taken for a class that they are not of.
    [Theory]
    [InlineData("0.027", "0.070", "0.053", "Precision (%), Recall (%), accuracy")]
    [InlineData("2.7", "7.0", "5.3", "Precision (%), Recall (%), FPR, accuracy")]
    public void A_rate_of_false_alarms_is_a_share_where_only_the_other_titles_say_per_cent(
        string cat, string dog, string bird, string columns)
    {
        var audit = PastedTable.Audit(
            $"| Class | Precision (%) | Recall (%) | FPR | Support |\n|---|---|---|---|---|\n| cat | 91.8 | 90.0 | {cat} | 100 |\n"
                + $"| dog | 92.9 | 91.5 | {dog} | 200 |\n| bird | 84.8 | 89.0 | {bird} | 100 |\n| Accuracy | | 90.5 | | 400 |\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"read as per cent: {columns}");
    }

    // Of [[199, 1], [1, 199]] one in 200 of the others was taken for each class.
    [Fact]
    public void A_rate_of_false_alarms_that_may_be_a_share_or_per_cent_is_named_and_not_judged()
    {
        var audit = PastedTable.Audit(
            "| Class | Precision (%) | Recall (%) | FP rate | Support |\n|---|---|---|---|---|\n| a | 99.50 | 99.50 | 0.50 | 200 |\n"
                + "| b | 99.50 | 99.50 | 0.50 | 200 |\n| accuracy | | 99.50 | | 400 |\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: FP rate (shares or per cent)");
    }

    // scikit-learn 1.2.1 of that matrix, with weights of 1, 0.5 and 1 for the images of each class.
    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public void Images_with_a_point_in_scikit_learns_own_text_are_sums_of_weights(string gap) =>
        PastedTable.Refusal(
            $"              precision    recall  f1-score   support\n{gap}         cat     0.9424    0.9000    0.9207     100.0\n"
                + $"         dog     0.8673    0.9150    0.8905     100.0\n        bird     0.8990    0.8900    0.8945     100.0\n{gap}"
                + "    accuracy                         0.9017     300.0\n   macro avg     0.9029    0.9017    0.9019     300.0\n"
                + "weighted avg     0.9029    0.9017    0.9019     300.0\n").Should()
            .EndWith(": support is '100.0', as scikit-learn prints sums of sample weights, expected a whole number of images");

    // Without a line of accuracy, as where some labels are left out.
    [Fact]
    public void An_empty_line_below_the_header_tells_scikit_learns_own_text_from_a_data_frame()
    {
        const string header = "           precision    recall  f1-score   support\n";
        const string rows = "cat         0.7500    0.7500    0.7500       4.0\nowl         0.8333    0.8333    0.8333       6.0\n";

        PastedTable.Refusal($"{header}\n{rows}").Should().Contain("sums of sample weights");
        PastedTable.Audit(header + rows).Question.Supports.Should().Equal(4, 6);
    }

    [Fact]
    public void A_recall_above_1_is_a_slip_of_one_figure_and_no_per_cent()
    {
        var audit = PastedTable.Audit("precision recall f1-score support\ncat 0.75 0.75 0.75 4\nowl 0.83 1.02 0.83 6\naccuracy 0.80 10\n");

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.Answer.Conflict.Should().ContainSingle().Which.ToString().Should().Be("recall[1]=1.02");
    }

    [Theory]
    [InlineData("precision recall f1-score support\ncat 75.00 75.00 75.00 4\nowl 83.33 0.83 83.33 6\nelk 100 100 100 5\n",
        "*:3: recall is '0.83' and in line 2 '75.00', expected shares or per cent in all of a column, and (%) in its title where shares "
        + "below 1 % are meant")]
    [InlineData("precision recall f1-score support\ncat 75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\nelk 1.00 1.00 1.00 6\n",
        "*:2: precision is '75' and in line 3 '0.83', expected shares or per cent in all of a column*")]
    public void A_column_with_shares_and_per_cent_is_refused(string paste, string message) =>
        PastedTable.Refusal(paste).Should().Match(message);

    [Fact]
    public void Shares_below_1_per_cent_are_read_where_the_title_says_so() =>
        PastedTable.Audit(
            "| Class | Precision (%) | Recall [in %] | Support |\n|---|---|---|---|\n| cat | 50.00 | 0.50 | 200 |\n"
                + "| owl | 60.04 | 99.67 | 300 |\n").Answer.Possibility.Should().Be(Possibility.Consistent);

    [Theory]
    [InlineData("0.75\\textsuperscript{2}")]
    [InlineData("0.75\\tnote{1}")]
    [InlineData("\\phantom{1}0.75")]
    [InlineData("0.75\\footnotemark[1]")]
    [InlineData("0.75~\\cite{owls}")]
    [InlineData("\\cellcolor{green!20}0.75")]
    [InlineData("\\textcolor{red}{0.75}")]
    [InlineData("\\textbf{\\underline{0.75}}")]
    [InlineData("{\\bfseries 0.75}")]
    [InlineData("\\bfseries 0.75")]
    [InlineData("$\\mathbf{0.75}$")]
    [InlineData("$0.75^{*}$")]
    [InlineData("0.75$^\\dagger$")]
    [InlineData("\\best{0.75}")]
    [InlineData("75.00\\,\\%")]
    [InlineData("0.75\\*")]
    [InlineData("0.75†")]
    [InlineData("<b>0.75</b>")]
    [InlineData("0.75<sup>2</sup>")]
    [InlineData("**0.75**[^1]")]
    public void What_authors_glue_to_a_number_is_no_part_of_it(string cell)
    {
        foreach (var paste in new[] {
            $"Class & Precision & Recall & F1 & Support \\\\ \\midrule\ncat & {cell} & 0.75 & 0.75 & 4 \\\\\n"
                + "owl & 0.83 & 0.83 & 0.83 & 6 \\\\\n",
            Titles + $"| cat | {cell} | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n",
            "<table><tr><th>Class</th><th>Precision</th><th>Recall</th><th>F<sub>1</sub></th><th>Support</th></tr>"
                + $"<tr><td>cat</td><td>{cell}</td><td>0.75</td><td>0.75</td><td>4</td></tr>"
                + "<tr><td>owl</td><td>0.83</td><td>0.83</td><td>0.83</td><td>6</td></tr></table>" })
        {
            var audit = PastedTable.Audit(paste);

            audit.Question.Claims.Should().HaveCount(6);
            audit.Question.Claims[0].Printed.Value.Should().Be(new(3, 4));
            audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        }
    }

    [Theory]
    [InlineData("0.90<br>45", "4", "precision is '0.90*45', expected a decimal number")]
    [InlineData("0.90<br><small>45</small>", "4", "precision is '0.90*45*', expected a decimal number")]
    [InlineData("0.90<sub>1</sub>", "4", "precision is '0.90*1*', expected a decimal number")]
    [InlineData("0.90<span>45</span>", "4", "precision is '0.90*45*', expected a decimal number")]
    [InlineData("0.75", "400<br>50", "support is '400*50', expected a whole number of images")]
    // With a blank between it would be 400 thousand.
    [InlineData("0.75", "400<br/>120", "support is '400*120', expected a whole number of images")]
    [InlineData("0.75", "400 <br> 120", "support is '400*120', expected a whole number of images")]
    public void Two_numbers_with_a_tag_between_are_refused_and_not_joined(string precision, string images, string message)
    {
        var markdown = Titles + $"| cat | {precision} | 0.75 | 0.75 | {images} |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n";
        var html = "<table><tr><th>Class</th><th>Precision</th><th>Recall</th><th>F<sub>1</sub></th><th>Support</th></tr>"
            + $"<tr><td>cat</td><td>{precision}</td><td>0.75</td><td>0.75</td><td>{images}</td></tr>"
            + "<tr><td>owl</td><td>0.83</td><td>0.83</td><td>0.83</td><td>6</td></tr></table>";

        foreach (var paste in new[] { markdown, html }) PastedTable.Refusal(paste).Should().Match($"*: {message}");
    }

    [Theory]
    [InlineData("N (0.60-0.99)")]
    [InlineData("N (0.60–0.99)")]
    [InlineData("N (0.60 to 0.99)")]
    [InlineData("N [0.60, 0.99]")]
    [InlineData("N (0.60, 0.99)")]
    [InlineData("**N** (95% CI: 0.60–0.99)")]
    [InlineData("\\textbf{N} (0.60--0.99)")]
    public void Of_a_score_with_its_interval_the_score_is_judged(string cell)
    {
        string Table(string cat) => Titles + $"| cat | {cell.Replace("N", cat, StringComparison.Ordinal)} | 0.75 | 0.75 | 4 |\n"
            + $"| owl | {cell.Replace("N", "0.83", StringComparison.Ordinal)} | 0.83 | 0.83 | 6 |\n";

        var audit = PastedTable.Audit(Table("0.75"));

        audit.Question.Supports.Should().Equal(4, 6);
        audit.Question.Claims.Should().HaveCount(6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: intervals and counts beside scores");
        PastedTable.Audit(Table("0.66")).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("3/4 (75%)", "5/6 (83%)", Possibility.Consistent)]
    [InlineData("75% (3/4)", "83% (5/6)", Possibility.Consistent)]
    [InlineData("75.0 (3/4)", "83.3 (5/6)", Possibility.Consistent)]
    [InlineData("0.75 (3/4)", "0.83 (5/6)", Possibility.Consistent)]
    [InlineData("3/6 (50%)", "5/6 (83%)", Possibility.Impossible)]
    public void Of_a_share_with_its_counts_the_share_is_judged(string cat, string owl, Possibility expected)
    {
        var audit = PastedTable.Audit(Titles + $"| cat | {cat} | 0.75 | 0.75 | 4 |\n| owl | {owl} | 0.83 | 0.83 | 6 |\n");

        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.Notes.Should().Contain("not judged: intervals and counts beside scores");
    }

    [Theory]
    // A deviation, a score outside of its interval, a share of other counts, counts alone.
    [InlineData("0.75 (0.04)", "")]
    [InlineData("0.75 ± 0.04", "")]
    [InlineData("0.75 (0.80–0.97)", "")]
    [InlineData("3/4 (70%)", "")]
    [InlineData("3/4", "")]
    // A range over folds is no interval of one figure.
    [InlineData("0.75 (0.60–0.99)", "Mean over five folds, with its range\n\n")]
    public void What_stands_in_brackets_behind_a_score_and_may_be_anything_is_refused(string cell, string before) =>
        PastedTable.Refusal(before + Titles + $"| cat | {cell} | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n").Should()
            .EndWith($": precision is '{cell}', expected a decimal number");

    [Theory]
    [InlineData("\\up{3}0.75")]
    [InlineData("$0.75^{2}$")]
    [InlineData("$0.75_{\\pm 0.01}$")]
    public void What_may_be_part_of_a_number_is_refused(string cell) =>
        PastedTable.Refusal($"Class & Precision & Recall & Support \\\\\ncat & {cell} & 0.75 & 4 \\\\\nowl & 0.83 & 0.83 & 6 \\\\\n")
            .Should().Match("*:2: precision is '*', expected a decimal number");

    [Fact]
    public void A_line_that_LaTeX_does_not_print_is_not_read() =>
        PastedTable.Audit(
            "Class & P & R & F$_1$ & Support \\\\ \\midrule\ncat & 0.75 & 0.75 & 0.75 & 4 \\\\\n% owl & 0.50 & 0.87 & 0.90 & 6 \\\\\nowl & "
            + "0.83 & 0.83 & 0.83 & 6 \\\\\n").Question.Claims.Should().HaveCount(6);

    [Theory]
    // Nothing was taken for the first class, everything for the second.
    [InlineData("class,precision,recall,specificity,support\nc,nan,0.000,1.000,6\nd,0.333,1.000,0.000,3\naccuracy,0.333,,,9\n")]
    [InlineData("| Class | TPR | FPR | Precision | F1 | n |\n|--|--|--|--|--|--|\n| a | 97.96 | 1.40 | 97.17 | 97.56 | 490 |\n"
        + "| b | 97.84 | 1.35 | 98.01 | 97.93 | 603 |\n| c | 97.25 | 0.73 | 97.98 | 97.62 | 400 |\n| accuracy | 97.72 | | | | 1493 |\n")]
    // The same where the other titles say per cent: 1.40 is no share.
    [InlineData("| Class | TPR (%) | FPR | Precision (%) | F1 (%) | n |\n|--|--|--|--|--|--|\n| a | 97.96 | 1.40 | 97.17 | 97.56 | 490 |\n"
        + "| b | 97.84 | 1.35 | 98.01 | 97.93 | 603 |\n| c | 97.25 | 0.73 | 97.98 | 97.62 | 400 |\n| accuracy | 97.72 | | | | 1493 |\n")]
    [InlineData("| | precision | recall | f1-score | support |\n|--|--|--|--|--|\n| cat | 0.75 | 0.75 | 0.75 | 4 |\n| owl | 0.833 | 0.833 | 0.833 | 6 |\n"
        + "| accuracy | 0.8 | 0.8 | 0.8 | 0 |\n")]
    [InlineData("| | precision | recall | f1-score | support |\n|--|--|--|--|--|\n| cat | 0.846 | 0.917 | 0.880 | 12 |\n| owl | 0.833 | 0.714 | 0.769 | 7 |\n"
        + "| accuracy | 0.842 | 0.842 | 0.842 | 0.842105 |\n")]
    [InlineData("| Class | Precision (%) | Recall (%) | Support |\n|--|--|--|--|\n| cat | 75.0 | 75.0 | 4 |\n| owl | 83.3 | 83.3 | 6 |\n| Accuracy (%) | | 80.0 | 10 |\n")]
    [InlineData(
        "\\makecell{Class\\\\name} & Precision & Recall & \\makecell{F1\\\\score} & Support \\\\\ncat & 0.75 & 0.75 & 0.75 & 4 \\\\\n"
        + "owl & 0.83 & 0.83 & 0.83 & 6 \\\\\n")]
    [InlineData("| Class | Precision | Recall | F1 | Support |\n|--|--|--|--|--|\n| positive | 0.910 | 0.813 | 0.859 | 150 |\n| accuracy | | | 0.9 | |\n")]
    public void What_an_evaluation_did_print_is_possible(string paste) =>
        PastedTable.Audit(paste).Answer.Possibility.Should().Be(Possibility.Consistent);
}
