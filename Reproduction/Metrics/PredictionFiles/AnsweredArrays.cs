using System.Text;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Labels and answers without scores, as arrays of a file.</summary>
internal static class AnsweredArrays
{
    /// <summary>What they come to.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="labels">N or N×1 labels.</param>
    /// <param name="answers">As many answers.</param>
    /// <param name="held">All arrays.</param>
    /// <param name="note">Told what is odd about them.</param>
    /// <exception cref="BadInputException">They are of other shapes or types, or no classes.</exception>
    public static Predictions Of(string path, HeldArray labels, HeldArray answers, HeldArrays held, Action<string> note)
    {
        if (labels.Values.Count != answers.Values.Count || answers.Values.Count == 0) throw UnlikeShapes.OfAnswers(path, labels, answers);
        var columns = new PredictionColumns(
            Index: null, Label: 0, Answer: 1, Scores: [], ClassNames: null, AreProbabilities: false, Keys: [], Others: [],
            Names: [labels.Name, answers.Name]);
        var rows = new HardAnswers(path, columns, note);
        Check(path, labels);
        Check(path, answers);
        foreach (var (row, (label, answer)) in labels.Values.ToTexts().Zip(answers.Values.ToTexts()).Index())
            rows.Add([Encoding.UTF8.GetBytes(label), Encoding.UTF8.GetBytes(answer)], row + 1);
        var predictions = rows.ToPredictions([.. Enumerable.Range(0, labels.Values.Count)], numbers: null);
        if (!labels.Values.AreTexts && !answers.Values.AreTexts
            && ListedClasses.Of(path, held, predictions.Count, scored: null, areLabelsTexts: false, note) is { } listed)
            predictions.NamesByNumber = NamesByNumber(path, labels, predictions, listed, note);
        return predictions;
    }

    private static void Check(string path, HeldArray classes)
    {
        var texts = classes.Texts();
        bool IsClass(string text) => text.Length > 0 && (classes.Values.AreTexts || WholeNumber.Of(text) is not null);
        if (Array.FindIndex(texts, text => !IsClass(text)) is >= 0 and var wrong)
            throw new BadInputException(
                $"{path}: {classes.Shown(wrong, texts[wrong])}, expected a class; scores are called logits or probs");
    }

    /// <summary>The names of a list whose places are the classes' numbers; nothing of one that holds these numbers themselves.</summary>
    private static IReadOnlyList<string>? NamesByNumber(
        string path, HeldArray labels, Predictions predictions, ListedClasses listed, Action<string> note)
    {
        var occurring = WholeNumber.OfEach(predictions.NamedClasses) ?? [];
        var arePlaces = occurring.All(number => number >= 0 && number < listed.Names.Count);
        if (listed.Numbers is null && arePlaces) return listed.Names;
        if (listed.Numbers is { } numbers
            && occurring.All(number => listed.AreTexts ? arePlaces && numbers[(int)number] == number : numbers.Contains(number)))
            return null;
        note(
            $"{path}: {listed.Name} is passed over: {labels.Name} are classes {OneLine.List(predictions.NamedClasses)}, and it holds "
            + OneLine.List(listed.Names.Select(OneLine.Quote)));
        return null;
    }
}
