using System.IO.Compression;
using System.Text;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Which columns are the scores of classes, and which hold something about the scores.</summary>
public sealed class ScoreColumnsSpecs : IDisposable
{
    private const string NoClass = "is passed over: its name is that of no class";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("label,logit_cat,logit_dog,logit_margin\ncat,-1,-5,4\ndog,-6,-2,4\ncat,-4,-1,3\n", "logit_margin")]
    [InlineData("label,logit_cat,logit_dog,logit_sum\ncat,3,1,4\ndog,0,5,5\ncat,1,2,3\n", "logit_sum")]
    [InlineData("label,score_cat,score_dog,score_max\ncat,3,1,3\ndog,0,5,5\ncat,1,2,2\n", "score_max")]
    [InlineData("label,score_cat,score_dog,score_entropy\ncat,-3,-4,0.6\ndog,-5,-4,0.5\ncat,-2,-1,0.6\n", "score_entropy")]
    [InlineData("label,score_cat,score_dog,score_pred_class\ncat,-3,-4,0\ndog,-5,-4,1\ncat,-2,-1,1\n", "score_pred_class")]
    [InlineData("label,score_cat,score_dog,Score Margin\n0,3,1,2\n1,0,5,9\n0,1,2,7\n", "Score Margin")]
    public void A_column_about_the_scores_is_no_class_where_classes_have_names(string text, string passedOver)
    {
        var (read, said) = Read(text);

        (read.Hits, read.Classes).Should().Be((2, 2));
        said.Should().Contain($"{folder["table.csv"]}: {passedOver} {NoClass}");
    }

    /// <summary>
    /// Words about scores are names of classes where labels have more numbers than other columns are, or rows sum to 1 with them.
    /// </summary>
    [Theory]
    [InlineData("label,prob_fake,prob_true\n0,.9,.1\n1,.2,.8\n0,.6,.4\n", "fake", "true")]
    [InlineData("label,score_fake,score_true\n0,9,1\n1,2,8\n0,6,4\n", "fake", "true")]
    [InlineData("label,score_low,score_average,score_high\n0,3,1,0\n1,0,3,1\n2,1,3,4\n", "low", "average", "high")]
    [InlineData("label,prob_low,prob_average,prob_high\n0,.7,.2,.1\n1,.1,.8,.1\n0,.6,.2,.2\n", "low", "average", "high")]
    [InlineData("label,pred,prob_low,prob_high\n0,0,.9,.1\n1,1,.2,.8\n0,0,.6,.4\n", "low", "high")]
    [InlineData("label,prob_anna,prob_ben,prob_max\nanna,.7,.2,.1\nben,.1,.8,.1\nben,.1,.6,.3\n", "anna", "ben", "max")]
    public void A_word_about_scores_is_a_class_where_nothing_else_makes_up_the_row(string text, params string[] classes)
    {
        var (read, said) = Read(text);

        read.ClassNames.Should().Equal(classes);
        read.Hits.Should().Be(3);
        said.Should().NotContain(note => note.EndsWith(NoClass, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("label,score_low,score_average,score_high\n0,3,1,0\n1,0,3,1\n", "score_average", 1)]
    [InlineData("label,score_cat,Score Margin,score_dog\n0,3,2,1\n1,0,9,5\n0,1,7,2\n", "Score Margin", 1)]
    public void A_label_in_whose_place_stands_a_column_that_may_be_about_scores_is_refused(string text, string column, int place)
    {
        FluentActions.Invoking(() => Read(text)).Should().Throw<BadInputException>().WithMessage(
            $"{folder["table.csv"]}:1: {column} may be the scores of class {place} or be about the others', and a label is {place}: *");
    }

    [Theory]
    [InlineData("label,prob_cat,prob_dog,prob_margin\ncat,.5,.3,.2\ndog,.2,.5,.3\nmargin,.1,.1,.8\n", "cat", "dog", "margin")]
    [InlineData("label,score_Max,score_Time\nmax,3,1\ntime,0,5\nTIME,1,2\n", "Max", "Time")]
    [InlineData("label,prob_true,prob_false\nTrue,.9,.1\nfalse,.1,.9\nTRUE,.6,.4\n", "true", "false")]
    [InlineData("label,pred,prob_low,prob_high\nlow,low,.9,.1\nhigh,high,.1,.9\nlow,low,.6,.4\n", "low", "high")]
    public void A_class_may_be_called_so_where_labels_are(string text, params string[] classes)
    {
        var (read, said) = Read(text);

        read.ClassNames.Should().Equal(classes);
        read.Hits.Should().Be(3);
        said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("label,prob_cat,prob_dog,score_margin,score_entropy\n0,0.9,0.1,0.8,0.3\n1,0.2,0.8,0.6,0.5\n1,0.7,0.3,0.2,0.67\n")]
    [InlineData("label,prob_cat,prob_dog,score_margin,score_entropy\ncat,0.9,0.1,0.8,0.3\ndog,0.2,0.8,0.6,0.5\ndog,0.7,0.3,0.4,0.6\n")]
    [InlineData("label,prob_cat,prob_dog,score_quality,score_blur\ncat,0.9,0.1,8,3\ndog,0.2,0.8,6,5\ndog,0.7,0.3,4,6\n")]
    public void A_group_of_columns_that_names_no_class_is_passed_over_for_one_that_does(string text)
    {
        var (read, _) = Read(text);

        read.ClassNames.Should().Equal("cat", "dog");
        read.Hits.Should().Be(2);
        read.Probabilities(0).ToArray().Should().Equal(0.9, 0.1);
    }

    [Theory]
    [InlineData("label,pred,score_max,score_margin,score_entropy\n0,0,0.9,0.8,0.3\n1,1,0.8,0.6,0.5\n1,0,0.6,0.2,0.67\n")]
    [InlineData("label,pred,score_max,score_margin,score_entropy\n7,7,0.9,0.8,0.3\n1,1,0.8,0.6,0.5\n1,7,0.6,0.2,0.67\n")]
    [InlineData("label,pred,prob_pred,prob_true\n0,0,0.9,0.9\n1,1,0.8,0.8\n1,0,0.6,0.4\n")]
    [InlineData("label,pred,p_lower,p_upper\n0,0,0.1,0.3\n1,1,0.7,0.9\n1,0,0.4,0.6\n")]
    [InlineData("label,pred,score_quality,score_blur\ncat,cat,0.1,0.3\ndog,dog,0.7,0.9\ndog,cat,0.4,0.6\n")]
    public void Answers_stay_the_answers_beside_columns_that_name_no_class(string text)
    {
        var (read, said) = Read(text);

        (read.HasScores, read.Hits, read.Classes).Should().Be((false, 2, 2));
        said.Should().OnlyContain(note => note.EndsWith(NoClass, StringComparison.Ordinal)).And.HaveCountGreaterThan(1);
    }

    [Theory]
    [InlineData("label,prob_pred,prob_true\n0,0.9,0.9\n", "no column with an answer (logit_0, *")]
    [InlineData("label,prob_cat,prob_max\ncat,0.9,0.9\n",
        "prob_cat is the only column of scores, expected one for each of at least 2 classes.")]
    public void Columns_about_the_scores_alone_are_refused(string text, string refusal)
    {
        var reading = () => Read(text);

        reading.Should().Throw<BadInputException>().WithMessage($"{folder["table.csv"]}:1: {refusal}");
    }

    [Theory]
    [InlineData("label,logit_0_resnet,logit_1_resnet,logit_0_vit,logit_1_vit\n0,3,1,9,1\n1,0,5,1,9\n",
        "logit_0_resnet, logit_1_resnet, *", "resnet, vit")]
    [InlineData("label,logit_resnet_0,logit_resnet_1,logit_vit_0,logit_vit_1\n0,3,1,9,1\n1,0,5,1,9\n",
        "logit_resnet_0, logit_resnet_1, *", "resnet, vit")]
    [InlineData("label,prob_a.0,prob_a.1,prob_a.2,prob_b.0,prob_b.1,prob_b.2\n0,1,0,0,1,0,0\n2,0,0,1,1,0,0\n", "prob_a.0, *, …", "a, b")]
    [InlineData("label,logit_cat_a,logit_dog_a,logit_cat_b,logit_dog_b\ncat,3,1,1,9\ndog,0,5,9,1\n", "logit_cat_a, *", "a, b")]
    public void Scores_of_two_models_in_one_file_are_refused(string text, string columns, string models)
    {
        FluentActions.Invoking(() => Read(text)).Should().Throw<BadInputException>()
            .WithMessage($"{folder["table.csv"]}:1: {columns} are scores of several models ({models}), expected those of one: *");
    }

    [Fact]
    public void Names_of_two_parts_beside_the_first_numbers_alone_are_classes_and_that_is_said()
    {
        var (read, said) = Read(
            "label,logit_left_hand,logit_left_foot,logit_right_hand,logit_right_foot\n0,5,0,0,0\n1,0,5,0,0\n1,0,4,0,0\n");

        (read.Hits, read.Classes).Should().Be((3, 4));
        said.Should().HaveCount(2).And.Contain(
            $"{folder["table.csv"]}: logit_left_hand, logit_left_foot, logit_right_hand, logit_right_foot are taken for the scores of 4 "
            + "classes: leave some out if they are of several models (hand, foot)");
    }

    [Theory]
    [InlineData("label,logit_red_s,logit_red_l,logit_blue_s,logit_blue_l\nred_s,9,0,0,0\nblue_l,0,0,0,9\nred_l,0,9,0,0\n")]
    [InlineData("label,logit_red_s,logit_red_l,logit_blue_s,logit_blue_l\n0,9,0,0,0\n3,0,0,0,9\n1,0,9,0,0\n")]
    [InlineData("label,prob_2,prob_4\n2,.9,.1\n4,.2,.8\n4.0,.4,.6\n")]
    [InlineData("label,prob_10,prob_2,prob_5\n2,.1,.8,.1\n10,.7,.2,.1\n5,.1,.1,.8\n")]
    [InlineData("label,prob_0,prob_2\n2,.1,.9\n0,.7,.3\n2,.4,.6\n")]
    public void Classes_may_have_names_of_two_parts_or_any_numbers_where_labels_are_such(string text) =>
        Read(text).Read.Hits.Should().Be(3);

    [Theory]
    [InlineData("label,prob_2,prob_4\n0,.9,.1\n1,.2,.8\n", "prob_0 is missing, expected one for each of 2 classes from 0.")]
    [InlineData("label,prob_0,prob_1,prob_3\n0,.9,.1,0\n1,.2,.8,0\n", "prob_2 is missing, expected one for each of 3 classes from 0.")]
    public void A_number_that_is_missing_is_refused_where_labels_do_not_say_that_it_is_none(string text, string refusal)
    {
        FluentActions.Invoking(() => Read(text)).Should().Throw<BadInputException>()
            .WithMessage($"{folder["table.csv"]}:1: column {refusal}");
    }

    /// <summary>A label tells that max is a class, the last row's alone; the table is longer than what the reader holds of it.</summary>
    [Theory]
    [InlineData("table.csv")]
    [InlineData("table.csv.gz")]
    [InlineData("utf-16.csv")]
    public void A_long_table_in_which_the_last_label_alone_tells_the_classes_is_read_whole(string file)
    {
        const int rows = 30_000;
        var text = "label,score_cat,score_dog,score_max\n"
            + string.Concat(Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? "cat,5,1,2\n" : "dog,3,1,2\n")) + "max,1,2,3\n";
        using (var stream = File.Create(folder[file]))
        using (Stream packed = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.Fastest) : stream)
        using (var writer = new StreamWriter(packed, file == "utf-16.csv" ? Encoding.Unicode : new UTF8Encoding(false))) writer.Write(text);

        var read = PredictionsFile.Read(folder[file]);

        read.ClassNames.Should().Equal("cat", "dog", "max");
        (read.Count, read.Hits).Should().Be((rows + 1, rows / 3 + 1));
    }

    private (Predictions Read, List<string> Said) Read(string text)
    {
        File.WriteAllText(folder["table.csv"], text);
        var said = new List<string>();
        return (PredictionsFile.Read(folder["table.csv"], note: said.Add), said);
    }
}
