using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;
using Reproduction.Specs.Metrics;

namespace Reproduction.Specs.Commands;

/// <summary>Two files of predictions: which answers are to the same image, and which classes are the same.</summary>
public sealed class MetricsAgainstSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Models_that_answered_different_images_are_not_compared()
    {
        Hundred(seed: 1).Write(folder["one.csv"]);
        Hundred(seed: 2).Write(folder["other.csv"]);
        var more = Hundred(seed: 1);
        new Predictions(more.Labels.ToArray(), new double[500], 5).Write(folder["five.csv"]);

        Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"])
            .ShouldBeBadInput("--against", "other.csv", "answers to the same images");
        Program.Run("metrics", folder["one.csv"], "--against", folder["five.csv"])
            .ShouldBeBadInput("--against", "five.csv: 5 classes, expected the 4");
        Program.Run("metrics", folder["none.csv"]).ShouldBeBadInput("none.csv: no such file");
    }

    [Fact]
    public void Classes_that_have_names_may_stand_in_another_order_in_the_other_file()
    {
        File.WriteAllText(folder["one.csv"], "label,logit_cat,logit_dog,logit_emu\ncat,2,1,0\ndog,0,3,1\nemu,0,0.5,1\ndog,0,1,2\n");
        File.WriteAllText(folder["same.csv"], "label,logit_emu,logit_cat,logit_dog\ncat,0,2,1\ndog,1,0,3\nemu,1,0,0.5\ndog,2,0,1\n");
        File.WriteAllText(folder["probabilities.csv"], "label,prob_dog,prob_emu,prob_cat\ncat,0,0,1\ndog,1,0,0\nemu,1,0,0\ndog,1,0,0\n");
        File.WriteAllText(folder["hard.csv"], "label,y_pred\ncat,cat\ndog,dog\nemu,dog\ndog,dog\n");

        Against("same.csv").GetProperty("agreement").GetDouble().Should().Be(1);
        var differences = Against("same.csv").GetProperty("differences");
        foreach (var figure in (string[])["accuracy", "auroc_ovr_macro", "nll", "brier", "ece", "class_wise_ece", "disparate_impact"])
            differences.GetProperty(figure).GetProperty("value").GetDouble().Should().Be(0, figure);
        foreach (var other in (string[])["probabilities.csv", "hard.csv"])
            Against(other).GetProperty("disagreement_by_class").EnumerateArray().Select(share => share.GetDouble()).Should()
                .Equal([0, 0.5, 1], other);
        File.WriteAllText(folder["other.csv"], "label,logit_cat,logit_dog,logit_fox\ncat,2,1,0\ndog,0,3,1\nfox,0,0.5,1\ndog,0,1,2\n");
        Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"])
            .ShouldBeBadInput("other.csv: its classes have other names, expected those of ");

        JsonElement Against(string other)
        {
            var run = Program.Run("metrics", folder["one.csv"], "--against", folder[other], "--json", "--resamples", "400");
            run.ExitCode.Should().Be(0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement;
        }
    }

    [Theory]
    [InlineData("filename,y_true,y_pred\nb.png,1,1\na.png,0,0\nc.png,1,0\n")]
    [InlineData("filename,id,y_true,y_pred\nb.png,2,1,1\na.png,1,0,0\nc.png,3,1,0\n")]
    [InlineData("image,y_true,y_pred\nb.png,1,1\na.png,0,0\nc.png,1,0\n")]
    public void Images_are_paired_by_a_column_that_both_files_have(string other)
    {
        File.WriteAllText(folder["one.csv"], "id,filename,y_true,y_pred\n1,a.png,0,0\n2,b.png,1,1\n3,c.png,1,0\n");
        File.WriteAllText(folder["other.csv"], other);

        var run = Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"], "--resamples", "0");

        run.Output.Should().Contain("Agreement: 1.0000");
        run.Error.Should().NotContain("row by row");
    }

    [Fact]
    public void Images_that_two_columns_pair_otherwise_are_not_compared()
    {
        File.WriteAllText(folder["one.csv"], "id,filename,y_true,y_pred\n7,a.png,0,0\n9,b.png,1,1\n8,c.png,1,0\n");
        File.WriteAllText(folder["other.csv"], "id,filename,y_true,y_pred\n7,b.png,1,1\n9,a.png,0,0\n8,c.png,1,0\n");

        Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"])
            .ShouldBeBadInput("another order by filename than by id, expected one of these columns alone");
    }

    [Fact]
    public void Images_of_an_index_and_of_ids_are_paired_where_these_are_the_same_and_refused_where_they_are_not()
    {
        File.WriteAllText(folder["one.csv"], "index,y_true,y_pred\n0,0,0\n1,1,1\n2,1,0\n");
        File.WriteAllText(folder["same.csv"], "id,y_true,y_pred\n1,1,1\n2,1,0\n0,0,0\n");
        File.WriteAllText(folder["other.csv"], "id,y_true,y_pred\n1,1,1\n2,1,0\n7,0,0\n");

        Program.Run("metrics", folder["one.csv"], "--against", folder["same.csv"], "--resamples", "0").Output.Should()
            .Contain("Agreement: 1.0000");
        Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"])
            .ShouldBeBadInput("other.csv: its id does not hold the same values as index of ", "one.csv");
    }

    [Fact]
    public void Of_equal_scores_the_answer_is_what_the_file_alone_gives()
    {
        File.WriteAllText(folder["one.csv"], "label,prob_cat,prob_dog\ncat,0.9,0.1\ndog,0.2,0.8\ncat,0.8,0.2\ndog,0.3,0.7\n");
        File.WriteAllText(folder["other.csv"], "label,prob_dog,prob_cat\ncat,0.5,0.5\ndog,0.8,0.2\ncat,0.5,0.5\ndog,0.7,0.3\n");

        // The argmax of the other's rows is dog throughout: two of four are right, and all four of the first.
        Json("other.csv").GetProperty("accuracy").GetDouble().Should().Be(0.5);
        Json("one.csv", "--against", folder["other.csv"]).GetProperty("differences")
            .GetProperty("accuracy").GetProperty("value").GetDouble().Should().Be(0.5);
    }

    [Fact]
    public void A_class_that_one_model_alone_answers_is_a_class_of_both()
    {
        File.WriteAllText(folder["one.csv"], "y_true,y_pred\na,a\nb,b\na,b\nb,b\n");
        File.WriteAllText(folder["other.csv"], "y_true,y_pred\na,a\nb,c\na,a\nb,b\n");
        File.WriteAllText(folder["scores.csv"], "y_true,prob_a,prob_b,prob_c\na,1,0,0\nb,0,0,1\na,1,0,0\nb,0,1,0\n");
        File.WriteAllText(folder["foreign.csv"], "y_true,y_pred\na,a\nb,b\na,a\nc,b\n");

        foreach (var other in (string[])["other.csv", "scores.csv"])
        {
            var json = Json("one.csv", "--against", folder[other]);
            json.GetProperty("class_names").EnumerateArray().Select(name => name.GetString()).Should().Equal("a", "b", "c");
            var mcnemar = json.GetProperty("mcnemar");
            (mcnemar.GetProperty("only_first").GetInt32(), mcnemar.GetProperty("only_second").GetInt32()).Should().Be((1, 1));
            json.GetProperty("disagreement_by_class").EnumerateArray().Take(2).Select(share => share.GetDouble()).Should().Equal(0.5, 0.5);
        }
        Json("other.csv", "--against", folder["one.csv"]).GetProperty("agreement").GetDouble().Should().Be(0.5);
        Program.Run("metrics", folder["one.csv"], "--against", folder["foreign.csv"])
            .ShouldBeBadInput("its labels are not those of", "expected answers to the same images");
    }

    [Fact]
    public void Figures_of_scores_stay_where_the_other_file_has_answers_alone()
    {
        File.WriteAllText(folder["one.csv"], "label,prob_0,prob_1\n0,0.8,0.2\n1,0.4,0.6\n1,0.7,0.3\n0,0.6,0.4\n");
        File.WriteAllText(folder["other.csv"], "label,y_pred\n0,0\n1,1\n1,1\n0,1\n");

        var json =
            JsonDocument.Parse(Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"], "--json").Output).RootElement;

        json.GetProperty("nll").ValueKind.Should().Be(JsonValueKind.Number);
        json.GetProperty("intervals").GetProperty("nll").ValueKind.Should().Be(JsonValueKind.Object);
        json.GetProperty("differences").GetProperty("nll").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Parts_of_a_table_are_compared_by_pandas_index()
    {
        File.WriteAllText(folder["one.csv"], ",y_true,y_pred\n66,0,0\n17,1,1\n20,1,0\n");
        File.WriteAllText(folder["same.csv"], ",y_true,y_pred\n17,1,1\n20,1,0\n66,0,0\n");
        File.WriteAllText(folder["other.csv"], ",y_true,y_pred\n17,1,1\n20,1,0\n67,0,0\n");

        Program.Run("metrics", folder["one.csv"], "--against", folder["same.csv"], "--resamples", "0").Output.Should()
            .Contain("Agreement: 1.0000");
        Program.Run("metrics", folder["one.csv"], "--against", folder["other.csv"])
            .ShouldBeBadInput("other.csv: its rows are not numbered as those of ");
    }

    private JsonElement Json(string file, params string[] more)
    {
        var run = Program.Run(["metrics", folder[file], "--json", "--resamples", "0", .. more]);
        run.ExitCode.Should().Be(0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static Predictions Hundred(int seed) => Simulated.Predictions(images: 100, classes: 4, seed, skill: 2);
}
