using System.Globalization;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Answers without scores: which spellings are one class, and which are none.</summary>
public sealed class HardAnswersSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("y_true,y_pred\n0,0.0\n1,0.0\n1,1.0\n", "0", "1")]
    [InlineData("y_true,y_pred\n1.0,1\n0.0,1\n0.0,0\n", "0", "1")]
    [InlineData("y_true,y_pred\n02,2\n10,2\n1e1,10\n", "2", "10")]
    [InlineData("y_true,y_pred\n-1,-1.0\n+1,-1\n1,1\n", "-1", "1")]
    [InlineData("y_true,y_pred\n9007199254740993,9007199254740993\n9007199254740992,9007199254740993\n9007199254740992,9007199254740992\n",
        "9007199254740992", "9007199254740993")]
    [InlineData("y_true,y_pred\nTrue,TRUE\nFalse,TRUE\nFalse,false\n", "False", "True")]
    [InlineData("y_true,y_pred\nCat,cat\nDog, CAT \nDog,DOG\n", "Cat", "Dog")]
    [InlineData("y_true,y_pred\na,a\nA,a\nA,A\n", "A", "a")]
    public void Numbers_are_compared_as_numbers_and_names_without_regard_to_case(string text, params string[] classes)
    {
        File.WriteAllText(folder["hard.csv"], text);

        var read = PredictionsFile.Read(folder["hard.csv"]);

        read.ClassNames.Should().Equal(classes);
        read.Hits.Should().Be(2);
    }

    [Fact]
    public void Classes_of_the_truth_that_differ_in_case_alone_are_different_classes_and_that_is_said()
    {
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\na,a\nA,a\nA,A\n");
        var said = new List<string>();

        PredictionsFile.Read(folder["hard.csv"], note: said.Add);

        said.Should().Equal($"{folder["hard.csv"]}: classes 'a' and 'A' of y_true differ in case alone, and are read as different classes");
    }

    [Theory]
    [InlineData("y_true,y_pred\nCafe\u0301,Caf\u00e9\nBar,Caf\u00e9\nBar,Bar\n", true)]
    [InlineData("y_true,y_pred\nCaf\u00e9,CAF\u00c9\nBar,Caf\u00e9\nBar,Bar\n", false)]
    [InlineData("y_true,y_pred\nCafe\u0301,Cafe\u0301\nBar,Cafe\u0301\nBar,Bar\n", false)]
    public void Letters_with_their_marks_apart_are_the_same_class_as_macOS_writes_names(string text, bool isSaid)
    {
        File.WriteAllText(folder["hard.csv"], text);
        var said = new List<string>();

        var read = PredictionsFile.Read(folder["hard.csv"], note: said.Add);

        read.ClassNames.Should().Equal("Bar", "Caf\u00e9");
        read.Hits.Should().Be(2);
        said.Should().Equal(
            isSaid
                ? [$"{folder["hard.csv"]}: 'Caf\u00e9' is written in two ways, letters and their marks as one character and as several: read as one class"]
                : []);
    }

    [Fact]
    public void A_label_with_its_marks_apart_means_the_column_of_that_name()
    {
        File.WriteAllText(folder["named.csv"], "label,prob_Bar,prob_Cafe\u0301\nCaf\u00e9,0.2,0.8\nBar,0.7,0.3\nCafe\u0301,0.1,0.9\n");

        PredictionsFile.Read(folder["named.csv"]).Hits.Should().Be(3);
    }

    [Theory]
    [InlineData("y_true,y_pred\n0,0\n1,0.7312\n", ":3: y_pred is '0.7312', a measurement, expected a class; scores are columns prob_0*")]
    [InlineData("y_true,y_pred\n0.25,0\n1,1\n", ":2: y_true is '0.25', a measurement*")]
    [InlineData("y_true,y_pred\n0,0\n1,\n", ":3: y_pred is '', expected a class.")]
    [InlineData("y_true,y_pred\n0,0\n  ,1\n", ":3: y_true is '', expected a class.")]
    [InlineData("y_true,y_pred\ncat,cat\ndog,NaN\n", ":3: y_pred is 'NaN', expected a class.")]
    [InlineData("y_true,y_pred\ncat,0\ndog,1\n", ": y_pred and y_true share no class (such as '0' and 'cat')*")]
    [InlineData("y_true,y_pred\n0,False\n1,True\n", ": y_pred and y_true share no class (such as 'False' and '0')*")]
    public void What_is_no_class_is_refused(string text, string refusal)
    {
        File.WriteAllText(folder["hard.csv"], text);

        var reading = () => PredictionsFile.Read(folder["hard.csv"]);

        reading.Should().Throw<BadInputException>().WithMessage(folder["hard.csv"] + refusal);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(100, true)]
    [InlineData(120, false)]
    [InlineData(49, false)]
    public void Names_of_images_are_no_classes(int images, bool isRefused)
    {
        // Sixty classes, of which a table of 120 rows has each twice, and 49 of one row each.
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\n"
            + string.Concat(Enumerable.Range(0, images).Select(row => $"img_{row % 60}.png,img_{row % 60}.png\n")));

        var reading = () => PredictionsFile.Read(folder["hard.csv"]);

        if (isRefused)
            reading.Should().Throw<BadInputException>().WithMessage(
                $"{folder["hard.csv"]}: 60 different classes of {images} images, such as 'img_0.png', expected classes of several images each*");
        else reading().Hits.Should().Be(images);
    }

    /// <summary>A thousand images of ImageNet have hardly one each of its thousand classes.</summary>
    [Theory]
    [InlineData("n0144{0:0000}")]
    [InlineData("Breed No. {0}")]
    [InlineData("{0}")]
    public void Classes_of_which_most_have_one_image_are_classes_where_they_are_not_called_as_files_are(string name)
    {
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(row => string.Format(CultureInfo.InvariantCulture, name, row)).Select(called => $"{called},{called}\n")));

        PredictionsFile.Read(folder["hard.csv"]).Hits.Should().Be(60);
    }

    [Theory]
    [InlineData("y_true,y_pred\n1,0\n2,1\n3,2\n1,1\n",
        "y_true is 1 to 3 and y_pred 0 to 2: 1 of 4 answers are right, and 3 would be if both counted classes from one number")]
    [InlineData("y_true,y_pred\n0,1\n1,2\n2,3\n",
        "y_true is 0 to 2 and y_pred 1 to 3: 0 of 3 answers are right, and 3 would be if both counted classes from one number")]
    [InlineData("y_true,y_pred\n1,1\n2,2\n3,2\n1,0\n", "y_pred is '0' in 1 row, which y_true never is: answers that count as wrong")]
    [InlineData("y_true,y_pred\n0,0\n1,1\n2,1\n0,2\n", null)]
    [InlineData("label,logit_0,logit_1,logit_2\n1,3,1,0\n2,0,3,1\n1,5,0,1\n2,1,4,0\n",
        "label is 1 to 2 and the largest score's class 0 to 1: 0 of 4 answers are right, and 4 would be if both counted classes from one number")]
    public void Labels_and_answers_that_are_counted_from_different_numbers_are_said_to_be(string text, string? note)
    {
        File.WriteAllText(folder["table.csv"], text);
        var said = new List<string>();

        PredictionsFile.Read(folder["table.csv"], note: said.Add);

        said.Should().Equal(note is null ? [] : [$"{folder["table.csv"]}: {note}"]);
    }

    [Theory]
    [InlineData("cat,cat\ndog,kat\ndog,dog\ncat,kat\ncat,Hund\n", "'kat' in 2 rows, 'Hund' in 1 row")]
    [InlineData("cat,cat\ndog,dog\ncat,dog.\n", "'dog.' in 1 row")]
    [InlineData("cat,Cat \ndog, DOG\n", null)]
    [InlineData("cat,cat\ndog,cat\n", null)]
    [InlineData("1.0,1\n2,2\n2,02\n", null)]
    public void An_answer_that_is_no_class_of_the_truth_is_said_as_a_slip_of_the_pen_is_none(string rows, string? never)
    {
        File.WriteAllText(folder["hard.csv"], $"y_true,y_pred\n{rows}");
        var said = new List<string>();

        PredictionsFile.Read(folder["hard.csv"], note: said.Add);

        said.Should().Equal(
            never is null ? [] : [$"{folder["hard.csv"]}: y_pred is {never}, which y_true never is: answers that count as wrong"]);
    }

    [Theory]
    [InlineData("cat|dog,cat|dog\ncat,cat\ndog,cat|dog\n", "class 'cat|dog' may be several: *")]
    [InlineData("\"0,2\",\"0,2\"\n0,0\n2,2\n", "class '0,2' may be several: *")]
    [InlineData("[0 1 1],[0 1 1]\n[1 0 0],[1 0 0]\n", "class '[0 1 1]' may be several: *")]
    [InlineData("-1,0\n0,0\n1,1\n", "class '-1' stands beside '0': *")]
    [InlineData("-1,-1\n0,0\n1,1\n0,1\n", "class '-1' stands beside '0': *")]
    [InlineData("-1,-1\n0,0\n1,1\n-1,0\n0,-1\n", null)]
    [InlineData("-1,-1\n1,1\n", null)]
    [InlineData("\"tench, Tinca\",\"tench, Tinca\"\ntench,tench\n", null)]
    [InlineData("[PAD],[PAD]\n[SEP],[SEP]\n", null)]
    public void A_class_that_may_be_none_or_several_is_said(string rows, string? note)
    {
        File.WriteAllText(folder["hard.csv"], $"y_true,y_pred\n{rows}");
        var said = new List<string>();

        PredictionsFile.Read(folder["hard.csv"], note: said.Add);

        if (note is null) said.Should().BeEmpty();
        else said.Should().ContainSingle().Which.Should().Match($"{folder["hard.csv"]}: {note}");
    }

    [Theory]
    [InlineData("y_true,y_pred,prob_0,prob_1\n0,0,0.6,0.4\n1,1,0.6,0.4\n1,0,0.4,0.6\n",
        "y_pred is not the class of the largest score in 2 of 3 rows*")]
    [InlineData("y_true,y_pred,prob_a,prob_b\na,A,0.6,0.4\nb,b,0.4,0.6\nb,a,0.5,0.5\n", null)]
    [InlineData("y_true,y_pred,prob_0,prob_1\n0,0,0.6,0.4\n1,high,0.6,0.4\n", "*:3: y_pred is 'high', no class: not compared with prob_0*")]
    public void Answers_beside_scores_are_held_against_them(string text, string? note)
    {
        File.WriteAllText(folder["both.csv"], text);
        var said = new List<string>();

        PredictionsFile.Read(folder["both.csv"], note: said.Add).HasScores.Should().BeTrue();

        if (note is null) said.Should().BeEmpty();
        else said.Should().ContainSingle().Which.Should().Match($"*{note}");
    }

    [Theory]
    [InlineData("y_true,y_pred,prob_max\n0,0,0.75\n1,0,0.3\n", false, "prob_max is passed over: its name is that of no class")]
    [InlineData("y_true,y_pred,p_value\n0,0,0.75\n1,0,0.3\n", false, "p_value is passed over: its name is that of no class")]
    [InlineData("y_true,y_pred,score_cat\n0,0,0.75\n1,0,0.3\n", false,
        "score_cat is passed over: the only column of scores, beside the answers of y_pred")]
    [InlineData("label,prob_cat,prob_dog,prob_max\ncat,0.7,0.3,0.7\ndog,0.4,0.6,0.6\n", true,
        "prob_max is passed over: its name is that of no class")]
    [InlineData("label,prob_0,prob_1,Prob Max\n0,0.7,0.3,0.7\n1,0.4,0.6,0.6\n", true,
        "Prob Max is passed over: its name is that of no class")]
    [InlineData("label,score_max,prob_0,prob_1\n0,0.7,0.7,0.3\n1,0.6,0.4,0.6\n", true, null)]
    public void A_column_of_scores_that_is_no_classes_is_passed_over_and_that_is_said(string text, bool hasScores, string? note)
    {
        File.WriteAllText(folder["more.csv"], text);
        var said = new List<string>();

        var read = PredictionsFile.Read(folder["more.csv"], note: said.Add);

        (read.HasScores, read.Classes).Should().Be((hasScores, 2));
        said.Should().Equal(note is null ? [] : [$"{folder["more.csv"]}: {note}"]);
    }
}
