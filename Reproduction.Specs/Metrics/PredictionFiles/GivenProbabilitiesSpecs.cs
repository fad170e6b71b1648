using System.Globalization;
using System.Text;
using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Numpy;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Probabilities that a file gives count as they stand, as scikit-learn takes them.</summary>
public sealed class GivenProbabilitiesSpecs : IDisposable
{
    private const double Exact = 1e-12;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<int> Votes => [.. Enumerable.Range(0, GoldenValues.Json("metrics", "votes").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Votes))]
    public void Votes_of_neighbours_tie_as_in_the_file_and_stay_on_the_edges_of_bins(int number)
    {
        var stored = GoldenValues.Json("metrics", "votes")[number];
        var (count, classes, voters) =
            (stored.GetProperty("count").GetInt32(), stored.GetProperty("classes").GetInt32(), stored.GetProperty("voters").GetInt32());
        var labels = WrittenRule.Integers($"metrics/votes/{number}/labels", count, classes)
            .Select((label, i) => i < classes ? i : (int)label).ToArray();
        var votes = WrittenRule.Integers($"metrics/votes/{number}/votes", (long)count * voters, classes)
            .Select((vote, i) => i % voters < voters / 3 ? labels[i / voters] : vote).Chunk(voters).ToArray();
        var probabilities = votes.Select(cast => Enumerable.Range(0, classes)
            .Select(c => cast.Count(vote => vote == c) / (double)voters).ToArray()).ToArray();
        var text = new StringBuilder($"label,{Columns("prob_", classes)}\n");
        foreach (var (label, row) in labels.Zip(probabilities))
            text.Append($"{label},{string.Join(',', row.Select(p => p.ToString("R", CultureInfo.InvariantCulture)))}\n");
        File.WriteAllText(folder["votes.csv"], text.ToString());
        WriteArrays([.. labels.Select(label => (long)label)], [.. probabilities.SelectMany(row => row)], classes);

        ShouldBe(PredictionsFile.Read(folder["votes.csv"]), stored);
        ShouldBe(PredictionsFile.Read(folder["arrays.npz"], asProbabilities: true), stored);
    }

    /// <summary>A row of round(p, 2) or of printf's %.3f, of which each number is at most half a unit off.</summary>
    [Theory]
    [InlineData("0.34,0.33,0.34", null)]
    [InlineData("0.5,0.3,0.21", null)]
    [InlineData("0.333,0.333,0.333", null)]
    [InlineData("0.3333333,0.3333333,0.3324333", null)]
    // printf's %.2e of thirds, Excel's scientific format of 0.8349, 0.16496 and 0.00014, and printf's %.2g of two such.
    [InlineData("3.33e-01,3.33e-01,3.33e-01", null)]
    [InlineData("8.3E-01,1.6E-01,1.4E-04", null)]
    [InlineData("0.33,0.66,1.2e-05", null)]
    // printf's %.2g and R's signif(p, 2) of 0.1667, 0.7507 and 0.0826.
    [InlineData("0.17,0.75,0.083", null)]
    [InlineData("3.34e-01,3.34e-01,3.35e-01", "sum to 1.003, expected 1 within 0.0015")]
    [InlineData("5e-01,3e-01,3e-01", "sum to 1.1, expected 1 within 0.015")]
    [InlineData("9.98e-01,1.00e-05,1.00e-05", "sum to 0.99802, expected 1 within 0.001")]
    [InlineData("3.33333333e-01,3.33333333e-01,3.31333333e-01", "sum to 0.998, expected 1 within 0.001")]
    [InlineData("0.34,0.34,0.34", "sum to 1.02, expected 1 within 0.015")]
    [InlineData("0.334,0.334,0.334", "sum to 1.002, expected 1 within 0.0015")]
    [InlineData("0.5,0.3,0.3", "sum to 1.1, expected 1 within 0.015")]
    [InlineData("0.3333333,0.3333333,0.3313333", "sum to 0.998, expected 1 within 0.001")]
    public void A_row_sums_to_1_within_what_its_digits_leave_open(string row, string? refusal)
    {
        File.WriteAllText(folder["rounded.csv"], $"label,prob_0,prob_1,prob_2\n0,1,0,0\n1,{row}\n");
        var reading = () => PredictionsFile.Read(folder["rounded.csv"]);

        if (refusal is null)
            reading().Probabilities(1).ToArray().Should()
                .Equal(row.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)));
        else reading.Should().Throw<BadInputException>().WithMessage($"{folder["rounded.csv"]}:3: the probabilities {refusal}*");
    }

    /// <summary>numpy.savetxt(fmt='%.2e') of a die's six faces.</summary>
    [Fact]
    public void A_die_whose_faces_are_written_with_an_exponent_has_probabilities()
    {
        File.WriteAllText(folder["die.csv"],
            $"label,{Columns("prob_", 6)}\n"
                + string.Concat(Enumerable.Range(0, 6).Select(c => $"{c},{string.Join(',', Enumerable.Repeat("1.67e-01", 6))}\n")));

        PredictionsFile.Read(folder["die.csv"]).Probabilities(0).ToArray().Should().Equal(Enumerable.Repeat(0.167, 6));
    }

    [Fact]
    public void Arrays_are_told_to_look_like_probabilities_and_read_as_such_where_the_user_says_so()
    {
        WriteArrays([1, 0, 1], [0.4, 0.6, 0.75, 0.25, 0.5, 0.5], classes: 2);
        string? said = null;

        PredictionsFile.Read(folder["arrays.npz"], note: note => said = note).Probabilities(0)[0].Should()
            .BeApproximately(1 / (1 + Math.Exp(0.2)), Exact, "they are called logits");
        said.Should().StartWith($"{folder["arrays.npz"]}: every row of logits lies in [0, 1]").And.Contain("--probabilities");
        said = null;
        PredictionsFile.Read(folder["arrays.npz"], asProbabilities: true, note => said = note).Probabilities(0).ToArray().Should()
            .Equal(0.4, 0.6);
        said.Should().BeNull();
    }

    [Theory]
    [InlineData(0.4, 0.7, "logits of image 1: the probabilities sum to 1.1, expected 1 within 0.001")]
    [InlineData(1.5, -0.5, "logits[1, 0] is 1.5, expected a probability from 0 to 1")]
    public void Arrays_that_are_no_probabilities_are_refused_where_the_user_says_that_they_are(double one, double other, string refusal)
    {
        WriteArrays([1, 0], [0.5, 0.5, one, other], classes: 2);

        var reading = () => PredictionsFile.Read(folder["arrays.npz"], asProbabilities: true);

        reading.Should().Throw<BadInputException>().WithMessage($"{folder["arrays.npz"]}: {refusal}");
    }

    [Fact]
    public void The_answer_is_the_largest_probability_also_where_logarithms_tie()
    {
        double[] row = [.. Enumerable.Repeat(0.1, 9), Math.BitIncrement(0.1)];
        Math.Log(row[9]).Should().Be(Math.Log(row[0]));

        Predictions.OfProbabilities([9], row, 10).Predicted[0].Should().Be(9);
    }

    private static void ShouldBe(Predictions read, JsonElement stored)
    {
        var values = MetricValues.Of(read);
        foreach (var (name, value) in new (string, double?)[]
        {
            ("accuracy", values.Accuracy), ("auroc", values.AurocOvrMacro), ("log_loss", values.Nll), ("brier", values.Brier),
            ("ece", values.Ece), ("class_wise_ece", values.ClassWiseEce),
        })
            value!.Value.Should().BeApproximately(stored.GetProperty(name).GetDouble(), Exact, name);
    }

    private static string Columns(string prefix, int classes) =>
        string.Join(',', Enumerable.Range(0, classes).Select(c => $"{prefix}{c}"));

    private void WriteArrays(long[] labels, double[] scores, int classes)
    {
        using var file = File.Create(folder["arrays.npz"]);
        NpzFile.Write(
            file, ("labels", NpyArray.Write("<i8", [labels.Length], [.. labels.SelectMany(BitConverter.GetBytes)])),
            ("logits", NpyArray.Write("<f8", [labels.Length, classes], [.. scores.SelectMany(BitConverter.GetBytes)])));
    }
}
