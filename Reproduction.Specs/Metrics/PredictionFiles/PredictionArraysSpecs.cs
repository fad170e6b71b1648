using System.Text;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Numpy;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Arrays of NumPy under the names and of the types that other programs write.</summary>
public sealed class PredictionArraysSpecs : IDisposable
{
    /// <summary>Three of the four images are right: the last is 1 and answered 0.</summary>
    private static readonly double[] Scores = [3, 1, 0, 0, 2, 1, 0, 1, 5, 4, 3, 0];
    private static readonly double[] Shares = [.7, .2, .1, .1, .7, .2, 0, .1, .9, .5, .4, .1];

    private static readonly byte[] Labels =
        NpyArray.Write("<i8", [4], [.. new long[] { 0, 1, 2, 1 }.SelectMany(label => BitConverter.GetBytes(label))]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("labels", "logits", false)]
    [InlineData("y_true", "y_score", false)]
    [InlineData("label_ids", "predictions", false)]
    [InlineData("targets", "outputs", false)]
    [InlineData("y_true", "y_prob", true)]
    [InlineData("Labels", "Probs", true)]
    [InlineData("y_test", "y_pred_proba", true)]
    public void Names_of_arrays_are_those_of_columns_and_of_Hugging_Face(string labels, string scores, bool areProbabilities)
    {
        Write((labels, Labels), (scores, NpyArray.Write("<f8", [4, 3], Bytes(areProbabilities ? Shares : Scores))));

        var (read, said) = Read();

        read.Labels.ToArray().Should().Equal(0, 1, 2, 1);
        read.Predicted.ToArray().Should().Equal(0, 1, 2, 0);
        if (areProbabilities) read.Probabilities(3).ToArray().Should().Equal(.5, .4, .1);
        else read.Logits(3).ToArray().Should().Equal(4, 3, 0);
        said.Should().BeEmpty();
    }

    [Fact]
    public void Answers_alone_have_no_scores()
    {
        Write(("y_true", Labels), ("y_pred", NpyArray.Write("|u1", [4], [0, 1, 2, 0])));

        var (read, _) = Read();

        (read.HasScores, read.Hits, read.Classes).Should().Be((false, 3, 3));
    }

    [Theory]
    [InlineData("scores")]
    [InlineData("probs")]
    public void One_score_of_each_image_gives_way_to_answers_whose_it_may_be(string scores)
    {
        Write(
            ("labels", Labels), ("preds", NpyArray.Write("|u1", [4], [0, 1, 2, 0])),
            (scores, NpyArray.Write("<f8", [4], Bytes([.99, .93, .97, .88]))));

        var (read, _) = Read();

        (read.HasScores, read.Hits, read.Classes).Should().Be((false, 3, 3));
    }

    [Fact]
    public void One_score_of_each_image_is_that_of_class_1()
    {
        Write(("y_true", NpyArray.Write("|u1", [2], [0, 1])), ("y_score", NpyArray.Write("<f8", [2], Bytes([.25, .75]))));

        var (read, said) = Read();

        read.Probabilities(0).ToArray().Should().Equal(.75, .25);
        read.Hits.Should().Be(2);
        said.Should().ContainSingle().Which.Should().Contain("y_score is one score of each image, taken for the probability of class 1");
    }

    [Fact]
    public void A_logit_of_minus_infinity_is_that_of_a_masked_class()
    {
        byte[] Logits(double first) => NpyArray.Write("<f4", [2, 2], [.. new[] { first, 1, 2, double.NegativeInfinity }
            .SelectMany(logit => BitConverter.GetBytes((float)logit))]);
        var labels = NpyArray.Write("|u1", [2], [1, 0]);
        Write(("labels", labels), ("logits", Logits(0)));
        Read().Read.Probabilities(1).ToArray().Should().Equal(1, 0);

        Write(("labels", NpyArray.Write("|u1", [2], [0, 0])), ("logits", Logits(double.NegativeInfinity)));
        FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>()
            .WithMessage("*: logits of image 0: the logit of the true class is -inf, *");
    }

