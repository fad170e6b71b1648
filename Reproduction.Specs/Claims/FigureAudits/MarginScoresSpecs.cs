using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Matrices with shares at their margins: of 6 cats 4 were seen, of 8 owls 5, of 4 dogs all.</summary>
public sealed class MarginScoresSpecs
{
    private const string RapidMiner =
        "accuracy: 72.22%\n\ttrue cat\ttrue owl\ttrue dog\tclass precision\npred. cat\t4\t2\t0\t66.67%\npred. owl\t2\t5\t0\t71.43%\n"
        + "pred. dog\t0\t1\t4\t80.00%\nclass recall\t66.67%\t62.50%\t100.00%\t\n";

    public static TheoryData<string, string> Layouts => new()
    {
        { "RapidMiner", RapidMiner },
        { "RapidMiner over folds", RapidMiner.Replace("72.22%", "71.90% +/- 8.31% (micro average: 72.22%)", StringComparison.Ordinal) },
        { "RapidMiner, with single spaces", RapidMiner.Replace('\t', ' ') },
        { "Markdown", RapidMiner.Replace("\ttrue", "| |true", StringComparison.Ordinal).Replace('\t', '|') },
        { "a map's error matrix",
            "Class   cat  owl  dog  Total  UA (%)\ncat     4    2    0    6    66.67\nowl     2    5    0    7    71.43\n"
            + "dog     0    1    4    5    80.00\nTotal   6    8    4    18\nPA (%)  66.67 62.50 100.00\nOverall accuracy: 72.22%\n" },
        { "a map's error matrix in LaTeX",
            "\\begin{tabular}{lrrrr}\n & cat & owl & dog & User's accuracy \\\\ \\hline\ncat & 4 & 2 & 0 & 0.667 \\\\\nowl & 2 & 5 & 0 & 0.714 \\\\\n"
            + "dog & 0 & 1 & 4 & 0.800 \\\\ \\hline\nProducer's accuracy & 0.667 & 0.625 & 1.000 & 0.722 \\\\\n\\end{tabular}\n" },
        { "SPSS",
            "Observed   cat  owl  dog  Percentage Correct\ncat   4   2   0   66.7\nowl   2   5   1   62.5\ndog   0   0   4   100.0\n"
            + "Overall Percentage 72.2\n" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void They_are_held_against_the_matrix_by_what_their_title_says_that_they_are_shares_of(string layout, string paste)
    {
        var audit = Audit(paste);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent, layout);
        audit.Figures.ClassNames.Should().Equal("cat", "owl", "dog");
        audit.Question.Supports.Should().Equal(6, 8, 4);
        audit.Question.Claims.Should().HaveCountGreaterThan(3);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_wrong_one_is_found(string layout, string paste)
    {
        foreach (var share in new[] { "62.50", "62.5", "0.625", "0.714", "71.43", "72.22%", "72.2\n", "72.22%)" })
            if (paste.Contains(share, StringComparison.Ordinal))
                Audit(paste.Replace(share, share.Replace('2', '3').Replace('4', '5'), StringComparison.Ordinal)).Answer.Possibility.Should()
                    .Be(Possibility.Impossible, $"{share} in {layout}");
    }

    private const string Map =
        "Class   cat  owl  dog  Total  UA (%)\ncat     4    2    0    6    66.67\nowl     2    5    0    7    71.43\n"
        + "dog     0    1    4    5    80.00\nTotal   6    8    4    18\nPA (%)  66.67 62.50 100.00\n";

    [Theory]
    [InlineData("PA (%)  66.67 62.50 100.00 Kappa = 0.57\n", "not judged: Kappa = 0.57")]
    [InlineData("PA (%)  66.67 62.50 100.00 Mean: 76.39\n", "not judged: Mean: 76.39")]
    [InlineData("PA (%)  66.67 62.50\n", "not judged: PA (%)")]
    public void What_stands_behind_them_is_the_accuracy_only_if_it_is_alone(string last, string note)
    {
        var audit = Audit(Map.Replace("PA (%)  66.67 62.50 100.00\n", last, StringComparison.Ordinal));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain(note);
    }

    [Theory]
    [InlineData("| | cat | owl | dog | UA (%) |\n|--|--|--|--|--|\n| cat | 4 | 2 | 0 | 66.67 |\n| owl | 0 | 5 | 0 | 100 |\n| dog | 0 | 0 | 0 | n/a |\n"
        + "| PA (%) | 100.00 | 71.43 | #DIV/0! | 81.82 |\n")]
    [InlineData("| | cat | owl | dog | UA |\n|--|--|--|--|--|\n| cat | 4 | 2 | 0 | 0,667 |\n| owl | 0 | 5 | 0 | 1,000 |\n| dog | 0 | 0 | 0 | NaN |\n"
        + "| PA (%) | 100,0 | 71,4 | | **81,8** |\n")]
    public void A_share_of_nothing_keeps_its_place_and_each_margin_its_unit(string paste)
    {
        Audit(paste).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(paste).Question.Claims.Should().HaveCount(5);
    }

    [Theory]
    [InlineData("Overall accuracy = 72.22%, Kappa = 0.57\n")]
    [InlineData("\nOverall accuracy: 72.22\nKappa coefficient: 0.57\n")]
    [InlineData("OA: 0.72\nKappa: 0.57\n")]
    public void Accuracy_and_kappa_below_are_held_against_it_too(string below)
    {
        // κ is (13/18 − 108/324) / (1 − 108/324) = 0.583.
        Audit(Map + below).Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit(Map + below.Replace("0.57", "0.58", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(Map + below.Replace("0.57", "0.58", StringComparison.Ordinal).Replace("72", "73", StringComparison.Ordinal))
            .Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    // 30 and 35 hits of 100, and 50 of each class and 45 and 55 answers: κ is (0.65 − 0.50) / 0.50 = 0.30.
    [Theory]
    [InlineData("0,30", Possibility.Consistent)]
    [InlineData("0.30", Possibility.Consistent)]
    [InlineData(",30", Possibility.Consistent)]
    [InlineData("30 %", Possibility.Consistent)]
    [InlineData("0,45", Possibility.Impossible)]
    [InlineData("-0,30", Possibility.Impossible)]
    public void Kappa_may_have_a_decimal_comma_as_the_shares_beside_it_have(string kappa, Possibility expected) =>
        Audit("| | a | b | User's accuracy |\n|---|---|---|---|\n| a | 30 | 15 | 66,7 |\n| b | 20 | 35 | 63,6 |\n"
            + $"| Producer's accuracy | 60,0 | 70,0 | |\n\nOverall accuracy: 65,0 %\nKappa: {kappa}\n").Answer.Possibility
            .Should().Be(expected);

    [Fact]
    public void Each_of_two_maps_has_the_accuracy_below_it()
    {
        var other = Map.Replace("    4    5    80.00", "    3    4    75.00", StringComparison.Ordinal)
            .Replace("4    18\nPA (%)  66.67 62.50 100.00", "3    17\nPA (%)  66.67 62.50 100.00", StringComparison.Ordinal);

        Read($"{Map}Overall accuracy: 72.22%\n\n{other}Overall accuracy: 70.59%\n")
            .Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should().Equal(Possibility.Consistent, Possibility.Consistent);
    }

    [Fact]
    public void Columns_in_another_order_than_rows_are_read_by_their_names()
    {
        var turned =
            Audit("\ttrue e\ttrue t\tclass precision\npred. t\t1\t5\t83.33%\npred. e\t3\t2\t60.00%\nclass recall\t75.00%\t71.43%\n");

        turned.Answer.Possibility.Should().Be(Possibility.Consistent);
        turned.Figures.ClassNames.Should().Equal("t", "e");
        turned.Question.Supports.Should().Equal(7, 4);
    }

    [Theory]
    [InlineData("Class Total Correct Recall\nL 50 48 96.0%\nR 50 45 90.0%\n")]
    [InlineData("Class  hits  errors  precision\ncat  3  1  0.75\nowl  5  1  0.83\n")]
    [InlineData("Class TP FN Recall\nA 48 2 0.96\nN 45 5 0.90\n")]
    public void A_name_within_a_word_of_the_header_is_no_column(string paste) =>
        FluentActions.Invoking(() => Audit(paste)).Should().Throw<BadInputException>();

    [Fact]
    public void Whole_per_cents_are_no_counts()
    {
        const string whole =
            "Class   Water  Forest  UA\nWater     48      2     96\nForest     5     45     90\nPA        91     96     93\n";

        Audit(whole).Question.Supports.Should().Equal(53, 47);
        Audit(whole).Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("R&D")]
    [InlineData("Land & water")]
    public void An_ampersand_may_be_of_a_name(string name) =>
        Audit($"       {name}   owl   Precision\n{name}   4   2   0.67\nowl   1   5   0.83\nRecall  0.80  0.71\n").Figures.ClassNames[0]
            .Should().Be(name);

    [Fact]
    public void A_table_of_hearts_beats_has_classes_that_are_called_as_scores_are()
    {
        const string beats = "| Actual | N | S | F | Sensitivity | PPV |\n|--|--|--|--|--|--|\n| N | 50 | 2 | 1 | 0.94 | 0.93 |\n"
            + "| S | 3 | 40 | 0 | 0.93 | 0.91 |\n| F | 1 | 2 | 30 | 0.91 | 0.97 |\n";

        Audit(beats).Question.Supports.Should().Equal(53, 43, 33);
        Audit(beats).Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void A_report_beside_a_matrix_with_figures_of_its_own_says_that_it_is_not_printed_by_it() =>
        Read(RapidMiner
            + "\nprecision recall f1-score support\ncat 1.00 0.50 0.67 6\nowl 0.62 1.00 0.76 8\ndog 1.00 0.50 0.67 4\naccuracy 0.72 18\n")
            .SelectMany(figures => figures.Notes)
            .Should().ContainSingle(note => note.EndsWith("has figures of its own and does not print this table"));

    /// <summary>F1 is 2·4/(6 + 6), 2·5/(8 + 7) and 2·4/(4 + 5).</summary>
    [Theory]
    [InlineData("F1\t66.67%\t66.67%\t88.89%\t\nclass recall\t66.67%\t62.50%\t100.00%\t\n")]
    [InlineData("class recall\t66.67%\t62.50%\t100.00%\t\nF1-score\t0.667\t0.667\t0.889\t\n")]
    [InlineData("class recall\t66.67%\t62.50%\t100.00%\t\nspecificity\t83.33%\t80.00%\t92.86%\t\nF-measure\t66.7%\t66.7%\t88.9%\t\n")]
    public void Lines_below_may_be_of_F1_too_and_stand_in_any_order(string below)
    {
        var paste = RapidMiner.Replace("class recall\t66.67%\t62.50%\t100.00%\t\n", below, StringComparison.Ordinal);

        Audit(paste).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(paste).Question.Claims.Should().HaveCount(10);
        Audit(paste.Replace("88.", "86.", StringComparison.Ordinal).Replace("0.889", "0.869", StringComparison.Ordinal)).Answer.Possibility
            .Should().Be(Possibility.Impossible);
        Audit(paste.Replace("62.50%", "63.50%", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
        if (paste.Contains("specificity", StringComparison.Ordinal)) Audit(paste).Figures.Notes.Should().Contain("not judged: specificity");
    }

    [Fact]
    public void F1_may_stand_at_the_end_of_each_row()
    {
        const string paste = "| Actual | cat | owl | dog | Recall | F1 |\n|--|--|--|--|--|--|\n| cat | 4 | 2 | 0 | 0.667 | 0.667 |\n"
            + "| owl | 2 | 5 | 1 | 0.625 | 0.667 |\n| dog | 0 | 0 | 4 | 1.000 | 0.889 |\n| Precision | 0.667 | 0.714 | 0.800 | | |\n";

        Audit(paste).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(paste).Question.Claims.Should().HaveCount(9);
        Audit(paste.Replace("0.889", "0.869", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_figure_with_another_title_below_is_named_and_hides_none_behind_it()
    {
        // 13 of 18 are hits and 112/324 would be by chance: κ is 0.575.
        var audit = Audit(RapidMiner + "weighted_mean_recall: 50.00%\nkappa: 0.575\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: weighted_mean_recall");
        Audit(RapidMiner + "weighted_mean_recall: 50.00%\nkappa: 0.500\n").Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit(Map + "\nOverall accuracy: 72.22%\nMacro F1: 0.100\n").Figures.Notes.Should().Contain("not judged: Macro F1");
    }

    [Fact]
    public void Prose_below_is_said_to_be_skipped() =>
        Audit(Map + "\nThe macro F1 is 0.100 and the accuracy is 0.500.\n").Figures.Notes.Should().Contain("skipped: line 8");

    [Fact]
    public void What_stands_next_above_the_second_of_two_matrices_is_its_own()
    {
        // Of the second, 3 dogs were seen: 12 hits of 17.
        var other = RapidMiner.Replace("\t1\t4\t80.00%", "\t1\t3\t75.00%", StringComparison.Ordinal)
            .Replace("72.22%", "70.59%", StringComparison.Ordinal);

        Read(RapidMiner + "\n" + other).Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent);
        Read(RapidMiner + "\n" + other.Replace("70.59%", "72.22%", StringComparison.Ordinal))
            .Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should().Equal(Possibility.Consistent, Possibility.Impossible);
    }

    [Fact]
    public void A_mean_over_folds_is_not_the_accuracy_of_a_matrix_of_all_of_them()
    {
        var audit = Audit(RapidMiner.Replace("72.22%", "71.90% +/- 8.31%", StringComparison.Ordinal));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: accuracy over folds");
    }
}
