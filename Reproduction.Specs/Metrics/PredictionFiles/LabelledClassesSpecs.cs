using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Labels that are numbers beside scores of classes that have names.</summary>
public sealed class LabelledClassesSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A perfect classifier, whose columns pandas has sorted as text: class_10 stands before class_2.</summary>
    [Theory]
    [InlineData(0, "class_", "")]
    [InlineData(1, "class_", "")]
    [InlineData(0, "", "_resnet50")]
    [InlineData(0, "v2_c", "")]
    [InlineData(0, "Class ", " (all)")]
    public void Names_that_differ_in_a_number_alone_are_the_classes_of_these_numbers_in_any_order(int first, string before, string after)
    {
        var classes = Enumerable.Range(first, 12).ToList();
        var sorted = classes.OrderBy(number => $"{number}", StringComparer.Ordinal).ToList();
        sorted[2].Should().Be(first == 0 ? 10 : 11);
        File.WriteAllText(
            folder["table.csv"], $"label,{string.Join(',', sorted.Select(number => $"logit_{before}{number}{after}"))}\n"
                + string.Concat(
                    classes.Select(label => $"{label},{string.Join(',', sorted.Select(number => number == label ? 5 : 0.1))}\n")));

        var (read, said) = Read();

        read.Hits.Should().Be(12);
        said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("label,prob_True,prob_False\n1,0.9,0.1\n1,0.8,0.2\n0,0.3,0.7\n", "prob_False, 1 for prob_True")]
    [InlineData("label,prob_false,prob_true\n1,0.1,0.9\n1,0.2,0.8\n0,0.7,0.3\n", "prob_false, 1 for prob_true")]
    [InlineData("label,prob_yes,prob_no\n1,0.9,0.1\n1,0.8,0.2\n0,0.3,0.7\n", "prob_no, 1 for prob_yes")]
    [InlineData("label,prob_pos,prob_neg\n1,0.9,0.1\n1,0.8,0.2\n0,0.3,0.7\n", "prob_neg, 1 for prob_pos")]
    [InlineData("label,prob_Positive,prob_Negative\n1,0.9,0.1\n1,0.8,0.2\n0,0.3,0.7\n", "prob_Negative, 1 for prob_Positive")]
    [InlineData("label,prob_not_spam,prob_spam\n1,0.1,0.9\n1,0.2,0.8\n0,0.7,0.3\n", "prob_not_spam, 1 for prob_spam")]
    [InlineData("label,prob_control,prob_positive\n1,0.1,0.9\n1,0.2,0.8\n0,0.7,0.3\n", "prob_control, 1 for prob_positive")]
    public void Of_two_opposite_names_the_negative_one_is_0_wherever_it_stands(string text, string zero)
    {
        File.WriteAllText(folder["table.csv"], text);

        var (read, said) = Read();

        read.Hits.Should().Be(3);
        said.Should().Equal($"{folder["table.csv"]}: label holds numbers, the scores have names: 0 is taken for {zero}");
    }

    /// <summary>ImageFolder sorts folders by the alphabet: mask is 0 and no_mask 1.</summary>
    [Theory]
    [InlineData("label,prob_mask,prob_no_mask\n1,0.1,0.9\n1,0.2,0.8\n0,0.7,0.3\n", "prob_mask, 1 for prob_no_mask")]
    [InlineData("label,prob_hotdog,prob_not_hotdog\n1,0.1,0.9\n1,0.2,0.8\n0,0.7,0.3\n", "prob_hotdog, 1 for prob_not_hotdog")]
    [InlineData("label,prob_positive,prob_neutral\n1,0.1,0.9\n1,0.2,0.8\n0,0.7,0.3\n", "prob_positive, 1 for prob_neutral")]
    public void Where_one_of_two_names_merely_denies_the_other_numbers_are_places(string text, string pairs)
    {
        File.WriteAllText(folder["table.csv"], text);

        var (read, said) = Read();

        read.Hits.Should().Be(3);
        said.Should().Equal($"{folder["table.csv"]}: label holds numbers, the scores have names: 0 is taken for {pairs}");
    }

    /// <summary>Labels are the places or the numbers in the names, for a whole file: no label 0 is one of stage 1 to stage 3.</summary>
    [Theory]
    [InlineData("label,logit_stage 1,logit_stage 2,logit_stage 3\n0,5,0,0\n1,0,5,0\n2,0,0,5\n")]
    [InlineData("label,logit_birads_2,logit_birads_3,logit_birads_4,logit_birads_5\n0,5,0,0,0\n2,0,0,5,0\n3,0,0,0,5\n")]
    [InlineData("label,logit_type 1,logit_type 3\n0,5,0\n1,0,5\n1,0,4\n")]
    [InlineData("label,logit_dose 0,logit_dose 10,logit_dose 50\n0,5,0,0\n1,0,5,0\n2,0,0,5\n")]
    [InlineData("label,logit_Cessna 172,logit_DC-10,logit_DC-3,logit_DC-6\n0,5,0,0,0\n1,0,5,0,0\n2,0,0,5,0\n")]
    [InlineData("label,logit_Audi R8 2012,logit_Audi S4 Sedan 2012,logit_Audi S4 Sedan 2007\n0,5,0,0\n1,0,5,0\n2,0,0,5\n")]
    public void Labels_that_are_not_all_among_the_numbers_in_names_are_places_and_that_is_said(string text)
    {
        File.WriteAllText(folder["table.csv"], text);

        var (read, said) = Read();

        read.Hits.Should().Be(3);
        var columns = text.Split('\n')[0].Split(',');
        said.Should().ContainSingle().Which.Should().StartWith(
            $"{folder["table.csv"]}: label holds numbers, the scores have names: 0 is taken for {columns[1]}, 1 for {columns[2]}");
    }

    [Theory]
    [InlineData("label,logit_birads_2,logit_birads_3,logit_birads_4,logit_birads_5\n2,5,0,0,0\n4,0,0,5,0\n5,0,0,0,5\n")]
    [InlineData("label,logit_dose 0,logit_dose 10,logit_dose 50\n0,5,0,0\n10,0,5,0\n50,0,0,5\n")]
    [InlineData("label,logit_y2020,logit_y2019\n2020,3,1\n2019,1,3\n2019,0,3\n")]
    public void Labels_that_are_all_among_the_numbers_in_names_and_no_places_are_these(string text)
    {
        File.WriteAllText(folder["table.csv"], text);

        var (read, said) = Read();

        read.Hits.Should().Be(3);
        said.Should().BeEmpty();
    }

    [Fact]
    public void Where_labels_may_be_the_numbers_in_names_and_places_they_are_those_and_every_pair_is_said()
    {
        File.WriteAllText(
            folder["table.csv"], "label,logit_stage 1,logit_stage 2,logit_stage 3\n1,5,0,0\n2,0,5,0\n1,4,0,0\n");

        var (read, said) = Read();

        read.Hits.Should().Be(3);
        said.Should().Equal(
            $"{folder["table.csv"]}: label holds numbers that may be those in the scores' names or places from 0: 1 is taken for "
            + "logit_stage 1, 2 for logit_stage 2, 3 for logit_stage 3");
    }

    [Fact]
    public void Labels_that_may_be_places_are_said_to_be_off_by_one_where_answers_are_better_so()
    {
        File.WriteAllText(
            folder["table.csv"], "label,logit_stage 1,logit_stage 2,logit_stage 3\n1,0,5,0\n2,0,0,5\n1,0,4,0\n");

        Read().Said.Should().HaveCount(2).And.Contain(
            $"{folder["table.csv"]}: label is 1 to 2 and the largest score's class 2 to 3: 0 of 3 answers are right, and 3 would be if "
            + "both counted classes from one number");
    }

    [Fact]
    public void Where_numbers_are_taken_for_places_every_pair_is_said()
    {
        File.WriteAllText(folder["table.csv"], "label,prob_dog,prob_cat,prob_emu\n0,1,0,0\n1,0,1,0\n2,0,0,1\n");

        Read().Said.Should().Equal(
            $"{folder["table.csv"]}: label holds numbers, the scores have names: 0 is taken for prob_dog, 1 for prob_cat, 2 for prob_emu");
    }

    [Theory]
    [InlineData("label,logit_class_1,logit_class_2\n7,3,1\n", "class_1, class_2, by its name or by the number in it.")]
    [InlineData("label,logit_1_dog,logit_0_cat\n0,1,3\n", "1_dog, 0_cat, by its name: which of them a number means*")]
    [InlineData("label,logit_other,logit_c1,logit_c10,logit_c2\n0,1,3,0,0\n", "other, c1, c10, c2, by its name: which*")]
    [InlineData("label,logit_y2020,logit_y2019\n0,1,3\n", "y2020, y2019, by its name: which*")]
    public void Numbers_that_names_and_places_read_differently_are_refused(string text, string expected)
    {
        File.WriteAllText(folder["table.csv"], text);

        FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>()
            .WithMessage($"{folder["table.csv"]}:2: label is '?', expected one of the classes {expected}");
    }

    [Theory]
    [InlineData("label,logit_cat,logit_dog,logit_bias\ncat,3,1,0\ndog,0,5,0\n",
        "label is never 'bias': scores of classes without an image")]
    [InlineData("label,logit_cat,logit_dog,logit_emu,logit_fox\ncat,3,1,0,0\ndog,0,5,0,0\n",
        "label is never 'emu', 'fox': scores of classes without an image")]
    public void A_column_whose_name_no_label_is_is_said_where_all_labels_are_names(string text, string note)
    {
        File.WriteAllText(folder["table.csv"], text);

        Read().Said.Should().Equal($"{folder["table.csv"]}: {note}");
    }

    private (Predictions Read, List<string> Said) Read()
    {
        var said = new List<string>();
        return (PredictionsFile.Read(folder["table.csv"], note: said.Add), said);
    }
}
