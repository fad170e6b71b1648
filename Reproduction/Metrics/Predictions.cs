using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Reproduction.Metrics;

/// <summary>
/// What a model answered on a split: for each of N images its label and K logits. All metrics start here.
/// </summary>
/// <remarks>
/// Logits are kept as the numbers that a run's <c>test.csv</c> holds. A model's float32 logit becomes the shortest decimal
/// that reads back as that float32, so that metrics of predictions in memory and of their file are the same bits for every
/// reader of the file. That changes no order and no tie, and casting back to <see cref="float"/> gives the model's logit.
/// </remarks>
public sealed class Predictions
{
    /// <summary>scikit-learn's clip of a probability of 0 where its logarithm is taken: float64's epsilon.</summary>
    private const double LeastProbability = 2.220446049250313e-16;

    private readonly int[] labels;
    private readonly double[] logits;
    private readonly int[] predicted;
    private readonly double[]? given;
    private readonly Lazy<double[]> probabilities;
    private readonly Lazy<double[]> ranks;

    /// <summary>Predictions from a model's outputs.</summary>
    /// <param name="labels">N class indices, each in [0, <paramref name="classes"/>).</param>
    /// <param name="logits">N×K finite float32 values, one image after the other.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, a label out of range, a logit that is not finite, no image.</exception>
    public Predictions(ReadOnlySpan<int> labels, ReadOnlySpan<float> logits, int classes)
        : this(labels.ToArray(), AsWritten(logits), classes) { }

    /// <summary>
    /// Predictions from logits in double precision, taken as they are. Copies nothing: nobody else may write to the arrays afterwards.
    /// </summary>
    /// <param name="labels">N class indices, each in [0, <paramref name="classes"/>).</param>
    /// <param name="logits">N×K values within the range of float32, one image after the other.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, a label out of range, a logit that is not finite, no image.</exception>
    public Predictions(int[] labels, double[] logits, int classes) : this(labels, logits, classes, given: null) { }

    private Predictions(int[] labels, double[] logits, int classes, double[]? given, int[]? answers = null)
    {
        if (classes < 2) throw new ArgumentException($"{classes} classes, expected at least 2.", nameof(classes));
        if (labels.Length == 0) throw new ArgumentException("No image.", nameof(labels));
        if (logits.LongLength != (long)labels.Length * classes)
            throw new ArgumentException($"{logits.LongLength} logits are not {labels.Length}×{classes}.", nameof(logits));
        foreach (var label in labels)
            if (label < 0 || label >= classes)
                throw new ArgumentException($"Label {label} is not one of {classes} classes.", nameof(labels));
        foreach (var logit in logits)
            if (!IsLogit(logit)) throw new ArgumentException($"A logit is {logit}, expected a finite float32.", nameof(logits));
        (this.labels, this.logits, this.given, Classes) = (labels, logits, given, classes);
        predicted = answers ?? Answers();
        probabilities = given is null ? new(AllProbabilities) : new(given);
        ranks = classes == 2 ? new(DifferencesOfTwo) : probabilities;
    }

    /// <summary>
    /// Predictions from probabilities, which stay as they are: equal ones are equal in the ranking of AUROC and on the edges of bins.
    /// Their logits, of which the likelihood is made, are ln p. Copies nothing: nobody else may write to the arrays afterwards.
    /// </summary>
    /// <param name="labels">N class indices, each in [0, <paramref name="classes"/>).</param>
    /// <param name="given">N×K values in [0, 1], one image after the other.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <param name="names">The classes' names where the file has them.</param>
    /// <param name="numbers">The images' numbers, see <see cref="Numbers"/>.</param>
    /// <exception cref="ArgumentException">As of the constructors.</exception>
    internal static Predictions OfProbabilities(
        int[] labels, double[] given, int classes, IReadOnlyList<string>? names = null, IReadOnlyList<int>? numbers = null) =>
        new(labels, Array.ConvertAll(given, probability => Math.Log(Math.Max(probability, LeastProbability))), classes, given)
        {
            ClassNames = names,
            Numbers = numbers,
        };

    /// <summary>Predictions from answers without scores: what needs scores is undefined.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="answers">N class indices.</param>
    /// <param name="names">The K classes' names.</param>
    /// <param name="numbers">The images' numbers, see <see cref="Numbers"/>.</param>
    internal static Predictions OfAnswers(int[] labels, int[] answers, IReadOnlyList<string> names, IReadOnlyList<int>? numbers)
    {
        var scores = new double[(long)labels.Length * names.Count];
        foreach (var (image, answer) in answers.Index()) scores[image * names.Count + answer] = 1;
        return new(labels, scores, names.Count)
        {
            ClassNames = names,
            HasScores = false,
            Numbers = numbers,
        };
    }

