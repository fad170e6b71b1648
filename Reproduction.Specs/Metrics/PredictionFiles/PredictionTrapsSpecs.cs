using System.Text;
using Reproduction.Commands;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Predictions files whose obvious reading would be a wrong one without a word.</summary>
public sealed class PredictionTrapsSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x,y,y_true,y_pred\n3,0,0,0\n4,0,1,1\n", "y_true is taken for the true class, y passed over")]
    [InlineData("label,prob_0,prob_1,y_true\n0,0.4,0.6,1\n0,0.7,0.3,0\n", "y_true is taken for the true class, label passed over")]
    [InlineData("y_true,y_pred,sample_weight\n0,0,3\n1,1,1\n", "sample_weight is passed over: each row counts once")]
    [InlineData("y_true,y_pred,dataset\n0,0,train\n1,1,test\n",
        "dataset is train in 1 row, test in 1 row: the figures are of all of them together")]
    [InlineData("y_true,y_pred,is_train\n0,0,True\n1,1,False\n",
        "is_train is True in 1 row, False in 1 row: the figures are of all of them together")]
    [InlineData("label,logit_0,logit_1,logit_scale\n0,2,-1,9\n1,-3,1,9\n", "logit_scale is passed over: its name is that of no class")]
    [InlineData("label,logit_true,logit_0,logit_1\n0,5,5,-1\n1,4,-3,4\n", "logit_true is passed over: its name is that of no class")]
    [InlineData("label,score_0,score_1,score_diff\n0,2,-1,9\n1,-3,1,9\n", "score_diff is passed over: its name is that of no class")]
    [InlineData("label,y_pred,prob_cat,prob_dog\ncat,0,.9,.1\ndog,1,.2,.8\n", null)]
    [InlineData("label,prob_0,prob_1\n0,1.0000001,0\n1,0.1,0.9\n", null)]
    [InlineData("index, label, prob_0, prob_1\n0, 0, 0.8, 0.2\n1, 1, 0.1, 0.9\n", null)]
    [InlineData("id,filename,y_true,y_pred\n1,a.png,0,0\n1,b.png,1,1\n", null)]
    [InlineData("label,prob_0,prob_1,prob_pred\n0,0.8,0.2,0.8\n1,0.1,0.9,0.9\n", "prob_pred is passed over: its name is that of no class")]
    [InlineData("label,score_margin,score_entropy,prob_0,prob_1\n0,0.6,0.5,0.8,0.2\n1,0.8,0.3,0.1,0.9\n", null)]
    [InlineData("label,score_0,score_1\n0,95,5\n1,40,60\n", "every row of score_0, … sums to 100 as probabilities in per cent do*")]
    [InlineData("label,score_0,score_1\n0,0.9,0.3\n1,0.2,0.6\n", "every one of score_0, … lies in [0, 1], as outputs of a sigmoid do*")]
    [InlineData("label,prob_dog,prob_cat\n0,0.8,0.2\n1,0.1,0.9\n",
        "label holds numbers, the scores have names: 0 is taken for prob_dog, 1 for prob_cat")]
    [InlineData("label,prob_-1,prob_1\n-1.0,0.8,0.2\n1.0,0.1,0.9\n", null)]
    [InlineData("label,prob_1.0,prob_2.0\n1,0.8,0.2\n2,0.1,0.9\n", null)]
    [InlineData("label,score_1,score_-1\n1.0,3,-2\n-1.0,-1,4\n", null)]
    [InlineData("y_true,prob_1,prob_2,prob_unknown\n1.0,0.8,0.1,0.1\n2.0,0.1,0.9,0\n", null)]
    [InlineData("label,prob_1,prob_2\n1,0.8,0.2\n2,0.1,0.9\n", null)]
    [InlineData("label,prob_0,prob_1\nFalse,0.8,0.2\nTrue,0.1,0.9\n", null)]
    [InlineData("y_true,y_pred\n1.0,1\nunknown,unknown\n", null)]
    [InlineData("y_true,y_pred\n\"5\"\" pipe\",5\" pipe\nrod,rod\n", null)]
    [InlineData("y_true,y_pred\nNone,None\nscratch,scratch\n", "*:2: y_true is 'None', read as a class of that name: leave out the rows*")]
    [InlineData("label, prob_0, prob_1\n0, 0.8, 0.2\n1, 0.1, 0.9\n", null)]
    [InlineData("y_true,y_pred,\n0,0,\n1,1,\n", null)]
    [InlineData(",y_true,y_pred\na.png,0,0\nb.png,1,1\n", null)]
    [InlineData(",y_true,y_pred\n0,0,0\n0,1,1\n", "the column without a name repeats 1 numbers: each row counts as an image of its own")]
    [InlineData("filename,y_true,y_pred\na.png,0,0\na.png,1,1\n", "filename repeats in 1 row: each row counts as an image of its own")]
    [InlineData("# label,logit_0,logit_1\n0.000000000000000000e+00,2.0e+00,1.0e+00\n1.0e+00,0.0,1.0\n", null)]
    [InlineData("#logit_0,logit_1,logit_2,label\n2.0,1.0,0.0,0\n0.0,1.0,3,2\n", null)]
    [InlineData("# logit_0\tlogit_1\tlogit_2\tlabel\n2.0\t1.0\t0.0\t0.0\n0.0\t1.0\t0.5\t1.0\n", null)]
    [InlineData("#,y_true,y_pred\n1,0,0\n2,1,1\n", null)]
    [InlineData("y_test,y_pred\n0,0\n1,1\n", null)]
    [InlineData("class,pred\n0,0\n1,1\n", null)]
    [InlineData("label,class,pred\n0,1,0\n1,0,1\n", null)]
    [InlineData("index,label,logit_0,logit_1\n1,0,2,1\n2,1,0,1\n", null)]
    [InlineData("index,label,logit_0,logit_1\n1.0,1,0,1\n0.0,0,2,1\n", null)]
    [InlineData("\"\",\"label\",\"logit_0\",\"logit_1\"\n\"1\",0,2,1\n\"2\",1,0,1\n", null)]
    [InlineData("index,filename,label,logit_0,logit_1\n17,a.png,0,2,1\n4,b.png,1,0,1\n", null)]
    [InlineData("index,filename,y_true,y_pred\n0,a.png,0,0\n0,b.png,1,1\n",
        "index repeats 1 numbers: each row counts as an image of its own")]
    [InlineData("label;prob_0;prob_1\n0;0,9;0,1\n1;0,2;0,8\n", null)]
    [InlineData("label\tlogit_0\tlogit_1\n0\t2,5\t1,5\n1\t0,5\t1,125\n", null)]
    [InlineData("\"\";\"label\";\"prob_0\";\"prob_1\"\n\"1\";0;1;0\n\"2\";1;0,25;0,75\n", null)]
    [InlineData("label;prob_0;prob_1;prob_2\n0;0,34;0,33;0,34\n1;0,2;0,7;0,1\n", null)]
    [InlineData("label;score_0;score_1\n0;1,5e2;-3,25\n1;-0,5;12\n", null)]
    [InlineData("y_true,y_score\n0,0.1\n1,0.6\n",
        "y_score is one score of each image, taken for the probability of class 1, as all lie in [0, 1]: it is the answer above 0.5")]
    [InlineData("y_true,y_score\n0,-2\n1,3\n",
        "y_score is one score of each image, taken for the logit of class 1, as not all lie in [0, 1]: it is the answer above 0")]
    [InlineData("y_true,y_score\nTrue,0.6\nFALSE,0.1\n",
        "y_score is one score of each image, taken for the probability of class 1, as all lie in [0, 1]: it is the answer above 0.5")]
    [InlineData("inst#,actual,predicted,error,prediction\n1,1:cat,1:cat,,0.9\n2,2:dog,2:dog,,0.8\n",
        "predicted is taken for the answer, prediction passed over")]
    [InlineData("label,label.1,prob_0,prob_1\n0,0,0.9,0.1\n1,0,0.2,0.8\n",
        "label.1 is passed over: what pandas calls a second column label")]
    [InlineData("label,prob_1,prob_1.1\n1,0.9,0.1\n1.1,0.2,0.8\n", null)]
    [InlineData("label,prob_0,prob_1,prob_correct\n0,0.8,0.2,0.8\n1,0.1,0.9,0.9\n",
        "prob_correct is passed over: its name is that of no class")]
    [InlineData("label,prob_cat,prob_dog,prob_ground_truth\ncat,0.8,0.2,0.8\ndog,0.1,0.9,0.9\n",
        "prob_ground_truth is passed over: its name is that of no class")]
    [InlineData("label,logit_cat,logit_dog,logit_target\ncat,2,1,2\ndog,0,3,3\n",
        "logit_target is passed over: its name is that of no class")]
    [InlineData("label,logit_incorrect,logit_correct\n0,2,1\n1,0,1\n",
        "label holds numbers, the scores have names: 0 is taken for logit_incorrect, 1 for logit_correct")]
    [InlineData("label,prob_clutter,prob_target\nclutter,0.8,0.2\ntarget,0.1,0.9\n", null)]
    [InlineData("y_true,Probability\n0,0.25\n1,1.0000001\n",
        "Probability is one score of each image, taken for the probability of class 1: it is the answer above 0.5")]
    [InlineData("label,decision_function\n0,-0.5\n1,0.25\n",
        "decision_function is one score of each image, taken for the logit of class 1: it is the answer above 0")]
    [InlineData("label,decision_function\n0,0\n1,0.25\n",
        "decision_function is one score of each image, taken for the logit of class 1: it is the answer above 0")]
    [InlineData("label,pred_class,score\n0,0,0.9\n1,1,0.8\n", null)]
    [InlineData("label,prediction_label,prediction_score\n0,0,0.9\n1,1,0.8\n", null)]
    [InlineData("label,logit\n0,0\n1,0.25\n", "logit is one score of each image, taken for the logit of class 1: it is the answer above 0")]
    [InlineData("label,prob_pos,id\n0,0.1,a\n1,0.6,b\n",
        "prob_pos is one score of each image, taken for the probability of class 1: it is the answer above 0.5")]
    [InlineData("sep=;\ny_true;y_pred\n0;0\n1;1\n", null)]
    [InlineData("\"a, or b\";y_true;\"c, d, e\";y_pred\nx;0;y;0\nx;1;y;1\n", null)]
    public void Every_answer_of_these_two_images_is_right(string text, string? note)
    {
        File.WriteAllText(folder["table.csv"], text);
        var said = new List<string>();

        PredictionsFile.Read(folder["table.csv"], note: said.Add).Hits.Should().Be(2);

        if (note is null) said.Should().BeEmpty();
        else said.Should().ContainSingle().Which.Should().Match($"*{note}");
    }

    [Theory]
    [InlineData("y_true,y_pred\n0,0\n1,1\ny_true,y_pred\n0,1\n", ":4: the header again, expected rows alone*")]
    [InlineData("label,label,prob_0,prob_1\n0,1,0.9,0.1\n", ":1: label and label are two columns of one name, expected one.")]
    [InlineData("Label,label,prob_0,prob_1\n0,1,0.9,0.1\n", ":1: Label and label are two columns of one name, expected one.")]
    [InlineData("y_true,y_pred,y_pred\n0,0,1\n", ":1: y_pred and y_pred are two columns of one name, expected one.")]
    [InlineData("index,index,label,prob_0,prob_1\n0,1,0,0.9,0.1\n", ":1: index and index are two columns of one name, expected one.")]
    [InlineData("y_true,y_pred\n0,0\n1,<NA>\n", ":3: y_pred is '<NA>', expected a class.")]
    [InlineData("label,prob_dog,prob_cat\ndog,0.8,0.2\n1,0.1,0.9\n",
        ":3: label is '1' here and 'dog' elsewhere, expected numbers or names*")]
    [InlineData("label,prob_dog,prob_cat\nelk,0.8,0.2\n", ":2: label is 'elk', expected one of the classes dog, cat.")]
    [InlineData("label,prob_0,prob_1\n0,\"0,9\",\"0,1\"\n",
        ":2: prob_0 is '0,9', expected a finite number with a point before its decimals.")]
    [InlineData("label;score_0;score_1\n0;1,234;2,345\n1;1,234;-12,345e1\n",
        ":2: score_0 is '1,234', which may be thousands, expected a finite*")]
    [InlineData("label;score_0;score_1\n0;1,5;2\n1;1;2.5\n",
        ":2: score_0 is '1,5', and others have a point before their decimals, expected*")]
    [InlineData("label;score_0;score_1\n0;1,234,567;2\n",
        ":2: score_0 is '1,234,567', expected a finite number with a point before its decimals.")]
    [InlineData("label,logit_0,logit_1,logit_2\n0,-inf,1,2\n", ":2: the logit of the true class is -inf, which leaves it no likelihood*")]
    [InlineData("label,logit_0,logit_1\n0,-inf,-Infinity\n", ":2: every logit is -inf, expected one that is finite.")]
    [InlineData("label,logit_0,logit_1\n0,inf,1\n", ":2: logit_0 is 'inf', expected a finite number.")]
    [InlineData("label,prob_0,prob_1\n0,1,-inf\n", ":2: prob_1 is '-inf', expected a finite number.")]
    [InlineData("y_true,y_score\n1,0.1\n2,0.6\n", ":1: y_score is one score of each image, expected labels of 0 and 1 beside it*")]
    [InlineData("y_true,y_score\nyes,0.6\nno,0.1\n", ":1: y_score is one score of each image, expected labels of 0 and 1 beside it*")]
    [InlineData("y_true,y_score\nTrue,0.6\n1,0.1\n", ":1: y_score is one score of each image, expected labels of 0 and 1 beside it*")]
    [InlineData("label,logit_0,logit_1\n0,1e39,1\n",
        ":2: logit_0 is '1e39', expected a number within the range of float32, up to 3.4e38.")]
    [InlineData("label,logit_0,logit_1\n0,1,-1e400\n",
        ":2: logit_1 is '-1e400', expected a number within the range of float32, up to 3.4e38.")]
    [InlineData("label,prob_0,prob_1\n0,1e39,0\n", ":2: prob_0 is '1e39', expected a probability from 0 to 1.")]
    [InlineData("y_true,y_score\n0,0.1\n1,1e400\n",
        ":3: y_score is '1e400', expected a number within the range of float32, up to 3.4e38.")]
    [InlineData("label,\"y\npred\"\n0,0\n",
        ":1: a quote that is not closed on the header's line, expected names of columns without line breaks.")]
    [InlineData("label,logit_cat,logit_dog,logit_cat.1,logit_dog.1\ncat,2,0,1,0\ndog,0,2,0,1\n",
        ":1: logit_cat.1 is what pandas calls a second column logit_cat, expected one of a name.")]
    [InlineData("label,prob_0,prob_1,prob_0.1,prob_1.1\n0,0.9,0.1,0.8,0.2\n",
        ":1: prob_0.1 is what pandas calls a second column prob_0, expected one of a name.")]
    [InlineData("label,prob_correct\n0,0.9\n1,0.8\n", ":1: no column with an answer *")]
    [InlineData("y_true,y_prob\n0,0.1\n1,1.5\n", ": y_prob of image 1 is 1.5, expected a probability from 0 to 1")]
    [InlineData("y_true,y_score\n0,0.9\n1,0.8\n",
        ": y_score is 0.5 or more of every image of both classes, as the probability of the answer is*")]
    [InlineData("label,probability\n0,0.5\n1,0.8\n", ": probability is 0.5 or more of every image of both classes*")]
    [InlineData("y_true,y_score\n0,0.1\n1,nan\n", ":3: y_score is 'nan', expected a finite number.")]
    [InlineData("label,prob_0\n0,0.1\n1,0.6\n", ":1: prob_0 is the only column of scores*")]
    [InlineData("\ufeff\n0,1\n", ":1: no column with the true class*")]
    [InlineData("class,prob_0,prob_1\n1,0.2,0.8\n", ":1: no column with the true class*")]
    [InlineData("[{\"label\": \"cat\", \"score\": 0.9}]", ":1: '[{\"label\": \"cat\", \"score\": 0.9}]', expected a table*")]
    public void What_could_be_read_in_two_ways_is_refused(string text, string refusal)
    {
        File.WriteAllText(folder["table.csv"], text);

        var reading = () => PredictionsFile.Read(folder["table.csv"]);

        reading.Should().Throw<BadInputException>().WithMessage(folder["table.csv"] + refusal);
    }

    /// <summary>Masked classes, as of other tasks: softmax and argmax are those of the others.</summary>
    [Fact]
    public void A_logit_of_minus_infinity_is_that_of_a_class_that_is_never_answered()
    {
        File.WriteAllText(folder["table.csv"], "label,logit_0,logit_1,logit_2\n0,2,1,-inf\n1,0,1,-Infinity\n2,-Inf,1,3\n");

        var read = PredictionsFile.Read(folder["table.csv"]);

        read.Predicted.ToArray().Should().Equal(0, 1, 2);
        read.Probabilities(0)[0].Should().BeApproximately(1 / (1 + Math.Exp(-1)), 1e-12);
        read.Probabilities(0)[2].Should().Be(0);
        Calibration.NegativeLogLikelihood(read).Should()
            .BeApproximately((2 * Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(-2))) / 3, 1e-12);
    }

    /// <summary>scikit-learn's example of roc_auc_score.</summary>
    [Fact]
    public void One_score_of_each_image_has_the_area_that_scikit_learn_has_of_y_score()
    {
        File.WriteAllText(folder["table.csv"], "y_true,y_score\n0,0.1\n0,0.4\n1,0.35\n1,0.8\n");

        Auroc.OneVsRestMacro(PredictionsFile.Read(folder["table.csv"])).Should().Be(0.75);
    }

    [Fact]
    public void Names_in_another_encoding_than_UTF_8_would_be_one_class_and_are_refused()
    {
        File.WriteAllBytes(
            folder["ansi.csv"], [.. "y_true,y_pred\n"u8, 0xe4, (byte)',', 0xf6, (byte)'\n', 0xf6, (byte)',', 0xe4, (byte)'\n']);

        var reading = () => PredictionsFile.Read(folder["ansi.csv"]);

        reading.Should().Throw<BadInputException>().WithMessage("*:2: y_true is '*', which is not UTF-8, expected a file saved as UTF-8*");
    }

    [Fact]
    public void Answers_of_two_models_are_matched_by_the_names_of_their_images()
    {
        File.WriteAllText(folder["one.csv"], "id,label,y_pred\na,0,0\nb,0,1\nc,1,1\nd,1,0\n");
        File.WriteAllText(folder["other.csv"], "y_pred,id,label\n1,b,0\n0,a,0\n0,d,1\n1,c,1\n");
        File.WriteAllText(folder["fewer.csv"], "id,label,y_pred\na,0,0\nb,0,1\nc,1,1\ne,1,0\n");
        File.WriteAllText(folder["others.csv"], "id,label,y_pred\n1,0,0\n2,0,1\n3,1,1\n4,1,0\n");

        Against("other.csv").Should().Be((0, "1.0000", ""));
        Against("fewer.csv").Error.Should().Contain(": 1 of the 4 images of").And.Contain("are not among its 4 by their names");
        Against("others.csv").Error.Should().Contain("none of its 4 images has, by id, the name of one of ");
    }

    [Fact]
    public void Numbered_answers_may_be_given_names()
    {
        File.WriteAllText(folder["hard.csv"], "y_true,y_pred\n0,0\n1,1\n1,0\n");
        using var output = new StringWriter();

        CommandLine.Run(["metrics", folder["hard.csv"], "--classes", "cat,dog", "--resamples", "0"], output, TextWriter.Null)
            .Should().Be(0);

        output.ToString().Should().Contain("dog");
    }

    private (int Exit, string Agreement, string Error) Against(string other)
    {
        using var output = new StringWriter();
        using var error = new StringWriter(new StringBuilder());
        var exit = CommandLine.Run(["metrics", folder["one.csv"], "--against", folder[other], "--resamples", "0"], output, error);
        var agreement = output.ToString().Split('\n').FirstOrDefault(line => line.StartsWith("Agreement: ", StringComparison.Ordinal));
        return (exit, agreement?.Split(' ')[1] ?? "", error.ToString());
    }
}