    [Theory]
    [InlineData("<U3")]
    [InlineData(">U3")]
    [InlineData("|S3")]
    public void Labels_that_are_names_are_sorted_as_scikit_learn_sorts_its_classes_and_that_is_said(string dtype)
    {
        Write(("labels", Texts(dtype, "cat", "dog", "fox", "dog")), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(Scores))));

        var (read, said) = Read();

        read.ClassNames.Should().Equal("cat", "dog", "fox");
        read.Hits.Should().Be(3);
        said.Should().Equal(
            $"{folder["arrays.npz"]}: labels are names: logits are taken for those of cat, dog, fox in this order, by which "
            + "scikit-learn sorts its classes");
    }

    [Fact]
    public void Labels_that_are_names_have_the_order_of_an_array_of_all_names()
    {
        Write(("labels", Texts("<U3", "fox", "cat", "elk", "cat")), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(Scores))),
            ("class_names", Texts("<U3", "fox", "cat", "elk")));

        var (read, said) = Read();

        read.ClassNames.Should().Equal("fox", "cat", "elk");
        read.Hits.Should().Be(3);
        said.Should().BeEmpty();
    }

    [Fact]
    public void Names_whose_order_is_not_known_are_refused()
    {
        Write(("labels", Texts("<U3", "cat", "dog", "cat", "dog")), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(Scores))));

        FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>().WithMessage(
            $"{folder["arrays.npz"]}: 2 names of classes ('cat', 'dog') beside logits of 3, expected as many, or an array class_names *");
    }

    [Theory]
    [InlineData("ids", false)]
    [InlineData("filenames", false)]
    [InlineData("keys", true)]
    public void Images_of_two_files_are_paired_by_an_array_that_both_have(string name, bool isSaid)
    {
        Write((name, Texts("<U1", "a", "b", "c", "d")), ("labels", Labels), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(Scores))));
        var (one, _) = Read();
        double[] swapped = [.. Scores[..3], .. Scores[9..], .. Scores[6..9], .. Scores[3..6]];
        Write((name, Texts("|S1", "a", "d", "c", "b")), ("labels", Labels), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(swapped))),
            ("features", NpyArray.Write("<f8", [4, 3], Bytes(Shares))), ("objects", NpyArray.Write("|O8", [4], new byte[32])));

        var said = new List<string>();
        var (mine, its) = SameImages.Of((one, "one"), (Read().Read, "other"), said.Add);

        said.Should().HaveCount(isSaid ? 1 : 0);
        its.Predicted.ToArray().Should().Equal(mine.Predicted.ToArray());
        its.Logits(1).ToArray().Should().Equal(0, 2, 1);
    }

    [Fact]
    public void An_array_of_numbers_without_an_ids_name_pairs_nothing()
    {
        byte[] Order(params int[] numbers) => NpyArray.Write("<i4", [4], [.. numbers.SelectMany(BitConverter.GetBytes)]);
        Write(("order", Order(0, 1, 2, 3)), ("labels", Labels), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(Scores))));
        var (one, _) = Read();
        Write(("order", Order(0, 3, 2, 1)), ("labels", Labels), ("logits", NpyArray.Write("<f8", [4, 3], Bytes(Scores))));

        var (_, its) = SameImages.Of((one, "one"), (Read().Read, "other"), note => note.Should().BeNull());

        its.Logits(1).ToArray().Should().Equal(0, 2, 1);
    }

    private (Predictions Read, List<string> Said) Read()
    {
        var said = new List<string>();
        return (PredictionsFile.Read(folder["arrays.npz"], note: said.Add), said);
    }

    private void Write(params (string Name, byte[] Npy)[] arrays)
    {
        using var file = File.Create(folder["arrays.npz"]);
        NpzFile.Write(file, arrays);
    }

    private static byte[] Texts(string dtype, params string[] texts)
    {
        var length = dtype[2] - '0';
        var encoding = dtype[1] == 'S' ? Encoding.ASCII : new UTF32Encoding(bigEndian: dtype[0] == '>', byteOrderMark: false);
        return NpyArray.Write(dtype, [texts.Length], encoding.GetBytes(string.Concat(texts.Select(text => text.PadRight(length, '\0')))));
    }

    private static byte[] Bytes(double[] values) => [.. values.SelectMany(value => BitConverter.GetBytes(value))];
}
