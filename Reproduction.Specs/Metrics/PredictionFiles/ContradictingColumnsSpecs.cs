using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Columns that are passed over and say something else than those of which the figures are.</summary>
public sealed class ContradictingColumnsSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// softmax(2, 0) is 0.8808 and 0.1192, at a temperature of 2 it is 0.7311 and 0.2689; sigmoid(2) is 0.8808, sigmoid(0) 0.5.
    /// </summary>
    [Theory]
    [InlineData("prob_0,prob_1", "0.12,0.88", "prob_0, …", ", the largest of another class in 1")]
    [InlineData("prob_1,prob_0", "0.88,0.12", "prob_1, …", ", the largest of another class in 1")]
    [InlineData("p_0,p_1", "0.7311,0.2689", "p_0, …", "")]
    [InlineData("prob_0,prob_1", "0.8808,0.5", "prob_0, …", "")]
    [InlineData("prob_1", "0.88", "prob_1", "")]
    [InlineData("prob_0,prob_1", "0,1", "prob_0, …", ", the largest of another class in 1")]
    [InlineData("prob_0,prob_1", "88.08,11.92", "prob_0, …", "")]
    public void Probabilities_beside_logits_that_are_not_their_softmax_are_said(
        string columns, string values, string beside, string largest)
    {
        var (read, said) = Read($"label,logit_0,logit_1,{columns}\n0,2.00,0.00,{values}\n");

        read.Predicted.ToArray().Should().Equal(0);
        said.Should().Equal(
            $"{folder["table.csv"]}: {beside} and logit_0, … are different probabilities in 1 of 1 rows{largest}; the figures are of "
            + "logit_0, …: leave these out where the others are meant");
    }

    [Theory]
    [InlineData("label,logit_0,logit_1,prob_0,prob_1\n0,2.00,0.00,0.8808,0.1192\n")]
    [InlineData("label,logit_0,logit_1,prob_0,prob_1\n0,2.00,0.00,0.9,0.1\n")]
    [InlineData("label,logit_0,logit_1,prob_0,prob_1\n0,2.00,0.00,1,0\n")]
    [InlineData("label,logit_0,logit_1,prob_0,prob_1\n0,1.00,1.00,0.5,0.5\n")]
    [InlineData("label,logit_0,logit_1,prob_1\n0,2.00,0.00,0.12\n")]
    [InlineData("label,logit_cat,logit_dog,prob_dog,prob_cat\ncat,2.00,0.00,0.12,0.88\ndog,0.00,2.00,0.88,0.12\n")]
    [InlineData("label;logit_0;logit_1;prob_0;prob_1\n0;2,50;0,50;0,8808;0,1192\n")]
    [InlineData("label,logit_0,logit_1,prob_0,prob_1\n0,2.00,0.00,,\n")]
    [InlineData("label,logit_0,logit_1,prob_0,prob_1\n0,2,-inf,1.000,0.000\n")]
    public void Probabilities_that_are_the_logits_softmax_within_their_digits_are_passed_over(string text) =>
        Read(text).Said.Should().BeEmpty();

    [Theory]
    [InlineData("y_true,y_pred,y_prob\n0,0,0.9\n1,1,0.1\n1,1,0.2\n", "y_prob",
        "up to 0.9 where that is 0 and down to 0.1 where that is 1")]
    [InlineData("y_true,y_pred,score\ncat,cat,0.9\ndog,dog,0.1\ncat,cat,0.2\ndog,dog,0.6\n", "score",
        "up to 0.9 where that is cat and down to 0.1 where that is dog")]
    [InlineData("y_true,y_pred,Confidence\n0,0,0.4\n1,1,0.3\n", "Confidence", "up to 0.4 where that is 0 and down to 0.3 where that is 1")]
    [InlineData("y_true,y_pred,logit\n0,0,2.5\n1,1,-1.5\n", "logit", "up to 2.5 where that is 0 and down to -1.5 where that is 1")]
    [InlineData("y_true;y_pred;proba\n0;0;0,75\n1;1;0,25\n", "proba", "up to 0.75 where that is 0 and down to 0.25 where that is 1")]
    public void A_score_that_no_threshold_makes_the_answers_is_said(string text, string score, string how)
    {
        var (read, said) = Read(text);

        (read.HasScores, read.Hits).Should().Be((false, read.Count));
        said.Should().Equal($"{folder["table.csv"]}: {score} goes against y_pred: it is {how}; the figures are of the answers");
    }

    [Theory]
    [InlineData("y_true,y_pred,y_prob\n0,0,0.3\n1,1,0.3\n0,0,0.1\n1,1,0.9\n")]
    [InlineData("y_true,y_pred,y_prob\n0,0,0.95\n1,1,0.5\n")]
    [InlineData("y_true,y_pred,confidence\n0,0,95\n1,1,60\n")]
    [InlineData("y_true,y_pred,confidence\nyes,yes,0.9\nno,no,0.3\nyes,yes,0.2\nno,no,0.95\n")]
    [InlineData("y_true,y_pred,conf\n0,0,0.42\n1,1,0.37\n0,0,0.31\n")]
    [InlineData("y_true,y_pred,confidence\n0,0,5\n1,1,1\n0,0,4\n")]
    [InlineData("y_true,y_pred,score\ncat,cat,8.1\ndog,dog,3.4\ndog,dog,9.7\n")]
    [InlineData("y_true,y_pred,score\ncat,cat,0.9\ndog,dog,0.1\n")]
    [InlineData("y_true,y_pred,score\n0,0,0.4\n1,1,0.2\n2,2,0.3\n")]
    [InlineData("y_true,y_pred,score\n0,0,0.4\n1,1,\n")]
    [InlineData("y_true,y_pred,score\n1,1,0.4\n0,1,0.2\n")]
    public void A_score_that_some_threshold_makes_the_answers_or_that_is_theirs_is_passed_over(string text) =>
        Read(text).Said.Should().BeEmpty();

    [Theory]
    [InlineData("y_true,y_pred,correct\n0,0,1\n1,0,1\n1,1,0\n", "correct", "y_true and y_pred")]
    [InlineData("label,y_pred,Is Correct\ncat,cat,True\ndog,cat,true\ndog,dog,FALSE\n", "Is Correct", "label and y_pred")]
    [InlineData("label,prob_0,prob_1,correct\n0,0.9,0.1,no\n1,0.6,0.4,yes\n1,0.2,0.8,yes\n", "correct", "label and the scores")]
    [InlineData("index,label,y_pred,correct\n2,1,1,0\n0,0,0,1\n1,1,0,1\n", "correct", "label and y_pred")]
    public void A_column_that_says_otherwise_which_answers_are_right_is_said(string text, string column, string of)
    {
        Read(text).Said.Should().Equal(
            $"{folder["table.csv"]}: {column} says of 2 of 3 answers otherwise whether they are right; the figures are of {of}");
    }

    [Theory]
    [InlineData("y_true,y_pred,correct\n0,0,1\n1,0,0\n1,1,1.0\n")]
    [InlineData("index,label,y_pred,correct\n2,1,1,1\n0,0,0,1\n1,1,0,0\n")]
    [InlineData("y_true,y_pred,correct\ncat,cat,cat\ndog,cat,dog\ndog,dog,dog\n")]
    [InlineData("y_true,y_pred,correct\n0,0,0.97\n1,1,0.55\n")]
    [InlineData("label,prob_0,prob_1,correct\n1,0.50,0.50,1\n0,0.50,0.50,0\n1,0.10,0.90,1\n0,0.80,0.20,1\n")]
    public void A_column_that_agrees_or_holds_something_else_is_passed_over(string text) => Read(text).Said.Should().BeEmpty();

    private (Predictions Read, List<string> Said) Read(string text)
    {
        File.WriteAllText(folder["table.csv"], text);
        var said = new List<string>();
        return (PredictionsFile.Read(folder["table.csv"], note: said.Add), said);
    }
}
