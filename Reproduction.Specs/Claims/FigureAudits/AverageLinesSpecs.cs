using Reproduction.Claims.Counting.Questions;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Lines of all classes together, under whatever name, and classes that are called as such lines are.</summary>
public sealed class AverageLinesSpecs
{
    // 9 of 10 cats and 19 of 20 dogs.
    private const string Pets = PastedTable.Titles + "| cat | 0.90 | 0.90 | 0.90 | 10 |\n| dog | 0.95 | 0.95 | 0.95 | 20 |\n";

    [Theory]
    [InlineData("| accuracy | | | 0.93 | 30 |\n| Mean (macro) | 0.93 | 0.93 | 0.93 | 30 |\n| Mean (weighted) | 0.93 | 0.93 | 0.93 | 30 |\n")]
    [InlineData("| macro avg | 0.93 | 0.93 | 0.93 | 30 |\n| Test accuracy | | | 0.93 | 30 |\n")]
    [InlineData("| Gesamt | 0.93 | 0.93 | 0.93 | 30 |\n| macro avg | 0.93 | 0.93 | 0.93 | 30 |\n")]
    public void A_line_with_the_images_of_all_classes_above_is_an_average_under_whatever_name(string last)
    {
        var audit = PastedTable.Audit(Pets + last);

        audit.Question.Supports.Should().Equal(10, 20);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("macro", "micro")]
    [InlineData("weighted", "samples")]
    public void A_class_is_one_though_it_is_called_as_an_average_is_where_it_has_other_images_than_averages_have(string one, string other)
    {
        var audit = PastedTable.Audit(
            $"precision recall f1-score support\n\nlarge 0.90 0.90 0.90 10\n{one} 0.95 0.95 0.95 20\n{other} 0.90 0.90 0.90 10\n\naccuracy 0.93 40\n");

        audit.Figures.ClassNames.Should().Equal("large", one, other);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>[[14, 5, 1], [0, 15, 0], [0, 2, 8]]: 37 hits of 45, P = R = F1 = 0.822 and a pooled Jaccard of 37/53 = 0.698.</summary>
    [Fact]
    public void An_overall_line_of_counts_together_has_another_Jaccard_than_F1() =>
        PastedTable.Audit(
            "| class | precision | recall | IoU | f1-score | support |\n|---|---|---|---|---|---|\n| a | 1.00 | 0.70 | 0.70 | 0.82 | 20 |\n"
            + "| b | 0.68 | 1.00 | 0.68 | 0.81 | 15 |\n| c | 0.89 | 0.80 | 0.73 | 0.84 | 10 |\n| overall | 0.82 | 0.82 | 0.70 | 0.82 | 45 |\n")
            .Answer.Possibility.Should().Be(Possibility.Consistent);

    /// <summary>[[16, 2, 2], [1, 21, 3], [1, 1, 28]].</summary>
    private const string Birds = PastedTable.Titles + "| cat | 0.89 | 0.80 | 0.84 | 20 |\n| dog | 0.88 | 0.84 | 0.86 | 25 |\n| owl | 0.85 | 0.93 | 0.89 | 30 |\n";

    [Theory]
    [InlineData("| accuracy | | | 0.87 | 75 |\n| 宏平均 | 0.87 | 0.86 | 0.86 | 75 |\n| 加权平均 | 0.87 | 0.87 | 0.87 | 75 |\n", null)]
    [InlineData("| M-Avg | 0.87 | 0.86 | 0.86 | 75 |\n| W-Avg | 0.87 | 0.87 | 0.87 | 75 |\n", null)]
    [InlineData("| Average | 0.87 | 0.86 | 0.86 | 25 |\n", null)]
    [InlineData("| Macro avg | 0.87 | 0.86 | 0.86 | 25 |\n", null)]
    [InlineData("| Average | 0.87 | 0.86 | 0.86 | |\n| Overall | 0.87 | 0.87 | 0.87 | 75 |\n", null)]
    [InlineData("| accuracy | | | 0.87 | 75 |\n| MCC | | | 0.80 | 75 |\n", "not judged: MCC")]
    [InlineData("| accuracy | | | 0.87 | 75 |\n| Balanced accuracy | | | 0.86 | 75 |\n", "not judged: Balanced accuracy")]
    public void A_last_line_is_none_of_a_class_by_its_images(string last, string? note)
    {
        var audit = PastedTable.Audit(Birds + last);

        audit.Question.Supports.Should().Equal(20, 25, 30);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        if (note is not null) audit.Figures.Notes.Should().Contain(note);
    }

    /// <summary>45 of 50, 88 of 100 and 63 of 70, and 50, 97 and 73 answers.</summary>
    private const string Cats = PastedTable.Titles + "| cat | .9000 | .9000 | .9000 | 50 |\n| dog | .9072 | .8800 | .8934 | 100 |\n| bird | .8630 | .9000 | .8811 | 70 |\n";

    [Theory]
    [InlineData("Non-weighted average")]
    [InlineData("Unweighted mean")]
    [InlineData("Not weighted avg")]
    [InlineData("Mean (unweighted)")]
    [InlineData("Unweighted mean of the classes")]
    public void A_mean_that_is_not_weighted_is_the_plain_mean(string name)
    {
        PastedTable.Audit(Cats + $"| {name} | .8901 | .8933 | .8915 | 220 |\n").Answer.Possibility.Should().Be(Possibility.Consistent);
        // Those by support.
        PastedTable.Audit(Cats + $"| {name} | .8915 | .8909 | .8910 | 220 |\n").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("| Macro F1 | 0.8915 | | | 220 |\n", "macro_f1=0.8915")]
    [InlineData("| Macro F1 | | | 0.8915 | 220 |\n", "macro_f1=0.8915")]
    [InlineData("| F1-score (macro) | 0.8915 | | | |\n", "macro_f1=0.8915")]
    [InlineData("| Weighted F1 | 0.8910 | 0.8910 | 0.8910 | 220 |\n", "weighted_f1=0.8910")]
    [InlineData("| Macro precision | 0.8901 | | | 220 |\n| Macro recall | 0.8933 | | | 220 |\n| Macro F1 | 0.8915 | | | 220 |\n", "macro_recall=0.8933")]
    [InlineData("| Macro avg | | | 0.8915 | 220 |\n", "macro_f1=0.8915")]
    public void One_figure_of_a_line_is_the_score_that_the_lines_name_says(string last, string claim)
    {
        var audit = PastedTable.Audit(Cats + "| Accuracy | 0.8909 | | | 220 |\n" + last);

        audit.Question.Claims.Select(own => $"{own}").Should().Contain(claim);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        // The last digit of that figure.
        PastedTable.Audit(Cats + "| Accuracy | 0.8909 | | | 220 |\n"
                + last.Replace(claim.Split('=')[1], "0.8955", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("Macro AUC")]
    [InlineData("Average precision")]
    public void One_figure_of_a_line_that_is_no_score_of_the_table_is_not_judged(string name)
    {
        var audit = PastedTable.Audit(Cats + $"| Accuracy | 0.8909 | | | 220 |\n| {name} | 0.9712 | | | 220 |\n");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {name}");
    }

    [Fact]
    public void A_first_line_of_all_classes_is_none_of_a_class()
    {
        var audit = PastedTable.Audit(PastedTable.Titles + "| Overall | 0.87 | 0.86 | 0.86 | 75 |\n" + Birds[PastedTable.Titles.Length..]);

        audit.Question.Supports.Should().Equal(20, 25, 30);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("accuracy 0.9712\n")]
    [InlineData("Accuracy 0.8666666666666667\n")]
    [InlineData("Macro F1 0.8627123363965469\n")]
    [InlineData("Weighted averages use the support of each class.\n")]
    public void What_stands_behind_the_averages_and_an_empty_line_is_no_line_of_the_report(string behind) =>
        PastedTable.Audit(
            "precision recall f1-score support\n\nLOC 0.89 0.80 0.84 20\nORG 0.88 0.84 0.86 25\nPER 0.85 0.93 0.89 30\n\n"
            + "micro avg 0.87 0.87 0.87 75\nmacro avg 0.87 0.86 0.86 75\nweighted avg 0.87 0.87 0.87 75\n\n" + behind)
            .Answer.Possibility.Should().Be(Possibility.Consistent);

    [Fact]
    public void A_class_whose_name_begins_as_an_averages_is_one()
    {
        var audit = PastedTable.Audit(
            "precision recall f1-score support\n\nMacro lens 0.89 0.80 0.84 20\nMicro USB 0.88 0.84 0.86 25\nWeighted vest 0.85 0.93 0.89 30\n\n"
            + "accuracy 0.87 75\n");

        audit.Figures.ClassNames.Should().Equal("Macro lens", "Micro USB", "Weighted vest");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>scikit-learn 1.2.1 of [[42, 4, 4], [3, 20, 2], [4, 1, 20]] and of [[28, 4, 1], [5, 24, 5], [1, 3, 29]].</summary>
    private const string Graded = "0.82 0.85 0.84 33\n{1} 0.77 0.71 0.74 34\n{2} 0.83 0.88 0.85 33\n\naccuracy 0.81 100\n"
        + "macro avg 0.81 0.81 0.81 100\nweighted avg 0.81 0.81 0.81 100\n";

    private const string Rated = "0.86 0.84 0.85 50\n{1} 0.80 0.80 0.80 25\n{2} 0.77 0.80 0.78 25\n\naccuracy 0.82 100\n"
        + "macro avg 0.81 0.81 0.81 100\nweighted avg 0.82 0.82 0.82 100\n";

    [Theory]
    [InlineData(Rated, "average", "bad", "good")]
    [InlineData(Rated, "total", "partial", "none")]
    [InlineData(Graded, "above average", "average", "below average")]
    [InlineData(Graded, "exudate", "hemorrhage", "micro-aneurysm")]
    public void A_class_may_be_called_as_an_average_is_where_averages_have_more_images(string rows, params string[] names)
    {
        var audit = PastedTable.Audit(
            $"precision recall f1-score support\n\n{names[0]} "
            + rows.Replace("{1}", names[1], StringComparison.Ordinal).Replace("{2}", names[2], StringComparison.Ordinal));

        audit.Figures.ClassNames.Should().Equal(names);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("above average", "average", "below average", false)]
    [InlineData("good", "bad", "average", true)]
    public void Whether_the_last_of_classes_of_nearly_one_size_is_an_average_is_asked_where_it_is_called_so(
        string one, string two, string three, bool isAsked)
    {
        var table = PastedTable.Titles + $"| {one} | .824 | .848 | .836 | 33 |\n| {two} | .774 | .706 | .738 | 34 |\n| {three} | .829 | .879 | .853 | 33 |\n";

        if (isAsked)
            PastedTable.Refusal(table).Should().Match("*:5: 'average' may be an average, and has the mean of the images above, *");
        var audit = PastedTable.Audit(table, lastLine: isAsked ? "class" : null);
        audit.Figures.ClassNames.Should().Equal(one, two, three);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>scikit-learn's figures of [[42, 3, 5], [1, 27, 2], [3, 2, 15]].</summary>
    private const string Animals = PastedTable.Titles + "| cat | 0.9130 | 0.8400 | 0.8750 | 50 |\n| dog | 0.8438 | 0.9000 | 0.8710 | 30 |\n"
        + "| owl | 0.6818 | 0.7500 | 0.7143 | 20 |\n";

    [Theory]
    [InlineData("| Macro (unweighted) | 0.8129 | 0.8300 | 0.8201 | 100 |\n| Weighted (by support) | 0.8460 | 0.8400 | 0.8416 | 100 |\n", true)]
    [InlineData("| Macro total | 0.8129 | 0.8300 | 0.8201 | 100 |\n| Weighted total | 0.8460 | 0.8400 | 0.8416 | 100 |\n", true)]
    [InlineData("| Macro-averaging | 0.8129 | 0.8300 | 0.8201 | 100 |\n", true)]
    [InlineData("| Overall (macro) | 0.8460 | 0.8400 | 0.8416 | 100 |\n", false)]
    [InlineData("| Total (weighted) | 0.8129 | 0.8300 | 0.8201 | 100 |\n", false)]
    [InlineData("| Average | 0.8129 | 0.8300 | 0.8201 | 33 |\n| Mean (weighted) | 0.8460 | 0.8400 | 0.8416 | 100 |\n", true)]
    [InlineData("| Mean | 0.8129 | 0.8300 | 0.8201 | 33 |\n| Kappa | | | 0.7460 | 100 |\n", true)]
    [InlineData("| Mean | 0.8129 | 0.8300 | 0.8201 | 33 |\n| Overall accuracy (OA) | | | 0.8400 | 100 |\n", true)]
    [InlineData("| Macro average (3 classes) | | | 0.8201 | 100 |\n", true)]
    [InlineData("| Macro average (3 classes) | | | 0.9201 | 100 |\n", false)]
    public void A_line_of_all_images_is_the_average_that_its_words_say(string averages, bool isTrue)
    {
        var audit = PastedTable.Audit(Animals + averages);

        audit.Question.Supports.Should().Equal(50, 30, 20);
        audit.Answer.Possibility.Should().Be(isTrue ? Possibility.Consistent : Possibility.Impossible);
    }

    [Fact]
    public void A_class_with_micro_before_its_name_is_no_average() =>
        PastedTable.Audit(PastedTable.Titles + "| exudate | .824 | .848 | .836 | 33 |\n| hemorrhage | .774 | .706 | .738 | 34 |\n"
            + "| micro-aneurysm | .829 | .879 | .853 | 33 |\n").Figures.ClassNames.Should().Equal("exudate", "hemorrhage", "micro-aneurysm");

    /// <summary>[[45, 3, 1, 1], [2, 40, 2, 1], [0, 3, 54, 3], [1, 2, 4, 33]], with means of the first two classes and the others.</summary>
    private const string Cat = "| cat | 0.938 | 0.900 | 0.918 | 50 |\n";
    private const string Dog = "| dog | 0.833 | 0.889 | 0.860 | 45 |\n";
    private const string Car = "| car | 0.885 | 0.900 | 0.893 | 60 |\n";
    private const string Bus = "| bus | 0.868 | 0.825 | 0.846 | 40 |\n";
    private const string OfAnimals = " | 0.888 | 0.895 | 0.891 | 95 |\n";
    private const string OfVehicles = " | 0.879 | 0.870 | 0.874 | 100 |\n";
    private const string Weighted = "| Weighted avg | 0.883 | 0.882 | 0.882 | 195 |\n";

    [Theory]
    [InlineData(Cat + Dog + "| **Animals (avg)**" + OfAnimals + Car + Bus + "| **Vehicles (avg)**" + OfVehicles + Weighted, "Animals (avg), Vehicles (avg)")]
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
            PastedTable.Audit(PastedTable.Titles + rows.Replace(right, wrong, StringComparison.Ordinal)).Answer.Possibility.Should()
                .Be(Possibility.Impossible);
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
    [InlineData("| Macro avg | 0.881 | 0.878 | 0.879 | 195 |\n| Macro avg (excl. bus) | 0.885 | 0.896 | 0.890 | 155 |\n" + Weighted, "Macro avg (excl. bus)")]
    [InlineData("| Accuracy | | | 0.882 | 195 |\n" + Weighted + "| Weighted avg w/o bus | 0.887 | 0.897 | 0.891 | 155 |\n", "Weighted avg w/o bus")]
    [InlineData(Weighted + "| Macro avg ohne bus | 0.885 | 0.896 | 0.890 | 195 |\n", "Macro avg ohne bus")]
    public void An_average_that_is_said_to_be_without_a_class_is_named_and_not_judged(string averages, string named)
    {
        var table = PastedTable.Titles + Cat + Dog + Car + Bus + averages;
        var audit = PastedTable.Audit(table);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "car", "bus");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
        PastedTable.Audit(table.Replace("0.883 | 0.882", "0.883 | 0.892", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
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
        PastedTable.Audit(Words + $"| Accuracy | | | 0.931 | 650 |\n| Weighted avg | {cells} |\n").Answer.Possibility.Should()
            .Be(Possibility.Impossible);

    /// <summary>33 of 40, 40 of 45 and 41 of 50, and 45 of 50, 40 of 45 and 35 of 40.</summary>
    private const string Sizes = "0.805 | 0.825 | 0.815 | 40 |\n| {1} | 0.816 | 0.889 | 0.851 | 45 |\n| {2} | 0.911 | 0.820 | 0.863 | 50 |\n";

    private const string Shares = "0.918 | 0.900 | 0.909 | 50 |\n| {1} | 0.816 | 0.889 | 0.851 | 45 |\n| {2} | 0.946 | 0.875 | 0.909 | 40 |\n";

    [Theory]
    [InlineData(Sizes, "micro", "small", "large")]
    [InlineData(Shares, "macro", "portrait", "landscape")]
    [InlineData(Shares, "unweighted", "weighted", "mixed")]
    [InlineData(Shares, "samples", "controls", "blanks")]
    public void A_class_may_be_called_as_an_average_is_where_it_has_neither_the_images_nor_the_mean_of_the_others(
        string rows, params string[] names)
    {
        var table = PastedTable.Titles + $"| {names[0]} | "
            + rows.Replace("{1}", names[1], StringComparison.Ordinal).Replace("{2}", names[2], StringComparison.Ordinal);

        foreach (var lastLine in new[] { null, "class" })
        {
            var audit = PastedTable.Audit(table, lastLine: lastLine);

            audit.Figures.ClassNames.Should().Equal(names);
            audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        }
        PastedTable.Audit(table.Replace("0.889", "0.899", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>41 of 50, 30 of 36 and 35 of 43.</summary>
    [Theory]
    [InlineData("| total | 0.833 | 0.814 | 0.824 | 43 |\n", "total", "may be an average, and has the mean of the images above")]
    [InlineData("| macro | 0.833 | 0.814 | 0.824 | 43 |\n", "macro", "has the mean of the images above")]
    public void Whether_a_last_line_with_the_mean_of_the_images_is_an_average_is_asked_where_a_class_may_be_called_so(
        string last, string name, string why)
    {
        var table = PastedTable.Titles + "| none | 0.854 | 0.820 | 0.837 | 50 |\n| partial | 0.769 | 0.833 | 0.800 | 36 |\n" + last;

        PastedTable.Refusal(table).Should().Match($"*:5: '{name}' {why}, expected --last-line weighted, macro or micro if it is an average, *");
        PastedTable.Audit(table, lastLine: "class").Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Read(table, lastLine: "macro")[0].ClassNames.Should().Equal("none", "partial");
    }

    [Theory]
    [InlineData("| Mean | 0.894 | 0.888 | 0.890 | 45 |\n| SD | 0.068 | 0.013 | 0.034 | 5 |\n", "SD")]
    [InlineData("| Macro avg | 0.894 | 0.888 | 0.890 | 135 |\n| Min | 0.816 | 0.875 | 0.851 | 40 |\n| Max | 0.946 | 0.900 | 0.909 | 50 |\n", "Min, Max")]
    [InlineData("| Macro avg | 0.894 | 0.888 | 0.890 | |\n| Std. dev. | 0.068 | 0.013 | 0.034 | |\n", "Std. dev.")]
    public void Lines_that_say_how_scores_differ_are_named_and_not_judged(string last, string named)
    {
        var table = PastedTable.Titles + "| cat | " + Shares.Replace("{1}", "dog", StringComparison.Ordinal).Replace("{2}", "car", StringComparison.Ordinal)
            + last;
        var audit = PastedTable.Audit(table);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "car");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
        PastedTable.Audit(table.Replace("0.816 | 0.889", "0.816 | 0.899", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    /// <summary>33 of 40, 40 of 45 and 41 of 50: without an average above, and with all images that the accuracy has.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("| accuracy | | | 0.844 | 135 |\n")]
    public void A_class_may_be_called_as_a_line_is_that_says_how_scores_differ(string last) =>
        PastedTable.Audit(PastedTable.Titles + "| min | " + Sizes.Replace("{1}", "median", StringComparison.Ordinal)
            .Replace("{2}", "max", StringComparison.Ordinal) + last).Figures.ClassNames.Should().Equal("min", "median", "max");

    /// <summary>[[57, 1, 1, 1], [1, 19, 0, 0], [1, 0, 38, 1], [6, 1, 2, 21]]: leukaemias, of which one is called ALL.</summary>
    [Theory]
    [InlineData("0.88", Possibility.Consistent)]
    [InlineData("0.43", Possibility.Impossible)]
    public void A_class_called_ALL_that_stands_above_others_is_one(string precision, Possibility expected)
    {
        var audit = PastedTable.Audit(PastedTable.Titles + $"| ALL | {precision} | 0.95 | 0.91 | 60 |\n| AML | 0.90 | 0.95 | 0.93 | 20 |\n"
            + "| CLL | 0.93 | 0.95 | 0.94 | 40 |\n| CML | 0.91 | 0.70 | 0.79 | 30 |\n| Accuracy | 0.90 | | | |\n");

        audit.Figures.ClassNames.Should().Equal("ALL", "AML", "CLL", "CML");
        audit.Answer.Possibility.Should().Be(expected);
    }

    /// <summary>
    /// [[18, 0, 0, 1, 1, 0], [0, 27, 0, 0, 0, 3], [0, 0, 45, 0, 2, 3], [1, 1, 0, 13, 0, 0], [0, 1, 0, 1, 41, 2], [2, 0, 2, 1, 1, 54]]: two
    /// classes have as many images as the two above each.
    /// </summary>
    [Fact]
    public void Classes_with_the_images_and_the_recall_but_not_the_precision_of_those_above_are_classes()
    {
        const string ants = "| ant | 0.86 | 0.90 | 0.88 | 20 |\n| bee | 0.93 | 0.90 | 0.92 | 30 |\n| cat | 0.96 | 0.90 | 0.93 | 50 |\n"
            + "| dog | 0.81 | 0.87 | 0.84 | 15 |\n| eel | 0.91 | 0.91 | 0.91 | 45 |\n| fox | 0.87 | 0.90 | 0.89 | 60 |\n";

        PastedTable.Audit(PastedTable.Titles + ants + "| Accuracy | 0.90 | | | |\n").Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Audit(PastedTable.Titles + ants.Replace("0.96", "0.40", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    /// <summary>45 of 50, 40 of 45 and 35 of 40: averages of 85 images, which two of the three have, and of 130 and 125.</summary>
    [Theory]
    [InlineData("| macro avg | 0.894 | 0.888 | 0.890 | 85 |\n")]
    [InlineData("| macro avg | 0.600 | 0.888 | 0.890 | 135 |\n")]
    [InlineData("| Macro | 0.700 | 0.700 | 0.700 | 130 |\n")]
    [InlineData("| Macro | 0.700 | 0.700 | 0.700 | 125 |\n| Weighted | 0.700 | 0.700 | 0.700 | 125 |\n")]
    public void A_false_average_or_total_is_excused_by_no_choice_of_classes(string averages) =>
        PastedTable.Audit(PastedTable.Titles + "| cat | " + Shares.Replace("{1}", "dog", StringComparison.Ordinal)
            .Replace("{2}", "car", StringComparison.Ordinal) + averages).Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void A_last_line_called_macro_alone_with_all_images_is_the_macro_average() =>
        PastedTable.Audit(PastedTable.Titles + "| cat | " + Shares.Replace("{1}", "dog", StringComparison.Ordinal)
            .Replace("{2}", "car", StringComparison.Ordinal) + "| Macro | 0.894 | 0.888 | 0.890 | 135 |\n").Question.Supports.Should().Equal(50, 45, 40);
}
