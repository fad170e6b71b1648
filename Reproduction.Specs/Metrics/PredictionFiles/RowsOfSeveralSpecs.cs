using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Rows that are not one image each, once each: counted ones, and those of several models, seeds or parts of a data set.</summary>
public sealed class RowsOfSeveralSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>dplyr's count, pandas' value_counts, size and groupby without a name, R's as.data.frame(table(…)), and shares.</summary>
    [Theory]
    [InlineData("truth,prediction,n\ncat,cat,40\ncat,dog,10\ndog,cat,5\ndog,dog,45\n", "n", "truth", "prediction")]
    [InlineData("y_true,y_pred,count\n0,0,1\n0,1,2\n1,1,3\n", "count", "y_true", "y_pred")]
    [InlineData(",label,pred,size\n0,0,0,7\n1,1,1,7\n", "size", "label", "pred")]
    [InlineData("label,pred,0\n0,0,7\n1,1,7\n", "0", "label", "pred")]
    [InlineData("\"actual\";\"predicted\";\"Freq\"\na;a;0\nb;a;3\na;b;1\nb;b;9\n", "Freq", "actual", "predicted")]
    [InlineData("y_true,y_pred,num images\n0,0,\"1,200\"\n1,1,800.0\n", "num images", "y_true", "y_pred")]
    [InlineData("y_true,y_pred,frequency\n0,0,0.75\n1,1,0.25\n", "frequency", "y_true", "y_pred")]
    public void A_table_of_counts_is_refused_as_each_row_would_count_once(string text, string count, string label, string answer)
    {
        FluentActions.Invoking(() => Read(text)).Should().Throw<BadInputException>().WithMessage(
            $"{folder["table.csv"]}:1: {count} may say of how many images each row is, as no two rows have the same {label} and {answer}: "
            + "expected a row for each image, or no such column where each row is one.");
    }

    /// <summary>dplyr's count(model, truth, prediction), and pandas' value_counts of three columns.</summary>
    [Theory]
    [InlineData("model,y_true,y_pred,n\na,0,0,40\na,0,1,10\na,1,1,5\nb,0,0,45\nb,1,0,3\nb,1,1,7\n", "n", "model")]
    [InlineData("split,seed,y_true,y_pred,count\nval,1,0,0,4\nval,1,1,1,9\ntest,2,0,0,5\ntest,2,1,1,3\n", "count", "split and seed")]
    public void A_table_of_counts_of_each_model_or_part_is_refused_too(string text, string count, string parts)
    {
        FluentActions.Invoking(() => Read(text)).Should().Throw<BadInputException>().WithMessage(
            $"{folder["table.csv"]}:1: {count} may say of how many images each row is, as no two rows of one {parts} have the same y_true and "
            + "y_pred: expected a row for each image, or no such column where each row is one.");
    }

    [Theory]
    [InlineData("seed,y_true,y_pred,total\n1,0,0,17\n2,0,0,9\n3,1,1,4\n4,1,1,8\n", 4)]
    [InlineData("fold,y_true,y_pred,size\n1,0,0,3\n1,1,1,9\n2,2,2,4\n2,3,3,4\n3,4,4,7\n3,0,0,7\n", 3)]
    [InlineData("filename,model,y_true,y_pred,size\na.png,vit,0,0,3\nb.png,vit,1,1,9\nc.png,b0,0,0,4\nd.png,b0,1,1,4\n", 2)]
    public void A_few_images_of_each_seed_or_part_are_no_table_of_counts(string text, int parts)
    {
        var (read, notes) = Read(text);

        read.Hits.Should().Be(read.Count);
        notes.Should().ContainSingle().Which.Split(',').Should().HaveCount(parts, "each part is named");
    }

    [Theory]
    [InlineData("y_true,y_pred,n\n0,0,1\n1,1,2\n", null)]
    [InlineData("n,y_true,y_pred\n0,0,0\n1,1,1\n", null)]
    [InlineData("y_true,y_pred,count\n0,0,1\n1,1,1\n", null)]
    [InlineData("y_true,y_pred,total\n0,0,17\n1,1,9\n1,1,4\n", null)]
    [InlineData("y_true,y_pred,total\n0,0,0.5\n1,1,0.25\n", null)]
    [InlineData("y_true,y_pred,count\n0,0,few\n1,1,many\n", null)]
    [InlineData("filename,y_true,y_pred,size\na.png,0,0,20480\nb.png,1,1,10240\n", null)]
    [InlineData("y_true,y_pred,frequency\n0,0,440.5\n0,0,220\n1,1,110\n", null)]
    [InlineData("y_true,y_pred,count\n0,0,3\n0,0,2\n1,1,5\n", "count")]
    [InlineData("filename,y_true,y_pred,count\na.png,0,0,3\nb.png,1,1,2\n", "count")]
    [InlineData("label,prob_0,prob_1,n_images\n0,0.9,0.1,3\n1,0.2,0.8,1\n", "n_images")]
    public void A_column_of_numbers_beside_rows_of_one_image_each_is_passed_over(string text, string? said)
    {
        var (read, notes) = Read(text);

        read.Hits.Should().Be(read.Count);
        notes.Should().Equal(said is null ? [] : [$"{folder["table.csv"]}: {said} is passed over: each row counts once"]);
    }

    [Theory]
    [InlineData("model,y_true,y_pred\nresnet,0,0\nvit,1,1\nvit,0,0\n", "model is vit in 2 rows, resnet in 1 row")]
    [InlineData("label,logit_0,logit_1,Seed\n0,2,1,1\n1,0,1,2\n", "Seed is 1 in 1 row, 2 in 1 row")]
    [InlineData("epoch,y_true,y_pred\n1,0,0\n2,1,1\n", "epoch is 1 in 1 row, 2 in 1 row")]
    [InlineData("run,label,y_pred\na,0,0\nb,1,1\n", "run is a in 1 row, b in 1 row")]
    [InlineData("fold,label,y_pred\n1,0,0\n2,1,1\n", "fold is 1 in 1 row, 2 in 1 row")]
    [InlineData("is_train,label,y_pred\nTrue,0,0\nFalse,1,1\nTrue,1,1\n", "is_train is True in 2 rows, False in 1 row")]
    [InlineData("label,y_pred,is_test\n0,0,1\n1,1,0\n", "is_test is 1 in 1 row, 0 in 1 row")]
    [InlineData("label,y_pred,Usage\n0,0,Public\n1,1,Private\n1,1,Private\n", "Usage is Private in 2 rows, Public in 1 row")]
    [InlineData("split,is_train,label,y_pred\ntest,0,0,0\ntest,1,1,1\n", "is_train is 0 in 1 row, 1 in 1 row")]
    [InlineData("split,label,y_pred\ntest,0,0\n,1,1\ntest,1,1\n", "split is test in 2 rows, '' in 1 row")]
    [InlineData("member,label,prob_0,prob_1\n0,0,.9,.1\n1,0,.8,.2\n", "member is 0 in 1 row, 1 in 1 row")]
    [InlineData("model,seed,split,label,y_pred\nvit,1,test,0,0\nvit,1,test,1,1\n", null)]
    public void Rows_of_several_models_seeds_or_parts_are_said_to_be_so(string text, string? said)
    {
        Read(text).Said.Should().Equal(
            said is null ? [] : [$"{folder["table.csv"]}: {said}: the figures are of all of them together"]);
    }

    [Fact]
    public void Each_column_that_tells_rows_of_several_apart_is_said()
    {
        Read("model,seed,label,y_pred\nvit,1,0,0\nvit,2,1,1\nb0,1,1,1\n").Said.Should().HaveCount(2)
            .And.ContainMatch("*: seed is 1 in 2 rows, 2 in 1 row: *").And.ContainMatch("*: model is vit in 2 rows, b0 in 1 row: *");
    }

    [Theory]
    [InlineData("seed", 20, 40, true)]
    [InlineData("fold", 10, 100, true)]
    [InlineData("split", 10, 100, false)]
    [InlineData("step", 40, 40, false)]
    public void Seeds_may_be_many_and_parts_of_a_data_set_few(string column, int values, int rows, bool isSaid)
    {
        var (_, said) = Read($"{column},label,y_pred\n"
            + string.Concat(Enumerable.Range(0, rows).Select(row => $"{row % values},{row / 2 % 2},{row / 2 % 2}\n")));

        var shown = string.Join(", ", Enumerable.Range(0, 8).Select(value => $"{value} in {rows / values} rows"));
        said.Should().Equal(
            isSaid ? [$"{folder["table.csv"]}: {column} is {shown}, …: the figures are of all of them together"] : []);
    }

    private (Predictions Read, List<string> Said) Read(string text)
    {
        File.WriteAllText(folder["table.csv"], text);
        var said = new List<string>();
        return (PredictionsFile.Read(folder["table.csv"], note: said.Add), said);
    }
}
