using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// What is said of arrays beside those of which the figures are: others that may be the same thing and say something else, weights of the
/// images, and parts of the data set.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="held">All arrays.</param>
/// <param name="images">How many images there are.</param>
/// <param name="note">Told of them.</param>
internal sealed class ArraysBeside(string path, HeldArrays held, int images, Action<string> note)
{
    /// <summary>By how much probabilities may differ from those of logits where they were kept in float16 or to two digits.</summary>
    private const double Rounding = 0.01;

    /// <summary>By how much softmax of two arrays of logits of one model may differ where one was kept in float16.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Says which arrays of classes are passed over that say others.</summary>
    /// <param name="taken">The array that is taken.</param>
    /// <param name="what">What it is taken for.</param>
    /// <param name="names">The names of all that may be it.</param>
    public void Classes(HeldArray taken, string what, IEnumerable<string> names) => SayPassedOver(
        taken, what,
        Beside(taken, names)
            .Where(name => held.Shape(name) is null || IsOfEach(name) && !Holds(() => SameClasses.Are(taken, held.Array(name)))));

    /// <summary>Says which answers beside scores are Python's objects, and so not held against these.</summary>
    public void AnswersOfObjects()
    {
        foreach (var name in held.FindAll(ColumnNames.Answers).Where(name => held.Shape(name) is null))
            note($"{path}: {PassedOver.Objects(OneLine.Name(name))}");
    }

    /// <summary>Says which scores are passed over since answers stand beside them, whose they may be.</summary>
    /// <param name="answers">The answers that are taken.</param>
    public void ScoresOfAnswers(HeldArray answers) => SayPassedOver(answers, "answer", held.FindAll(ArrayNames.Scores).Where(IsOfEach));

    /// <summary>Says which scores are passed over that are others than those of which the figures are.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="taken">The scores.</param>
    /// <param name="read">What they came to.</param>
    public void Scores(HeldArray labels, HeldArray taken, Predictions read)
    {
        bool MayBeScores(string name) =>
            ArrayNames.Scores.Contains(HeldArrays.Kind(name))
            || (ArrayNames.MaySayScores(HeldArrays.Kind(name)) || ColumnNames.Answers.Contains(HeldArrays.Kind(name)))
                && held.Shape(name) is [_, > 1] shape && shape.SequenceEqual(taken.Values.Shape);
        bool AreTheSame(string name)
        {
            var other = held.Array(name);
            var areProbabilities = ArrayNames.SayProbabilities(other.Kind);
            // Rounded ones need not sum to 1.
            if (areProbabilities && !ArrayNames.SayProbabilities(taken.Kind)
                && other.Values.Shape is [_, var classes] && classes == read.Classes)
                return AreClose(other.Values.ToDoubles(), read, Rounding);
            var its = ScoredArrays.Of(path, labels, other, answers: null, areProbabilities, held, _ => { });
            return its.Classes == read.Classes && AreClose(its.Scores, read, Tolerance);
        }
        SayPassedOver(
            taken, "scores",
            Beside(taken, held.Names).Where(name => MayBeScores(name) && IsOfEach(name) && !Holds(() => AreTheSame(name))));
    }

    /// <summary>Says which array would have images count more or less than once.</summary>
    public void Weights()
    {
        foreach (var name in held.FindAll(ColumnNames.Weights))
            if (held.OfEachImage(name, images) is { } weights && weights.Texts().Distinct().Count() > 1)
                note($"{path}: {PassedOver.Counts(weights.Name)}");
    }

    /// <summary>Says of which parts of a data set the images are, where they are of several.</summary>
    public void Parts()
    {
        foreach (var name in held.FindAll([.. ColumnNames.Parts, .. ColumnNames.Series]))
        {
            if (held.OfEachImage(name, images) is not { } array) continue;
            var parts = new PredictionParts(array.Name, ColumnNames.IsSeries(name));
            foreach (var part in array.Texts()) parts.Add(part);
            if (parts.Note is { } said) note($"{path}: {said}");
        }
    }

    private bool IsOfEach(string name) => held.Shape(name) is [var count, ..] shape && shape.Count <= 2 && count == images;

    private static IEnumerable<string> Beside(HeldArray taken, IEnumerable<string> names) =>
        names.Where(name => OneLine.Name(name) != taken.Name);

    private void SayPassedOver(HeldArray taken, string what, IEnumerable<string> others)
    {
        List<string> names = [.. others.Select(OneLine.Name)];
        if (names.Count > 0) note($"{path}: {PassedOver.Others(taken.Name, what, names)}");
    }

    private static bool AreClose(ReadOnlySpan<double> others, Predictions read, double tolerance)
    {
        for (var at = 0; at < others.Length; at++)
            if (!(Math.Abs(others[at] - read.Scores[at]) <= tolerance)) return false;
        for (var image = 0; image < read.Count; image++)
            if (OtherLargest.Is(read.Probabilities(image), others.Slice(image * read.Classes, read.Classes))) return false;
        return true;
    }

    /// <summary>Whether something holds of arrays that can be read; not of others.</summary>
    private static bool Holds(Func<bool> what)
    {
        try
        {
            return what();
        }
        catch (BadInputException)
        {
            return false;
        }
    }
}
