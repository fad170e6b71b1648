using Reproduction.Claims.Counting;
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

    [Fact]
    public void A_mean_over_folds_is_not_the_accuracy_of_a_matrix_of_all_of_them()
    {
        var audit = Audit(RapidMiner.Replace("72.22%", "71.90% +/- 8.31%", StringComparison.Ordinal));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: accuracy over folds");
    }

    [Theory]
    [InlineData("Class  hits  errors  precision\ncat  3  1  0.75\nowl  5  1  0.83\n")]
    [InlineData("       owl  cat  precision\ncat  3  1  0.75\nowl  1  5  0.83\n")]
    public void Counts_below_other_titles_than_the_classes_in_their_order_are_no_matrix(string paste) =>
        FluentActions.Invoking(() => Audit(paste)).Should().Throw<BadInputException>();
}
