using System.Text;

namespace Reproduction.Metrics;

/// <summary>
/// scikit-learn's <c>classification_report(y_true, y_pred, labels=range(K), zero_division=0)</c>, figure by figure: what is
/// undefined (precision of a class never predicted, recall of a class without images) counts as 0, in averages too.
/// </summary>
public sealed class ClassificationReport
{
    private const int ColumnWidth = 9;

    private readonly bool everyClassOccurs;

    private ClassificationReport(ConfusionMatrix matrix)
    {
        var classes = Enumerable.Range(0, matrix.Classes).ToArray();
        Classes = [.. classes.Select(c =>
            new ClassScores(matrix.Precision(c) ?? 0, matrix.Recall(c) ?? 0, matrix.F1(c) ?? 0, matrix.Support(c)))];
        var accuracy = matrix.Accuracy ?? 0;
        Accuracy = accuracy;
        Micro = new ClassScores(accuracy, accuracy, ConfusionMatrix.HarmonicMean(accuracy, accuracy), matrix.Total);
        MacroAverage = Average(NumpySum.Mean);
        WeightedAverage = Average(values => matrix.Total == 0 ? 0 : NumpySum.Mean(values, [.. Classes.Select(row => row.Support)]));
        everyClassOccurs = classes.All(c => matrix.Support(c) + matrix.Predicted(c) > 0);
    }

    /// <summary>The report of a confusion matrix.</summary>
    /// <param name="matrix">Counts.</param>
    public static ClassificationReport Of(ConfusionMatrix matrix) => new(matrix);

    /// <summary>The report of a model's predictions.</summary>
    /// <param name="predictions">Labels and predicted classes.</param>
    public static ClassificationReport Of(Predictions predictions) => new(ConfusionMatrix.Of(predictions));

    /// <summary>K rows in class order.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>Share of all images that are classified rightly.</summary>
    public double Accuracy { get; }

    /// <summary>Unweighted means over classes; <see cref="ClassScores.F1"/> is the macro F1.</summary>
    public ClassScores MacroAverage { get; }

    /// <summary>Means over classes weighted by support.</summary>
    public ClassScores WeightedAverage { get; }

    private ClassScores Micro { get; }

    /// <summary>
    /// The table as scikit-learn 1.2 prints it, to the byte: numbers rounded as C's <c>printf</c> does, lines ended by <c>\n</c>.
    /// Where a class neither occurs nor is predicted, it prints a row <c>micro avg</c> instead of <c>accuracy</c>.
    /// </summary>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="digits">Decimals.</param>
    /// <exception cref="ArgumentException">Not K names.</exception>
    public string ToText(IReadOnlyList<string> classNames, int digits = 2)
    {
        if (classNames.Count != Classes.Count)
            throw new ArgumentException($"{classNames.Count} names for {Classes.Count} classes.", nameof(classNames));
        var width = classNames.Append("weighted avg").Max(Width);
        width = Math.Max(width, digits);
        var text = new StringBuilder();
        Row("", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        for (var c = 0; c < Classes.Count; c++) Scores(classNames[c], Classes[c]);
        text.Append('\n');
        if (everyClassOccurs) Row("accuracy", "", "", PrintedNumber.Fixed(Micro.F1, digits), $"{Micro.Support}");
        else Scores("micro avg", Micro);
        Scores("macro avg", MacroAverage);
        Scores("weighted avg", WeightedAverage);
        return text.ToString();

        void Scores(string name, ClassScores row) => Row(
            name,
            PrintedNumber.Fixed(row.Precision, digits),
            PrintedNumber.Fixed(row.Recall, digits),
            PrintedNumber.Fixed(row.F1, digits),
            $"{row.Support}");

        void Row(string name, params ReadOnlySpan<string> columns)
        {
            text.Append(' ', width - Width(name)).Append(name).Append(' ');
            foreach (var column in columns) text.Append(' ').Append(column.PadLeft(ColumnWidth));
            text.Append('\n');
        }
    }

    private ClassScores Average(Func<double[], double> mean) => new(
        mean([.. Classes.Select(row => row.Precision)]),
        mean([.. Classes.Select(row => row.Recall)]),
        mean([.. Classes.Select(row => row.F1)]),
        Classes.Sum(row => row.Support));

    /// <summary>Python counts code points.</summary>
    private static int Width(string name) => name.EnumerateRunes().Count();
}
