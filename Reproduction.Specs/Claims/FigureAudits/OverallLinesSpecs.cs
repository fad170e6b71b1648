using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Lines of one figure of a whole table, of [[41, 5, 4], [3, 57, 10], [6, 2, 22]]: 120 of 150 images, recalls of 0.82, 0.814 and 0.733,
/// agreement by chance (50 · 50 + 70 · 64 + 30 · 36) / 150² = 0.3582.
/// </summary>
public sealed class OverallLinesSpecs
{
    private const string Table = Titles + "| cat | 0.820 | 0.820 | 0.820 | 50 |\n| dog | 0.891 | 0.814 | 0.851 | 70 |\n"
        + "| bird | 0.611 | 0.733 | 0.667 | 30 |\n";

    // Kappa is (0.8 − 0.3582) / (1 − 0.3582), Matthews' correlation a little above it, the mean of the recalls 0.7892.
    [Theory]
    [InlineData("| OA | | | 0.800 | 150 |\n", "0.800", "0.900")]
    [InlineData("| OA (%) | 80.0 | | | |\n", "80.0", "90.0")]
    [InlineData("| Overall Accuracy (OA) | 0.800 | | | |\n", "0.800", "0.900")]
    [InlineData("| Error rate | | 0.200 | | |\n", "0.200", "0.100")]
    [InlineData("| Balanced accuracy | | | 0.789 | 150 |\n", "0.789", "0.889")]
    [InlineData("| Balanced Acc. (BA) | 78.9% | | | |\n", "78.9", "88.9")]
    [InlineData("| Kappa | 0.688 | | | |\n", "0.688", "0.788")]
    [InlineData("| Cohen's kappa (κ) | 0.688 | 0.688 | 0.688 | 150 |\n", "0.688", "0.788")]
    [InlineData("| Kappa coefficient | | | 0,688 | |\n", "0,688", "0,788")]
    [InlineData("| MCC | 0.69 | | | |\n", "0.69", "0.99")]
    [InlineData("| MCC score | 0.69 | | | |\n", "0.69", "0.99")]
    [InlineData("| Kappa value | 0.688 | | | |\n", "0.688", "0.788")]
    public void A_line_of_accuracy_or_agreement_is_judged_with_images_or_without(string line, string right, string wrong)
    {
        var table = line.Contains(',') ? Table.Replace("0.", "0,", StringComparison.Ordinal) : Table;
        var figures = Read(table + line).Should().ContainSingle().Which;

        figures.ClassNames.Should().Equal("cat", "dog", "bird");
        figures.Question.Supports.Should().Equal(50, 70, 30);
        FiguresAudit.Possible(figures).Should().Be(Possibility.Consistent);
        Verdict(table + line.Replace(right, wrong, StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
    }

    /// <summary>991 of 1000, 496 of 500 and 495 of 500.</summary>
    [Theory]
    [InlineData("| Error rate (%) | 0.90 | | | |\n", Possibility.Consistent, false)]
    [InlineData("| Error rate (%) | 0.80 | | | |\n", Possibility.Impossible, false)]
    [InlineData("| Error rate | 0.90 | | | |\n", Possibility.Consistent, true)]
    public void An_error_below_one_per_cent_is_read_as_its_name_says(string line, Possibility expected, bool isNamed)
    {
        var audit = Audit("| Class | Precision (%) | Recall (%) | F1 (%) | Support |\n|---|---|---|---|---|\n"
            + "| neg | 99.20 | 99.00 | 99.10 | 500 |\n| pos | 99.00 | 99.20 | 99.10 | 500 |\n| Overall accuracy (%) | 99.10 | | | |\n"
            + line);

        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.Notes.Any(note => note.Contains("not judged: Error rate", StringComparison.Ordinal)).Should().Be(isNamed);
    }

    /// <summary>Above 1 it is no share, and of 1.5 % nothing speaks; an error is often just above 1 %.</summary>
    [Theory]
    [InlineData("| Kappa | 1.5 | | | |\n", Possibility.Consistent, "not judged: Kappa")]
    [InlineData("| Error rate | 1.5 | | | |\n", Possibility.Impossible, null)]
    public void A_number_just_above_1_is_in_per_cent_only_if_it_is_an_error(string line, Possibility expected, string? named)
    {
        var audit = Audit(Table + line);

        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.Notes.Any(note => note == named).Should().Be(named is not null);
    }

    [Fact]
    public void Several_of_them_are_judged_together()
    {
        // 120 of 150 images is a kappa of 0.688 here, and not of 0.700.
        Verdict(Table + "| OA | 0.800 | | | |\n| Kappa | 0.688 | | | |\n| MCC | 0.69 | | | |\n").Should()
            .Be(Possibility.Consistent);
        Verdict(Table + "| OA | 0.800 | | | |\n| Kappa | 0.700 | | | |\n").Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("AUC")]
    [InlineData("Log loss")]
    [InlineData("Weighted kappa (quadratic)")]
    [InlineData("Top-5 accuracy")]
    public void A_line_of_another_measure_is_named_and_not_judged(string name)
    {
        var audit = Audit(Table + $"| {name} | 0.950 | | | |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().ContainMatch($"not judged: *{name}*");
    }

    [Fact]
    public void What_all_classes_together_are_is_not_judged_where_some_may_not_be_listed()
    {
        // Precision and recall of all together are two rates: some were taken for classes that are not listed.
        var audit = Audit(Titles + "| PER | 0.918 | 0.900 | 0.909 | 100 |\n| LOC | 0.875 | 0.875 | 0.875 | 80 |\n"
            + "| ORG | 0.727 | 0.667 | 0.696 | 60 |\n| Micro avg | 0.858 | 0.833 | 0.846 | 240 |\n| Kappa | 0.1 | | | |\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: Kappa");
    }

    [Fact]
    public void Classes_that_are_called_so_are_classes_as_their_scores_say()
    {
        // Osteoarthritis, and images of their own.
        Audit(Table + "| OA | 0.900 | 0.900 | 0.900 | 40 |\n").Figures.ClassNames.Should().Equal("cat", "dog", "bird", "OA");
        Audit(Table + "| OA | 1.00 | 1.00 | 1.00 | 40 |\n").Figures.ClassNames.Should().Equal("cat", "dog", "bird", "OA");
    }
}