    /// <summary>N, the number of images.</summary>
    public int Count => labels.Length;

    /// <summary>K, the number of classes.</summary>
    public int Classes { get; }

    /// <summary>N class indices: the truth.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>N class indices: the class of the largest logit, of equal logits the lowest index.</summary>
    public ReadOnlySpan<int> Predicted => predicted;

    /// <summary>The K logits of one image.</summary>
    /// <param name="image">Which image, from 0.</param>
    public ReadOnlySpan<double> Logits(int image) => logits.AsSpan(image * Classes, Classes);

    /// <summary>
    /// The K probabilities of one image in float64: softmax of its logits (<see cref="Softmax"/>), or as they were given.
    /// </summary>
    /// <param name="image">Which image, from 0.</param>
    public ReadOnlySpan<double> Probabilities(int image) => probabilities.Value.AsSpan(image * Classes, Classes);

    /// <summary>N×K probabilities, one image after the other.</summary>
    internal ReadOnlySpan<double> Scores => probabilities.Value;

    /// <summary>
    /// N×K scores by which a class's images are ranked before the others: the probabilities. Of two classes they are one number, the
    /// difference of logits, which stays apart where the larger probability is 1 to all digits and would tie.
    /// </summary>
    internal ReadOnlySpan<double> Ranks => ranks.Value;

    /// <summary>Whether another model answers every image with the same scores.</summary>
    internal bool AnswersAs(Predictions other) =>
        Classes == other.Classes && logits.AsSpan().SequenceEqual(other.logits) && Scores.SequenceEqual(other.Scores);

    /// <summary>Refuses to be compared with answers to other images.</summary>
    /// <param name="other">Another model's answers.</param>
    /// <param name="name">What the caller calls them.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    internal void RequireSameImages(Predictions other, [CallerArgumentExpression(nameof(other))] string? name = null)
    {
        if (!Labels.SequenceEqual(other.Labels)) throw new ArgumentException("The models answered different images.", name);
    }

    /// <summary>Whether an image is classified rightly.</summary>
    /// <param name="image">Which image, from 0.</param>
    internal bool IsRight(int image) => predicted[image] == labels[image];

    /// <summary>Of each class, of how many of its images something holds.</summary>
    /// <param name="holds">Whether it holds of an image.</param>
    internal int[] CountByClass(Func<int, bool> holds)
    {
        var counts = new int[Classes];
        for (var image = 0; image < labels.Length; image++)
            if (holds(image)) counts[labels[image]]++;
        return counts;
    }

    /// <summary>
    /// The share of images of which something holds, and that of each class; <see langword="null"/> of one without images.
    /// </summary>
    /// <param name="holds">Whether it holds of an image.</param>
    internal (double Share, IReadOnlyList<double?> ByClass) SharesOf(Func<int, bool> holds)
    {
        var counts = CountByClass(holds);
        return (
            (double)counts.Sum() / Count,
            [.. CountByClass(_ => true).Zip(counts, (all, some) => all == 0 ? null : (double?)some / all)]);
    }

    /// <summary>The same answers with the classes in the order of another file of the same names.</summary>
    /// <param name="names">The classes' names in the order that is wanted.</param>
    /// <returns>These themselves where they are in that order; <see langword="null"/> where their names are others.</returns>
    internal Predictions? InOrderOf(IReadOnlyList<string> names)
    {
        if (ClassNames is null || ClassNames.SequenceEqual(names)) return this;
        var own = ClassNames.ToList();
        int[] from = [.. names.Select(name => own.IndexOf(name))];
        if (from.Length != Classes || from.Distinct().Count() != Classes || from.Contains(-1)) return null;
        double[] Ordered(double[] values) =>
            [.. Enumerable.Range(0, values.Length).Select(at => values[at / Classes * Classes + from[at % Classes]])];
        int[] Classed(int[] classes) => Array.ConvertAll(classes, c => Array.IndexOf(from, c));
        // Of equal scores the first in the file was the answer, wherever its class stands now.
        return new(Classed(labels), Ordered(logits), Classes, given is null ? null : Ordered(given), Classed(predicted))
        {
            ClassNames = names,
            NamesByNumber = NamesByNumber,
            HasScores = HasScores,
            Numbers = Numbers,
            Names = Names,
        };
    }

    /// <summary>Answers without scores as those of more classes, of which some may occur in another model's answers alone.</summary>
    /// <param name="names">All classes, among them those of <see cref="ClassNames"/>.</param>
    internal Predictions AmongClasses(IReadOnlyList<string> names)
    {
        var place = names.Index().ToDictionary(name => name.Item, name => name.Index);
        int[] Classed(int[] classes) => Array.ConvertAll(classes, c => place[ClassNames![c]]);
        var among = OfAnswers(Classed(labels), Classed(predicted), names, Numbers);
        among.Names = Names;
        among.NamesByNumber = NamesByNumber;
        return among;
    }

