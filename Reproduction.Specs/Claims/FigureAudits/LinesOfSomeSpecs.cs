using Reproduction.Claims.Counting.Questions;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Lines that are means of some classes, and classes that have as many images as others together.</summary>
public sealed class LinesOfSomeSpecs
{
    /// <summary>[[45, 3, 1, 1], [2, 40, 2, 1], [0, 3, 54, 3], [1, 2, 4, 33]], with means of the first two classes and the others.</summary>
    private const string Cat = "| cat | 0.938 | 0.900 | 0.918 | 50 |\n";
    private const string Dog = "| dog | 0.833 | 0.889 | 0.860 | 45 |\n";
    private const string Car = "| car | 0.885 | 0.900 | 0.893 | 60 |\n";
    private const string Bus = "| bus | 0.868 | 0.825 | 0.846 | 40 |\n";
    private const string OfAnimals = " | 0.888 | 0.895 | 0.891 | 95 |\n";
    private const string OfVehicles = " | 0.879 | 0.870 | 0.874 | 100 |\n";
    private const string Weighted = "| Weighted avg | 0.883 | 0.882 | 0.882 | 195 |\n";

    [Theory]
    [InlineData(Cat + Dog + "| **Animals (avg)**" + OfAnimals + Car + Bus + "| **Vehicles (avg)**" + OfVehicles + Weighted,
        "Animals (avg), Vehicles (avg)")]
    [InlineData("| Animals" + OfAnimals + Cat + Dog + "| Vehicles" + OfVehicles + Car + Bus + Weighted, "Animals, Vehicles")]
    [InlineData(Cat + Dog + "| Animals" + OfAnimals + Car + Bus + "| Vehicles" + OfVehicles + Weighted, "Animals, Vehicles")]
    [InlineData(Cat + Dog + "| Animals" + OfAnimals + Car + Bus + Weighted, "Animals")]
    [InlineData(Cat + Dog + Car + Bus + Weighted + "| of which animals" + OfAnimals, "of which animals")]
    public void Means_of_some_classes_are_named_and_not_judged(string rows, string named)
    {
        var audit = PastedTable.Audit(PastedTable.Titles + rows);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "car", "bus");
        audit.Question.Supports.Should().Equal(50, 45, 60, 40);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
        // 45 of 50 are 0.900 and 46 are 0.920; 172 of 195 were found; and one image is missing.
        foreach (var (right, wrong) in new[] { ("0.938 | 0.900", "0.938 | 0.910"), ("0.883 | 0.882", "0.883 | 0.892"), ("195", "194") })
            PastedTable.Verdict(PastedTable.Titles + rows.Replace(right, wrong, StringComparison.Ordinal))
                .Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("")]
    [InlineData("| Accuracy | | | 0.882 | |\n")]
    public void Two_lines_with_all_images_and_the_recalls_of_means_are_no_classes_where_no_line_has_all_images(string last)
    {
        var table = PastedTable.Titles + Cat + Dog + "| Animals" + OfAnimals + Car + Bus + "| Vehicles" + OfVehicles + last;
        var audit = PastedTable.Audit(table);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "car", "bus");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: Animals, Vehicles");
        // A class of 95 images that has no mean of the recalls above.
        PastedTable.Read(table.Replace("0.895", "0.947", StringComparison.Ordinal))[0].ClassNames.Should().HaveCount(6);
    }

    [Fact]
    public void Images_of_some_classes_without_scores_are_of_no_class()
    {
        var audit = PastedTable.Audit(
            PastedTable.Titles + Cat + Dog + "| Animals | | | | 95 |\n" + Car + Bus + "| Vehicles | | | | 100 |\n| Total | | | | 195 |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "car", "bus");
        audit.Question.Supports.Should().Equal(50, 45, 60, 40);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: Animals, Vehicles");
    }

    [Fact]
    public void Means_of_some_classes_are_none_in_a_table_whose_columns_are_classes_and_in_a_text()
    {
        var columns = PastedTable.Audit(
            "| Metric | cat | dog | animals | car | bus | vehicles | weighted avg |\n|---|---|---|---|---|---|---|---|\n"
            + "| Precision | 0.938 | 0.833 | 0.888 | 0.885 | 0.868 | 0.879 | 0.883 |\n"
            + "| Recall | 0.900 | 0.889 | 0.895 | 0.900 | 0.825 | 0.870 | 0.882 |\n"
            + "| F1 | 0.918 | 0.860 | 0.891 | 0.893 | 0.846 | 0.874 | 0.882 |\n| Support | 50 | 45 | 95 | 60 | 40 | 100 | 195 |\n");
        var text = PastedTable.Audit(
            "precision recall f1-score support\n\ncat 0.92 0.90 0.91 50\ndog 0.82 0.89 0.85 45\nanimals 0.87 0.89 0.88 95\n"
            + "car 0.95 0.88 0.91 40\n\nweighted avg 0.89 0.89 0.89 135\n");

        columns.Figures.ClassNames.Should().Equal("cat", "dog", "car", "bus");
        columns.Answer.Possibility.Should().Be(Possibility.Consistent);
        columns.Figures.Notes.Should().Contain("not judged: animals, vehicles");
        text.Figures.ClassNames.Should().Equal("cat", "dog", "car");
        text.Answer.Possibility.Should().Be(Possibility.Consistent);
        text.Figures.Notes.Should().Contain("not judged: animals");
    }

    /// <summary>[[45, 2, 2, 1], [1, 40, 3, 1], [1, 4, 88, 2], [0, 1, 4, 35]]: foxes are as many as cats and dogs.</summary>
    [Theory]
    [InlineData("230", Possibility.Consistent)]
    [InlineData("229", Possibility.Impossible)]
    public void A_class_may_have_as_many_images_as_the_two_above_it(string images, Possibility expected)
    {
        var audit = PastedTable.Audit(
            PastedTable.Titles + "| cat | 0.957 | 0.900 | 0.928 | 50 |\n| dog | 0.851 | 0.889 | 0.870 | 45 |\n"
            + $"| fox | 0.907 | 0.926 | 0.917 | 95 |\n| owl | 0.897 | 0.875 | 0.886 | 40 |\n| Weighted avg | 0.905 | 0.904 | 0.905 | {images} |\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "fox", "owl");
        audit.Answer.Possibility.Should().Be(expected);
    }

    [Theory]
    [InlineData("| Macro avg | 0.881 | 0.878 | 0.879 | 195 |\n| Macro avg (excl. bus) | 0.885 | 0.896 | 0.890 | 155 |\n" + Weighted,
        "Macro avg (excl. bus)")]
    [InlineData("| Accuracy | | | 0.882 | 195 |\n" + Weighted + "| Weighted avg w/o bus | 0.887 | 0.897 | 0.891 | 155 |\n",
        "Weighted avg w/o bus")]
    [InlineData(Weighted + "| Macro avg ohne bus | 0.885 | 0.896 | 0.890 | 195 |\n", "Macro avg ohne bus")]
    public void An_average_that_is_said_to_be_without_a_class_is_named_and_not_judged(string averages, string named)
    {
        var table = PastedTable.Titles + Cat + Dog + Car + Bus + averages;
        var audit = PastedTable.Audit(table);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "car", "bus");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
        PastedTable.Verdict(table.Replace("0.883 | 0.882", "0.883 | 0.892", StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
    }

    /// <summary>45 of 55 names of people, 40 of 50 of places and 35 of 45 of organisations found, and 485 of 500 other words.</summary>
    private const string Words = PastedTable.Titles + "| PER | 0.818 | 0.818 | 0.818 | 55 |\n| LOC | 0.741 | 0.800 | 0.769 | 50 |\n"
        + "| ORG | 0.854 | 0.778 | 0.814 | 45 |\n| O | 0.970 | 0.970 | 0.970 | 500 |\n";

    [Theory]
    [InlineData("| Accuracy | | | 0.931 | 650 |\n", "Micro avg (w/o O)", "0.800 | 0.800 | 0.800 | 150")]
    [InlineData("| Accuracy | | | 0.931 | 650 |\n", "Micro avg", "0.800 | 0.800 | 0.800 | 150")]
    [InlineData("| Accuracy | | | 0.931 | 650 |\n", "Average (entities)", "0.803 | 0.800 | 0.801 | 150")]
    [InlineData("| Accuracy | | | 0.931 | 650 |\n", "Macro avg (excl. O)", "0.804 | 0.799 | 0.800 | 650")]
    [InlineData("", "Average", "0.803 | 0.800 | 0.801 | 150")]
    public void An_average_with_the_images_of_all_classes_but_one_is_named_and_not_judged(string accuracy, string name, string cells)
    {
        var audit = PastedTable.Audit(Words + accuracy + $"| {name} | {cells} |\n");

        audit.Figures.ClassNames.Should().Equal("PER", "LOC", "ORG", "O");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {name}");
    }

    [Theory]
    // A slip: the images of no classes; and those of some, with a recall that is not theirs.
    [InlineData("0.800 | 0.800 | 0.800 | 149")]
    [InlineData("0.930 | 0.931 | 0.930 | 600")]
    public void An_average_whose_images_are_those_of_some_classes_by_a_slip_is_judged(string cells) =>
        PastedTable.Verdict(Words + $"| Accuracy | | | 0.931 | 650 |\n| Weighted avg | {cells} |\n").Should()
            .Be(Possibility.Impossible);

    /// <summary>
    /// [[18, 0, 0, 1, 1, 0], [0, 27, 0, 0, 0, 3], [0, 0, 45, 0, 2, 3], [1, 1, 0, 13, 0, 0], [0, 1, 0, 1, 41, 2], [2, 0, 2, 1, 1, 54]]: two
    /// classes have as many images as the two above each.
    /// </summary>
    [Fact]
    public void Classes_with_the_images_and_the_recall_but_not_the_precision_of_those_above_are_classes()
    {
        const string ants = "| ant | 0.86 | 0.90 | 0.88 | 20 |\n| bee | 0.93 | 0.90 | 0.92 | 30 |\n| cat | 0.96 | 0.90 | 0.93 | 50 |\n"
            + "| dog | 0.81 | 0.87 | 0.84 | 15 |\n| eel | 0.91 | 0.91 | 0.91 | 45 |\n| fox | 0.87 | 0.90 | 0.89 | 60 |\n";

        PastedTable.Verdict(PastedTable.Titles + ants + "| Accuracy | 0.90 | | | |\n").Should().Be(Possibility.Consistent);
        PastedTable.Verdict(PastedTable.Titles + ants.Replace("0.96", "0.40", StringComparison.Ordinal)).Should()
            .Be(Possibility.Impossible);
    }
}
