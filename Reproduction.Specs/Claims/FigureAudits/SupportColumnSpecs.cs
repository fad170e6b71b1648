using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Where the images of each class may stand, and under which titles, beside the scores of [[41, 5, 4], [3, 57, 10], [6, 2, 22]]:
/// precisions 41/50, 57/64, 22/36, recalls 41/50, 57/70, 22/30.
/// </summary>
public sealed class SupportColumnSpecs
{
    private static readonly string[] Images = ["50", "70", "30"];

    [Theory]
    [InlineData("# test images")]
    [InlineData("test images")]
    [InlineData("Supp.")]
    [InlineData("Number of test samples")]
    [InlineData("#Samples", true)]
    [InlineData("n_samples", true)]
    [InlineData("No. of instances", true)]
    [InlineData("Anzahl", true)]
    [InlineData("effectif", true)]
    [InlineData("#", true)]
    public void A_column_of_whole_numbers_is_of_images_under_titles_that_count_them(string title, bool mayBeOfOthers = false)
    {
        foreach (var table in new[] { Table(title, Images), Table(title, Images, "| weighted avg | 0.811 | 0.800 | 0.804 | 150 |\n"),
            Table(title, Images, "| macro avg | 0.774 | 0.789 | 0.779 | 50 |\n") })
        {
            Audit(table).Question.Supports.Should().Equal(50, 70, 30);
            Audit(table).Answer.Possibility.Should().Be(Possibility.Consistent);
        }
        Audit(Table(title, Images)).Figures.Notes.Contains($"read as images of each class: the column '{title}'").Should()
            .Be(mayBeOfOthers);
        // 0.824 is no k/50: the score is false, or the images are others.
        var wrong = Table(title, Images).Replace("0.820 | 0.820 | 0.820", "0.820 | 0.824 | 0.822", StringComparison.Ordinal);
        if (mayBeOfOthers)
            Refusal(wrong).Should().EndWith(
                $":3: no support of 'cat' (column '{title}' holds whole numbers: is it? give it as --support 50,70,30)");
        else Audit(wrong).Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit(wrong, "50,70,30").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>Scores of 50, 70 and 30 images, beside numbers under titles of a data set, of people or of errors.</summary>
    [Theory]
    [InlineData("No. of samples", "", "100", "100", "100")]
    [InlineData("Patients", "| Total | 0.774 | 0.789 | 0.779 | 37 |\n", "12", "17", "8")]
    [InlineData("Fehler", "| Total | 0.774 | 0.789 | 0.779 | 30 |\n", "9", "13", "8")]
    [InlineData("#", "", "7", "2", "5")]
    public void Numbers_of_something_else_are_asked_for_and_those_given_count(string title, string averages, params string[] numbers)
    {
        var table = Table(title, numbers, averages);

        Refusal(table).Should().EndWith(
            $":3: no support of 'cat' (column '{title}' holds whole numbers: is it? give it as --support {string.Join(',', numbers)})");
        Audit(table, "50,70,30").Question.Supports.Should().Equal(50, 70, 30);
        Audit(table, "50,70,30").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void Where_they_do_not_fit_those_of_a_matrix_beside_count() =>
        Audit(Table("No. of samples", ["100", "100", "100"]) + "\n[[41  5  4]\n [ 3 57 10]\n [ 6  2 22]]\n").Question.Supports.Should()
            .Equal(50, 70, 30);

    [Fact]
    public void Before_the_scores_a_number_sign_is_an_index() =>
        Refusal("| # | Class | Precision | Recall | F1 |\n|---|---|---|---|---|\n| 7 | cat | 0.82 | 0.82 | 0.82 |\n"
            + "| 2 | dog | 0.89 | 0.81 | 0.85 |\n| 5 | bird | 0.61 | 0.73 | 0.67 |\n").Should().Contain(":3: no support of 'cat'");

    [Theory]
    [InlineData("# test images", "| weighted avg | 0.811 | 0.800 | 0.804 | 160 |\n")]
    [InlineData("#", "| weighted avg | 0.811 | 0.800 | 0.804 | 160 |\n")]
    [InlineData("Anzahl", "| weighted avg | 0.811 | 0.800 | 0.804 | 160 |\n")]
    // Those of whole data sets are mostly called so.
    [InlineData("# images", "")]
    [InlineData("Total", "")]
    public void One_that_may_be_of_others_is_named_and_asked_for(string title, string averages) =>
        Refusal(Table(title, Images, averages)).Should().EndWith(
            $":3: no support of 'cat' (column '{title}' holds whole numbers: is it? give it as --support 50,70,30)");

    [Theory]
    [InlineData("#", "1", "2", "3")]
    [InlineData("#", "2", "1", "3")]
    [InlineData("#", "0.5", "0.7", "0.3")]
    [InlineData("Images (train)", "501", "703", "307")]
    [InlineData("Support (%)", "33", "47", "20")]
    public void One_that_counts_the_rows_or_is_of_other_images_is_not_asked_for(string title, params string[] numbers) =>
        Refusal(Table(title, numbers)).Should().EndWith(":3: no support of 'cat', expected it in the table or as --support");

    [Fact]
    public void Beside_a_column_that_is_called_support_it_is_not_judged()
    {
        const string table =
            "| Class | Precision | Recall | Support | # test images |\n|---|---|---|---|---|\n| cat | 0.820 | 0.820 | 50 | 51 |\n"
            + "| dog | 0.891 | 0.814 | 70 | 71 |\n| bird | 0.611 | 0.733 | 30 | 31 |\n";

        Audit(table).Question.Supports.Should().Equal(50, 70, 30);
        Audit(table).Figures.Notes.Should().Contain("not judged: # test images");
    }

    [Theory]
    [InlineData("Support", "50 (33.3%)", "70 (46.7%)", "30 (20.0%)")]
    [InlineData("n (%)", "50 (33.3)", "70 (46.7)", "30 (20.0)")]
    [InlineData("n (%)", "50 (33%)", "70 (47%)", "30 (20%)")]
    [InlineData("Support", "33.3% (50)", "46.7% (70)", "20.0% (30)")]
    [InlineData("Images", "n = 50 (33.3 %)", "n = 70 (46.6 %)", "n = 30 (20.0 %)")]
    [InlineData("Support", "50 (0.33)", "70 (0.47)", "30 (0.20)")]
    public void Images_with_their_share_of_all_beside_are_read_where_it_is_theirs(string title, params string[] images)
    {
        Audit(Table(title, images)).Question.Supports.Should().Equal(50, 70, 30);
        Audit(Table(title, images)).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(Table(title, images, "| weighted avg | 0.811 | 0.800 | 0.804 | 150 (100%) |\n")).Answer.Possibility.Should()
            .Be(Possibility.Consistent);
    }

    [Fact]
    public void Shares_that_are_of_something_else_are_refused() =>
        Refusal(Table("Support", ["50 (33.3%)", "70 (46.7%)", "30 (25.0%)"])).Should()
            .EndWith(":3: support is '50 (33.3%)', expected a whole number of images");

    [Theory]
    [InlineData("cat (n=50)", "dog (n=70)", "bird (n=30)")]
    [InlineData("cat (N = 50)", "dog (N = 70)", "bird (N = 30)")]
    [InlineData("cat [n=50]", "dog [n=70]", "bird [n=30]")]
    [InlineData("cat, n = 50", "dog, n = 70", "bird, n = 30")]
    [InlineData("cat (50 images)", "dog (70 images)", "bird (30 images)")]
    [InlineData("cat (50)", "dog (70)", "bird (30)")]
    public void Images_may_stand_behind_the_name_of_each_class(params string[] names)
    {
        foreach (var averages in new[] {
            "", "| Macro avg | 0.774 | 0.789 | 0.779 |\n", "| Weighted avg (n=150) | 0.811 | 0.800 | 0.804 |\n" })
        {
            var audit = Audit(Named(names, averages));

            audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
            audit.Question.Supports.Should().Equal(50, 70, 30);
            audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        }
    }

    [Fact]
    public void Of_names_that_say_that_images_are_their_support_a_false_score_is_impossible() =>
        // 0.824 is no k/50.
        Audit(Named(["cat (support=50)", "dog (support=70)", "bird (support=30)"]).Replace("0.820 | 0.820 | 0.820",
            "0.820 | 0.824 | 0.822", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);

    /// <summary>Those of the training set, say.</summary>
    [Fact]
    public void Numbers_behind_names_that_may_be_of_other_images_are_asked_for()
    {
        var table = Named(["cat (n = 100)", "dog (n = 100)", "bird (n = 100)"]);

        Refusal(table).Should().EndWith(
            ":3: no support of 'cat' (whole numbers stand behind the names: are they? give them as --support 100,100,100)");
        Audit(table, "50,70,30").Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        Audit(table, "50,70,30").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("Mean (n = 3)")]
    [InlineData("Macro avg (n = 3)")]
    public void The_number_of_classes_behind_an_average_is_no_number_of_images(string name)
    {
        var audit = Audit(Named(["cat (n = 50)", "dog (n = 70)", "bird (n = 30)"], $"| {name} | 0.774 | 0.789 | 0.779 |\n"));

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        audit.Question.Supports.Should().Equal(50, 70, 30);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>Codes of diseases, say.</summary>
    [Fact]
    public void Numbers_in_brackets_that_are_no_images_as_far_as_the_figures_go_are_asked_for()
    {
        string[] names = ["cat (486)", "dog (491)", "bird (502)"];

        Refusal(Named(names)).Should().EndWith(
            ":3: no support of 'cat (486)' (whole numbers stand behind the names: are they? give them as --support 486,491,502)");
        Audit(Named(names), "50,70,30").Figures.ClassNames.Should().Equal(names);
        Audit(Named(names), "50,70,30").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>0.820 is no k/7.</summary>
    [Fact]
    public void Of_many_numbers_that_are_asked_for_the_first_thirty_are_shown() =>
        Refusal("| Class | Precision | Recall | F1 |\n|---|---|---|---|\n"
            + string.Concat(Enumerable.Range(0, 31).Select(c => $"| c{c} (7) | 0.820 | 0.820 | 0.820 |\n"))).Should()
            .EndWith($"give them as --support {string.Join(',', Enumerable.Repeat(7, 30))},…)");

    [Theory]
    [InlineData("grade (1)", "grade (2)", "grade (3)")]
    [InlineData("cat (1)", "dog (2)", "bird (3)")]
    [InlineData("cat (n=50)", "dog", "bird (n=30)")]
    public void Numbers_that_count_the_classes_or_stand_behind_some_are_none(params string[] names) =>
        Refusal(Named(names)).Should().Match("*:3: no support of '*', expected it in the table or as --support");

    private static string Table(string title, string[] images, string averages = "") =>
        $"| Class | Precision | Recall | F1 | {title} |\n|---|---|---|---|---|\n| cat | 0.820 | 0.820 | 0.820 | {images[0]} |\n"
            + $"| dog | 0.891 | 0.814 | 0.851 | {images[1]} |\n| bird | 0.611 | 0.733 | 0.667 | {images[2]} |\n{averages}";

    private static string Named(string[] names, string averages = "") =>
        $"| Class | Precision | Recall | F1 |\n|---|---|---|---|\n| {names[0]} | 0.820 | 0.820 | 0.820 |\n"
            + $"| {names[1]} | 0.891 | 0.814 | 0.851 |\n| {names[2]} | 0.611 | 0.733 | 0.667 |\n{averages}";
}
