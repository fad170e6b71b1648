using Reproduction.Claims.Counting.Questions;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Lines of all classes together, under whatever name, and classes that are called as such lines are.</summary>
public sealed class AverageLinesSpecs
{
    // 9 of 10 cats and 19 of 20 dogs.
    private const string Pets = PastedTable.Titles + "| cat | 0.90 | 0.90 | 0.90 | 10 |\n| dog | 0.95 | 0.95 | 0.95 | 20 |\n";

    [Theory]
    [InlineData(
        "| accuracy | | | 0.93 | 30 |\n| Mean (macro) | 0.93 | 0.93 | 0.93 | 30 |\n| Mean (weighted) | 0.93 | 0.93 | 0.93 | 30 |\n")]
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
    private const string Birds = PastedTable.Titles
        + "| cat | 0.89 | 0.80 | 0.84 | 20 |\n| dog | 0.88 | 0.84 | 0.86 | 25 |\n| owl | 0.85 | 0.93 | 0.89 | 30 |\n";

    [Theory]
    [InlineData("| accuracy | | | 0.87 | 75 |\n| 宏平均 | 0.87 | 0.86 | 0.86 | 75 |\n| 加权平均 | 0.87 | 0.87 | 0.87 | 75 |\n")]
    [InlineData("| M-Avg | 0.87 | 0.86 | 0.86 | 75 |\n| W-Avg | 0.87 | 0.87 | 0.87 | 75 |\n")]
    [InlineData("| Average | 0.87 | 0.86 | 0.86 | 25 |\n")]
    [InlineData("| Macro avg | 0.87 | 0.86 | 0.86 | 25 |\n")]
    [InlineData("| Average | 0.87 | 0.86 | 0.86 | |\n| Overall | 0.87 | 0.87 | 0.87 | 75 |\n")]
    [InlineData("| accuracy | | | 0.87 | 75 |\n| MCC | | | 0.80 | 75 |\n")]
    [InlineData("| accuracy | | | 0.87 | 75 |\n| Balanced accuracy | | | 0.86 | 75 |\n")]
    public void A_last_line_is_none_of_a_class_by_its_images(string last)
    {
        var audit = PastedTable.Audit(Birds + last);

        audit.Question.Supports.Should().Equal(20, 25, 30);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>45 of 50, 88 of 100 and 63 of 70, and 50, 97 and 73 answers.</summary>
    private const string Cats = PastedTable.Titles
        + "| cat | .9000 | .9000 | .9000 | 50 |\n| dog | .9072 | .8800 | .8934 | 100 |\n| bird | .8630 | .9000 | .8811 | 70 |\n";

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
    [InlineData("| Macro precision | 0.8901 | | | 220 |\n| Macro recall | 0.8933 | | | 220 |\n| Macro F1 | 0.8915 | | | 220 |\n",
        "macro_recall=0.8933")]
    [InlineData("| Macro avg | | | 0.8915 | 220 |\n", "macro_f1=0.8915")]
    public void One_figure_of_a_line_is_the_score_that_the_lines_name_says(string last, string claim)
    {
        var audit = PastedTable.Audit(Cats + "| Accuracy | 0.8909 | | | 220 |\n" + last);

        audit.Question.Claims.Select(own => $"{own}").Should().Contain(claim);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        // The last digit of that figure.
        PastedTable.Audit(Cats + "| Accuracy | 0.8909 | | | 220 |\n"
                + last.Replace(claim.Split('=')[1], "0.8955", StringComparison.Ordinal)).Answer.Possibility
                .Should().Be(Possibility.Impossible);
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
        var table = PastedTable.Titles
            + $"| {one} | .824 | .848 | .836 | 33 |\n| {two} | .774 | .706 | .738 | 34 |\n| {three} | .829 | .879 | .853 | 33 |\n";

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
    [InlineData("| Macro (unweighted) | 0.8129 | 0.8300 | 0.8201 | 100 |\n| Weighted (by support) | 0.8460 | 0.8400 | 0.8416 | 100 |\n",
        true)]
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
            + "| micro-aneurysm | .829 | .879 | .853 | 33 |\n").Figures.ClassNames
            .Should().Equal("exudate", "hemorrhage", "micro-aneurysm");

    /// <summary>33 of 40, 40 of 45 and 41 of 50, and 45 of 50, 40 of 45 and 35 of 40.</summary>
    private const string Sizes =
        "0.805 | 0.825 | 0.815 | 40 |\n| {1} | 0.816 | 0.889 | 0.851 | 45 |\n| {2} | 0.911 | 0.820 | 0.863 | 50 |\n";

    private const string Shares =
        "0.918 | 0.900 | 0.909 | 50 |\n| {1} | 0.816 | 0.889 | 0.851 | 45 |\n| {2} | 0.946 | 0.875 | 0.909 | 40 |\n";

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

        PastedTable.Refusal(table)
            .Should().Match($"*:5: '{name}' {why}, expected --last-line weighted, macro or micro if it is an average, *");
        PastedTable.Audit(table, lastLine: "class").Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Read(table, lastLine: "macro")[0].ClassNames.Should().Equal("none", "partial");
    }

    [Theory]
    [InlineData("| Mean | 0.894 | 0.888 | 0.890 | 45 |\n| SD | 0.068 | 0.013 | 0.034 | 5 |\n", "SD")]
    [InlineData("| Macro avg | 0.894 | 0.888 | 0.890 | 135 |\n| Min | 0.816 | 0.875 | 0.851 | 40 |\n| Max | 0.946 | 0.900 | 0.909 | 50 |\n",
        "Min, Max")]
    [InlineData("| Macro avg | 0.894 | 0.888 | 0.890 | |\n| Std. dev. | 0.068 | 0.013 | 0.034 | |\n", "Std. dev.")]
    public void Lines_that_say_how_scores_differ_are_named_and_not_judged(string last, string named)
    {
        var table = PastedTable.Titles + "| cat | "
            + Shares.Replace("{1}", "dog", StringComparison.Ordinal).Replace("{2}", "car", StringComparison.Ordinal)
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
            .Replace("{2}", "car", StringComparison.Ordinal) + "| Macro | 0.894 | 0.888 | 0.890 | 135 |\n").Question.Supports
            .Should().Equal(50, 45, 40);
}