    /// <summary>The same answers in another order of the images.</summary>
    /// <param name="rows">Which image stands in each row.</param>
    internal Predictions InRows(int[] rows)
    {
        double[] Ordered(double[] values)
        {
            var ordered = new double[values.Length];
            for (var row = 0; row < rows.Length; row++)
                values.AsSpan(rows[row] * Classes, Classes).CopyTo(ordered.AsSpan(row * Classes));
            return ordered;
        }
        return new(
            Array.ConvertAll(rows, row => labels[row]), Ordered(logits), Classes, given is null ? null : Ordered(given),
            Array.ConvertAll(rows, row => predicted[row]))
        {
            ClassNames = ClassNames,
            NamesByNumber = NamesByNumber,
            HasScores = HasScores,
            Numbers = Numbers,
        };
    }

    /// <summary>Whether there is an image of each class.</summary>
    internal bool HasEveryClass => labels.Distinct().Count() == Classes;

    /// <summary>How many images the model classifies rightly.</summary>
    public int Hits => labels.Zip(predicted).Count(pair => pair.First == pair.Second);

    /// <summary>The classes' names where the file has them; null where they are numbers from 0.</summary>
    public IReadOnlyList<string>? ClassNames { get; internal init; }

    /// <summary>K names; where the file has none, classes are called by their numbers, as in scikit-learn.</summary>
    internal IReadOnlyList<string> NamedClasses => ClassNames ?? [.. Enumerable.Range(0, Classes).Select(c => $"{c}")];

    /// <summary>
    /// What the file calls the classes by their numbers from 0, where it lists names beside labels that are numbers; else null.
    /// </summary>
    internal IReadOnlyList<string>? NamesByNumber { get; set; }

    /// <summary>K names as reports show them: those that the file lists by number, else those of <see cref="NamedClasses"/>.</summary>
    internal IReadOnlyList<string> ShownClasses => NamesByNumber is not { } listed ? NamedClasses
        : [.. NamedClasses.Select(name =>
            int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < listed.Count
                ? listed[number]
                : name)];

    /// <summary>The same answers whose classes are called by the names that the file lists; these themselves where it lists none.</summary>
    internal Predictions CalledByName() => NamesByNumber is null ? this
        : new(labels, logits, Classes, given, predicted)
        {
            ClassNames = ShownClasses,
            HasScores = HasScores,
            Numbers = Numbers,
            Index = Index,
            Names = Names,
        };

    /// <summary>Whether there are scores; where the answers are classes alone, what needs scores is undefined.</summary>
    public bool HasScores { get; internal init; } = true;

    /// <summary>
    /// The images' numbers in their order, where the file has pandas' index and they are others than 0 to N − 1; else null.
    /// </summary>
    internal IReadOnlyList<int>? Numbers { get; init; }

    /// <summary>The column by whose numbers the images are ordered; null where there is none.</summary>
    internal ImageIndex? Index { get; set; }

    /// <summary>What tells the images apart in another file too, column by column; none where the file has nothing such.</summary>
    internal IReadOnlyList<ImageNames> Names { get; set; } = [];

    /// <summary>Whether a number can be a logit: finite, and within the range of float32, so that no metric overflows.</summary>
    internal static bool IsLogit(double value) => float.IsFinite((float)value);

    private int[] Answers()
    {
        var (answers, scores) = (new int[labels.Length], given ?? logits);
        for (var image = 0; image < answers.Length; image++) answers[image] = ArgMax<double>(scores.AsSpan(image * Classes, Classes));
        return answers;
    }

    private double[] DifferencesOfTwo()
    {
        var all = new double[logits.Length];
        for (var image = 0; image < Count; image++)
        {
            var (first, second) = (2 * image, 2 * image + 1);
            all[second] = given is null ? logits[second] - logits[first] : Math.Log(given[second]) - Math.Log(given[first]);
            all[first] = -all[second];
        }
        return all;
    }

    private double[] AllProbabilities()
    {
        var all = new double[logits.Length];
        for (var image = 0; image < Count; image++) Softmax.Of(Logits(image)).CopyTo(all, image * Classes);
        return all;
    }

    /// <summary>The place of the largest value, of equal ones the first.</summary>
    internal static int ArgMax<T>(ReadOnlySpan<T> values) where T : IComparisonOperators<T, T, bool>
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    /// <summary>The number that text holds of each logit: the shortest decimal that reads back as that float32.</summary>
    internal static double[] AsWritten(ReadOnlySpan<float> logits)
    {
        var numbers = new double[logits.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = double.Parse(logits[i].ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return numbers;
    }
}
