using System.Globalization;
using System.Text;
using Reproduction.Commands;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Numpy;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>
/// Arrays of NumPy whose obvious reading would be a wrong one without a word. Four images of three classes, of which the last is 1 and
/// answered 0; an array is written as its name, its sizes in brackets where it has two, and its values: <c>probs[2,2]=.5 .5 1 0</c>.
/// </summary>
public sealed class ArraysBesideSpecs : IDisposable
{
    private const string Labels = "labels=0 1 2 1";

    private const string Logits = "logits[4,3]=3.0 1.0 0.0 0.0 2.0 1.0 0.0 1.0 5.0 4.0 3.0 0.0";

    /// <summary>Softmax of the logits, by scipy.special.softmax, to four digits.</summary>
    private const string Softmax =
        "probs[4,3]=.8438 .1142 .0420 .0900 .6652 .2447 .0066 .0179 .9756 .7214 .2654 .0132";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("y_pred=0 1 2 1",
        "y_pred is not the class of the largest score in 1 of 4 rows; the figures are of logits: leave these out where the answers are meant")]
    [InlineData("predictions[4,1]=1 1 2 1", "predictions is not the class of the largest score in 2 of 4 rows; *")]
    [InlineData("pred=0 1 2 7", "pred[3] is 7, no class: not compared with logits, which decide")]
    [InlineData("pred=0 1 2", "pred are 3 and logits of 4 images: not compared with logits, which decide")]
    [InlineData("y_true=0 1 1 1", "labels is taken for the true class, y_true passed over")]
    [InlineData("targets[4,3]=1 0 0 0 1 0 0 0 1 1 0 0", "labels is taken for the true class, targets passed over")]
    [InlineData("y_test=cat dog cat dog", "labels is taken for the true class, y_test passed over")]
    [InlineData("logits_b[4,3]=3 1 0 0 2 1 0 1 5 1 3 0", "logits is taken for the scores, logits_b passed over")]
    [InlineData("teacher_logits[4,3]=3 1 0 0 2 1 0 1 5 1 3 0", "logits is taken for the scores, teacher_logits passed over")]
    [InlineData("probs[4,3]=.7 .2 .1 .1 .7 .2 0 .1 .9 .5 .4 .1", "logits is taken for the scores, probs passed over")]
    [InlineData("split=train train test test", "split is train in 2 rows, test in 2 rows: the figures are of all of them together")]
    [InlineData("fold=0 1 1 1", "fold is 1 in 3 rows, 0 in 1 row: the figures are of all of them together")]
    [InlineData("is_train[4,1]=1 0 0 0", "is_train is 0 in 3 rows, 1 in 1 row: the figures are of all of them together")]
    [InlineData("filenames=a b c a", "filenames repeats in 1 row: each row counts as an image of its own")]
    [InlineData("ids=7 8 8 8", "ids repeats in 2 rows: each row counts as an image of its own")]
    [InlineData("sample_weight=1 1 2 1", "sample_weight is passed over: each row counts once")]
    [InlineData("classes=cat dog fox dog", "classes is passed over: it holds one for each image, and not one for each class")]
    [InlineData("classes=1 2", "classes is passed over: it holds 2 numbers of the 3 classes of logits")]
    [InlineData("probs[4,3]=.84 .11 .04 .09 .67 .24 .01 .02 .98 .26 .72 .01", "logits is taken for the scores, probs passed over")]
    public void What_a_file_holds_beside_labels_and_logits_and_figures_are_not_made_of_is_said(string array, string said)
    {
        Write(Labels, Logits, array);

        var (read, notes) = Read();

        read.Labels.ToArray().Should().Equal(0, 1, 2, 1);
        read.Predicted.ToArray().Should().Equal(0, 1, 2, 0);
        notes.Should().ContainSingle().Which.Should().Match($"{folder["arrays.npz"]}: {said}");
    }

    [Theory]
    [InlineData("y_pred=0 1 2 0")]
    [InlineData("y_pred=0.0 1.0 2.0 0.0")]
    [InlineData("targets=0 1 2 1")]
    [InlineData("targets=0.0 1.0 2.0 1.0")]
    [InlineData("y_true[4,3]=1 0 0 0 1 0 0 0 1 0 1 0")]
    [InlineData("y_true=cat dog fox dog")]
    [InlineData("y_train=0 1 1")]
    [InlineData(Softmax)]
    [InlineData("probs[4,3]=.84 .11 .04 .09 .67 .24 .01 .02 .98 .72 .27 .01")]
    [InlineData("log_probs[4,3]=2.0 0.0 -1.0 0.0 2.0 1.0 -1.0 0.0 4.0 4.0 3.0 0.0")]
    [InlineData("logits_mc[2,12]=1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6")]
    [InlineData("features[4,3]=1 2 3 4 5 6 7 8 9 1 2 3")]
    [InlineData("top5[4,3]=0 1 2 1 2 0 2 1 0 0 1 2")]
    [InlineData("split=test test test test")]
    [InlineData("fold=3")]
    [InlineData("filenames=a b c d")]
    [InlineData("sample_weight=1.0 1.0 1.0 1.0")]
    [InlineData("weights[2,2]=1 2 3 4")]
    [InlineData("classes=0 1 2")]
    [InlineData("classes=3")]
    public void What_says_the_same_or_nothing_of_the_images_is_passed_over_without_a_word(string array)
    {
        Write(Labels, Logits, array);

        var (read, notes) = Read();

        read.Logits(3).ToArray().Should().Equal(4, 3, 0);
        read.NamedClasses.Should().Equal("0", "1", "2");
        read.ShownClasses.Should().Equal("0", "1", "2");
        notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Labels, "class_names=cat dog fox", "0 1 2 1", "cat dog fox", null)]
    [InlineData(Labels, "class_names=none 0 1", "0 1 2 1", "none 0 1", null)]
    [InlineData("labels=0.0 1.0 2.0 1.0", "class_names=2 1 none", "0 1 2 1", "2 1 none", null)]
    [InlineData(Labels, "target_names=0 1 10", "0 1 2 1", "0 1 10",
        "labels are taken for places from 0 in target_names, and not for the numbers in it: 0 for '0', 1 for '1', 2 for '10'")]
    [InlineData(Labels, "classes=3 5 7", "0 1 2 1", "3 5 7",
        "labels are taken for places from 0 in classes, and not for the numbers in it: 0 for '3', 1 for '5', 2 for '7'")]
    [InlineData("labels=1 2 3 2", "classes=1 2 3", "0 1 2 1", "1 2 3", null)]
    [InlineData("labels=1 2 2 2", "classes=1 2 3", "0 1 1 1", "1 2 3",
        "labels are taken for the numbers in classes, and not for places from 0: 1 for the first of logits")]
    [InlineData("labels=3.0 5.0 7.0 5.0", "classes_=7 5 3", "2 1 0 1", "7 5 3", null)]
    public void A_list_of_classes_names_them_by_their_places_or_by_the_numbers_in_it(
        string labels, string list, string truth, string names, string? said)
    {
        // Digits in a list of folders are texts.
        Write(labels, Logits, list.StartsWith("target", StringComparison.Ordinal) ? $"{list} as texts" : list);

        var (read, notes) = Read();

        read.Labels.ToArray().Should().Equal(truth.Split(' ').Select(label => int.Parse(label, CultureInfo.InvariantCulture)));
        read.ShownClasses.Should().Equal(names.Split(' '));
        notes.Should().Equal(Alone(said));
    }

    [Fact]
    public void Answers_that_are_names_are_held_against_scores_of_numbered_classes_by_a_list_of_the_names()
    {
        Write(Labels, Logits, "class_names=cat dog fox", "pred=cat dog fox dog");

        Read().Said.Should().ContainSingle().Which.Should().Contain("pred is not the class of the largest score in 1 of 4 rows");
    }

    [Theory]
    [InlineData("pred=0 1 2 0")]
    [InlineData("pred=none 0 1 none")]
    public void Answers_that_are_numbers_are_places_and_those_that_are_texts_names_where_digits_are_names(string answers)
    {
        Write(Labels, Logits, "class_names=none 0 1", answers);

        Read().Said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("y_pred=0 2 2 0", "cat dog fox")]
    [InlineData("y_pred=0 5 2 0", "0 1 2 5", "y_pred is '5' in 1 row, which labels never is: answers that count as wrong",
        "class_names is passed over: labels are classes 0, 1, 2, 5, and it holds 'cat', 'dog', 'fox'")]
    public void A_list_of_classes_names_those_of_answers_without_scores_where_it_has_them_all(
        string answers, string names, params string[] said)
    {
        Write(Labels, answers, "class_names=cat dog fox");

        var (read, notes) = Read();

        (read.HasScores, read.Hits).Should().Be((false, 2));
        read.ShownClasses.Should().Equal(names.Split(' '));
        notes.Should().Equal(said.SelectMany(each => Alone(each)));
    }

    [Theory]
    [InlineData("scores=.9 .8 .7 .6", "y_pred is taken for the answer, scores passed over")]
    [InlineData("predictions[4,3]=3 1 0 0 2 1 0 1 5 4 3 0", "y_pred is taken for the answer, predictions passed over")]
    [InlineData("pred=0 1 1 1", "y_pred is taken for the answer, pred passed over")]
    [InlineData("pred=0 1 2 0", null)]
    public void Of_answers_and_what_else_may_be_such_it_is_said_which_are_taken(string array, string? said)
    {
        Write(Labels, "y_pred=0 1 2 0", array);

        var (read, notes) = Read();

        (read.HasScores, read.Hits).Should().Be((false, 3));
        notes.Should().Equal(Alone(said));
    }

    [Fact]
    public void Labels_that_count_from_1_beside_scores_of_one_class_more_are_said()
    {
        Write("labels=1 2 2 1", "logits[4,3]=3 1 0 0 2 1 0 2 1 4 3 0");

        Read().Said.Should().ContainSingle().Which.Should().EndWith(
            "labels is 1 to 2 and the largest score's class 0 to 1: 0 of 4 answers are right, and 4 would be if both counted classes from one "
            + "number");
    }

    [Theory]
    [InlineData("labels[4,3]=1 0 0 0 1 0 0 0 1 0 1 0", Logits,
        "labels are 4×3 and logits 4×3, expected N and N×K with at least 1 image and 2 classes: save labels.argmax(1), they are one-hot")]
    [InlineData("y_true[4,3]=1 1 0 0 1 0 0 0 1 0 1 0", Logits, "y_true are 4×3 and logits 4×3, expected *: one class for each image, *")]
    [InlineData("y_true[4,3]=1 0 0 0 1 0 0 0 1 0 1 0", "y_pred=0 1 2 0",
        "y_true are 4×3 and y_pred 4, expected N of both, at least 1: save y_true.argmax(1), they are one-hot")]
    [InlineData(Labels, "y_pred=0 1 2", "labels are 4 and y_pred 3, expected N of both, at least 1")]
    [InlineData(Labels, "probs[3,4]=.7 .1 0 .5 .2 .7 .1 .4 .1 .2 .9 .1",
        "labels are 4 and probs 3×4, expected *: save probs.T where the first axis of probs counts classes")]
    [InlineData(Labels, "logits[4,1,3]=3 1 0 0 2 1 0 1 5 4 3 0",
        "labels are 4 and logits 4×1×3, expected *: save the mean of logits over models or passes, where they are of several")]
    [InlineData(Labels, "probs=.9 .8 .7 .6",
        "labels are 4 and probs 4, expected *: one score of each image is that of class 1 beside labels of 0 and 1")]
    [InlineData("labels=0 1 2 1 0", Logits, "labels are 5 and logits 4×3, expected N and N×K with at least 1 image and 2 classes")]
    [InlineData("labels[0]=", "logits[0,3]=", "labels are 0 and logits 0×3, expected N and N×K with at least 1 image and 2 classes")]
    [InlineData("y_true=0 1 3 1", Logits, "y_true[2] is 3, expected a class from 0 to 2")]
    [InlineData("y_true=0.0 1.5 2.0 1.0", Logits, "y_true[1] is 1.5, expected a class from 0 to 2")]
    [InlineData("labels=0.0 1.5 2.0 1.0", "y_pred=0 1 2 0", "labels[1] is 1.5, expected a class; scores are called logits or probs")]
    [InlineData(Labels, "y_pred=0.2 0.9 NaN 0.1", "y_pred[0] is 0.2, expected a class; scores are called logits or probs")]
    [InlineData(Labels, "y_score[4,3]=3 1 0 0 2 1 0 NaN 5 4 3 0", "y_score[2, 1] is NaN, expected a finite number")]
    [InlineData(Labels, "predictions[4,2]=0 1 1 2 2 1 0 1",
        "predictions are 4×2 whole numbers, several answers to each image, expected N answers or N×K scores of all classes")]
    [InlineData("arr_0=0 1 2 1", "arr_1[4,3]=3 1 0 0 2 1 0 1 5 4 3 0",
        "no array with the true class (labels, y_true, targets, …) among 'arr_0', 'arr_1': save it under a name, *")]
    [InlineData(Labels, "logits_a[4,3]=3 1 0 0 2 1 0 1 5 4 3 0",
        "no array with scores or answers (logits, probs, y_pred, …) among 'labels', 'logits_a': save it under a name, *")]
    public void What_is_no_labels_and_scores_is_one_line_that_names_array_and_value(string labels, string scores, string refusal)
    {
        Write(labels, scores);

        FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>().WithMessage($"{folder["arrays.npz"]}: {refusal}");
    }

    [Theory]
    [InlineData(Labels, "class_names=cat dog", "class_names holds 2 names of classes ('cat', 'dog') beside logits of 3, expected as many")]
    [InlineData(Labels, "classes=10", "classes holds 1 names of classes ('10') beside logits of 3, expected as many")]
    [InlineData("labels=1 2 4 2", "classes=1 2 3", "labels[2] is 4, expected one of the classes 1, 2, 3 of classes")]
    [InlineData(Labels, "classes=2 0 1",
        "labels may be the numbers in classes (2, 0, 1) or places from 0, expected classes in rising order, or none")]
    public void A_list_of_classes_that_contradicts_labels_or_scores_is_refused(string labels, string list, string refusal)
    {
        Write(labels, Logits, list);

        FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>().WithMessage($"{folder["arrays.npz"]}: {refusal}");
    }

    [Fact]
    public void Objects_under_the_name_of_labels_are_refused_and_elsewhere_said()
    {
        byte[] objects = [.. Npy(Labels).Npy];
        Encoding.Latin1.GetBytes("'|O', ").CopyTo(objects, Encoding.Latin1.GetString(objects).IndexOf("'<i8',", StringComparison.Ordinal));
        WriteArrays(("labels", objects), Npy(Logits));
        FluentActions.Invoking(() => Read()).Should().Throw<BadInputException>()
            .WithMessage($"{folder["arrays.npz"]}: labels: an array of objects or records, expected one of plain numbers");

        WriteArrays(Npy(Labels), Npy(Logits), ("class_names", objects));
        Read().Said.Should().Equal($"{folder["arrays.npz"]}: class_names is passed over: it holds neither texts nor numbers");

        WriteArrays(Npy(Labels), Npy(Logits), ("y_pred", objects));
        Read().Said.Should().Equal($"{folder["arrays.npz"]}: y_pred is passed over: it holds neither texts nor numbers");
    }

    [Fact]
    public void Two_files_that_list_the_classes_in_other_orders_are_compared_by_the_names()
    {
        Write(Labels, Logits, "class_names=cat dog fox");
        var (one, _) = Read();
        Write("labels=1 0 2 0", "logits[4,3]=1 3 0 2 0 1 1 0 5 3 4 0", "class_names=dog cat fox");
        var (other, _) = Read();

        var (mine, its) = SameImages.Of((one, "one"), (other, "other"), _ => { });

        its.NamedClasses.Should().Equal("cat", "dog", "fox");
        its.Logits(3).ToArray().Should().Equal(mine.Logits(3).ToArray());
    }

    [Fact]
    public void Two_files_that_list_other_names_are_compared_by_number_and_that_is_said()
    {
        Write(Labels, Logits, "class_names=cat dog fox");
        var (one, _) = Read();
        Write(Labels, Logits, "class_names=katze hund fuchs");
        var (other, _) = Read();
        var said = new List<string>();

        var (mine, its) = SameImages.Of((one, "one"), (other, "other"), said.Add);

        its.Logits(3).ToArray().Should().Equal(mine.Logits(3).ToArray());
        mine.ShownClasses.Should().Equal("cat", "dog", "fox");
        said.Should().Equal(
            "other: its classes are called katze, hund, fuchs, and those that it is compared with cat, dog, fox: compared by their "
            + "numbers");
    }

    [Fact]
    public void A_file_that_lists_the_classes_is_compared_by_number_with_one_that_does_not()
    {
        Write(Labels, Logits, "class_names=cat dog fox");
        var (one, _) = Read();
        Write(Labels, "y_pred=0 1 2 0");
        var (other, _) = Read();

        var (mine, its) = SameImages.Of((one, "one"), (other, "other"), _ => { });

        its.Predicted.ToArray().Should().Equal(mine.Predicted.ToArray());
        mine.ShownClasses.Should().Equal("cat", "dog", "fox");
    }

    [Theory]
    [InlineData("cat,dog,fox", 0, "")]
    [InlineData("kitten,puppy,cub", 0, "")]
    [InlineData("puppy,Cat,fox", 2, "--classes puppy,Cat,fox: the file names its classes itself: cat, dog, fox")]
    [InlineData("dog,cat,fox", 2, "--classes dog,cat,fox: the file names its classes itself: cat, dog, fox")]
    public void Names_that_a_file_lists_are_those_of_the_report_and_refused_in_another_order(string names, int exit, string refusal)
    {
        Write(Labels, Logits, "class_names=cat dog fox");
        using var output = new StringWriter();
        using var error = new StringWriter();

        CommandLine.Run(["metrics", folder["arrays.npz"], "--classes", names, "--resamples", "0"], output, error).Should().Be(exit);
        error.ToString().Contains(refusal, StringComparison.Ordinal).Should().BeTrue(error.ToString());
        using var plain = new StringWriter();
        CommandLine.Run(["metrics", folder["arrays.npz"], "--resamples", "0"], plain, TextWriter.Null).Should().Be(0);
        plain.ToString().Should().Contain("dog").And.Contain("fox");
    }

    private (Predictions Read, List<string> Said) Read()
    {
        var said = new List<string>();
        return (PredictionsFile.Read(folder["arrays.npz"], note: said.Add), said);
    }

    private string[] Alone(string? said) => said is null ? [] : [$"{folder["arrays.npz"]}: {said}"];

    private void Write(params string[] arrays) => WriteArrays([.. arrays.Select(Npy)]);

    private void WriteArrays(params (string Name, byte[] Npy)[] arrays)
    {
        using var file = File.Create(folder["arrays.npz"]);
        NpzFile.Write(file, arrays);
    }

    /// <summary>Values with a point are float64, others int64, what is no number text; and all text where it says so.</summary>
    private static (string Name, byte[] Npy) Npy(string array)
    {
        var parts = array.Replace(" as texts", "", StringComparison.Ordinal).Split('=');
        var values = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var head = parts[0].TrimEnd(']').Split('[');
        long[] shape = head.Length == 1 ? [values.Length]
            : [.. head[1].Split(',').Select(side => long.Parse(side, CultureInfo.InvariantCulture))];
        if (array.EndsWith("as texts", StringComparison.Ordinal)
            || !Array.TrueForAll(values, value => double.TryParse(value, CultureInfo.InvariantCulture, out _)))
        {
            var texts = string.Concat(values.Select(text => text.PadRight(5, '\0')));
            return (head[0], NpyArray.Write("<U5", shape, Encoding.UTF32.GetBytes(texts)));
        }
        return Array.Exists(values, value => value.Contains('.') || value == "NaN")
            ? (head[0], NpyArray.Write("<f8", shape, [.. values.SelectMany(value =>
                BitConverter.GetBytes(double.Parse(value, CultureInfo.InvariantCulture)))]))
            : (head[0], NpyArray.Write("<i8", shape, [.. values.SelectMany(value =>
                BitConverter.GetBytes(long.Parse(value, CultureInfo.InvariantCulture)))]));
    }
}
