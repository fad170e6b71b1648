using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Lines with images and no figure that are called a total: [[9, 0, 1], [0, 19, 1], [1, 1, 38]], 66 hits of 70 cats, dogs and owls.
/// </summary>
public sealed class TotalsOfImagesSpecs
{
    private const string Cat = "| cat | 0.900 | 0.900 | 0.900 | 10 |\n";

    private const string Dog = "| dog | 0.950 | 0.950 | 0.950 | 20 |\n";

    private const string Owl = "| owl | 0.950 | 0.950 | 0.950 | 40 |\n";

    [Theory]
    [InlineData("Total")]
    [InlineData("**Total**")]
    [InlineData("Σ")]
    [InlineData("$\\Sigma$")]
    [InlineData("Sum")]
    [InlineData("Gesamt")]
    [InlineData("Overall")]
    [InlineData("合計")]
    public void A_total_is_no_class_and_its_images_are_those_of_all(string name)
    {
        var rows = Titles + Cat + Dog + Owl;
        var audit = Audit($"{rows}| {name} | | | | 70 |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "owl");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Claims.Should().HaveCount(10);
        Audit($"{rows}| {name} | - | - | - | 68 |\n").Answer.Possibility.Should().Be(Possibility.Impossible);
        // The mean is none, and more images than those of the classes need classes that are missing.
        Audit($"{rows}| {name} | | | | 23 |\n").Answer.Possibility.Should().Be(Possibility.Impossible);
        Refusal($"{rows}| {name} | | | | 77 |\n").Should()
            .EndWith(":6: averages of 77 images below classes of 70: classes are missing, expected every line of the report");
        Audit($"{rows}| accuracy | | | 0.943 | 70 |\n| {name} | | | | 77 |\n").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_total_may_stand_above_the_classes()
    {
        Audit($"{Titles}| Total | | | | 70 |\n{Cat}{Dog}{Owl}").Figures.ClassNames.Should().Equal("cat", "dog", "owl");
        Audit($"{Titles}| Total | | | | 68 |\n{Cat}{Dog}{Owl}").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_total_of_the_classes_next_above_it_is_named_and_not_judged()
    {
        var audit = Audit($"{Titles}{Cat}{Dog}| Total | | | | 30 |\n{Owl}| Total | | | | 70 |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "owl");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: Total");
    }

    [Fact]
    public void Whoever_says_that_it_is_a_class_is_believed() =>
        Audit($"{Titles}{Cat}{Dog}| total | | | | 35 |\n", lastLine: "class").Figures.ClassNames.Should().Equal("cat", "dog", "total");
}
