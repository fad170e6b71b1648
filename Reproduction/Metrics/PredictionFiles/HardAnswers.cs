using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Rows of a truth and an answer without scores. Which texts are one class is decided for the whole table: where all are numbers, they
/// are compared as numbers (0.0 is 0); else case does not matter, unless the truth has classes that differ in case alone, nor whether
/// letters and their marks are one character each.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="note">Told where classes differ in case alone, and of what else may be meant otherwise.</param>
internal sealed partial class HardAnswers(string path, PredictionColumns columns, Action<string> note)
{
    /// <summary>From so many classes on, called as files are, most must have two images: else they are names of images.</summary>
    private const int FewestOfNames = 50;

    private const int ShownClasses = 8;

    /// <summary>Images times classes, where classes are no columns that a file must have.</summary>
    private const long MostScores = 1 << 28;

    /// <summary>What pandas and Excel write where nothing is.</summary>
    private static readonly string[] Missing = ["nan", "<na>", "#n/a"];

    /// <summary>What R, pandas, databases and Weka (there beside 1:cat) write there, and what a class may be called too.</summary>
    private static readonly string[] MaybeMissing = ["NA", "N/A", "None", "NULL", "null", "?"];

    // The different texts, each with where it stands first, and of each row the numbers of those that are its truth and its answer.
    private readonly Dictionary<string, int> numberOf = new(StringComparer.Ordinal);
    private readonly List<(string Text, int Column, int Line)> texts = [];
    private readonly List<int> labels = [];
    private readonly List<int> answers = [];
    private readonly Spellings spellings = new();

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line)
    {
        labels.Add(NumberOf(fields, columns.Label, line));
        answers.Add(NumberOf(fields, columns.Answer!.Value, line));
        if (texts[labels[^1]].Text == columns.Names[columns.Label] && texts[answers[^1]].Text == columns.Names[columns.Answer.Value])
            throw new BadInputException($"{path}:{line}: the header again, expected rows alone: one file behind another has two.");
    }

    /// <summary>The classes are those that occur, as in scikit-learn, numbers in their order and names in theirs.</summary>
    /// <param name="order">Which row each image is.</param>
    /// <param name="numbers">The images' numbers where they are others than 0 to N − 1.</param>
    /// <exception cref="BadInputException">There is one class, or answers are measurements, or none is a class of the truth.</exception>
    public Predictions ToPredictions(int[] order, IReadOnlyList<int>? numbers)
    {
        var whole = AsNumbers();
        var (names, classOf) = whole is not null ? OfNumbers(whole) : OfNames();
        CheckClasses(names, classOf);
        // Of numbers that are counted from another one it is said why they are no classes of the truth.
        var offset = whole is null ? null : LabelOffset.Note(
            labels.ConvertAll(label => whole[label]), answers.ConvertAll(answer => whole[answer]), columns.Shown(columns.Label),
            columns.Shown(columns.Answer!.Value));
        var rows = labels.Zip(answers, (label, answer) => (classOf[label], classOf[answer]));
        foreach (var said in (string?[])[offset ?? NeverTrue(names, classOf), .. DoubtfulNames.Notes(names, rows), spellings.Note])
            if (said is not null) note($"{path}: {said}");
        int[] Classes(List<int> of) => [.. order.Select(row => classOf[of[row]])];
        return Predictions.OfAnswers(Classes(labels), Classes(answers), names, numbers);
    }

    /// <summary>Refuses what can be no classes of images.</summary>
    private void CheckClasses(List<string> names, int[] classOf)
    {
        if (names.Count < 2)
            throw new BadInputException($"{path}: class {OneLine.Quote(names[0])} alone occurs, expected at least 2 classes.");
        var known = labels.Select(label => classOf[label]).ToHashSet();
        if (!answers.Exists(answer => known.Contains(classOf[answer])))
            throw new BadInputException(
                $"{path}: {columns.Shown(columns.Answer!.Value)} and {columns.Shown(columns.Label)} share no class (such as "
                + $"{OneLine.Quote(texts[answers[0]].Text)} and {OneLine.Quote(texts[labels[0]].Text)}), expected answers to the same "
                + "question.");
        if (names.Count >= FewestOfNames && 2L * names.Count > labels.Count && names.TrueForAll(FileName().IsMatch)
            || (long)names.Count * labels.Count > MostScores)
            throw new BadInputException(
                $"{path}: {names.Count} different classes of {labels.Count} images, such as {OneLine.Quote(texts[labels[0]].Text)}, expected "
                + "classes of several images each, and not names of images or measurements.");
    }

    /// <summary>
    /// Which answers are no class of the truth, as a slip of the pen is none; <see langword="null"/> where there is none.
    /// </summary>
    private string? NeverTrue(List<string> names, int[] classOf)
    {
        var known = labels.Select(label => classOf[label]).ToHashSet();
        List<(string Name, int Rows)> never =
        [
            .. answers.Select(answer => classOf[answer]).Where(answer => !known.Contains(answer)).GroupBy(answer => answer)
                .Select(alike => (names[alike.Key], alike.Count())).OrderByDescending(one => one.Item2),
        ];
        return never.Count == 0 ? null
            : $"{columns.Shown(columns.Answer!.Value)} is "
                + OneLine.List(never.Select(one => $"{OneLine.Quote(one.Name)} in {RowsInWords.Of(one.Rows)}"), ShownClasses)
                + $", which {columns.Shown(columns.Label)} never is: answers that count as wrong";
    }

    /// <summary>Each text as a number; <see langword="null"/> where one is none, and then 1.0 is the class 1 all the same.</summary>
    private decimal[]? AsNumbers()
    {
        var numbers = new decimal[texts.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (decimal.TryParse(texts[i].Text, PredictionRows.Real, CultureInfo.InvariantCulture, out numbers[i])) continue;
            for (var j = 0; j < texts.Count; j++)
                if (PandasNumber().Match(texts[j].Text) is { Success: true } whole)
                    texts[j] = texts[j] with { Text = whole.Groups[1].Value };
            return null;
        }
        if (Array.FindIndex(numbers, number => number != decimal.Truncate(number)) is >= 0 and var at)
            throw new BadInputException(
                $"{path}:{texts[at].Line}: {columns.Shown(texts[at].Column)} is {OneLine.Quote(texts[at].Text)}, a measurement, expected a class; "
                + "scores are columns prob_0, prob_1, …");
        return numbers;
    }

    private static (List<string> Names, int[] ClassOf) OfNumbers(decimal[] numbers)
    {
        var called = Array.ConvertAll(numbers, number => decimal.Truncate(number).ToString(CultureInfo.InvariantCulture));
        return InOrder(called.Distinct(), called, StringComparer.Ordinal);
    }

    /// <summary>A class is called as the truth has it, where the truth has it.</summary>
    private (List<string> Names, int[] ClassOf) OfNames()
    {
        List<string> Texts(IEnumerable<int> of) => [.. of.Distinct().Select(text => texts[text].Text).Distinct(StringComparer.Ordinal)];
        var truth = Texts(labels);
        var twins = truth.GroupBy(text => text, StringComparer.OrdinalIgnoreCase).FirstOrDefault(alike => alike.Count() > 1);
        if (twins is not null)
            note(
                $"{path}: classes {OneLine.Quote(twins.First())} and {OneLine.Quote(twins.Last())} of "
                + $"{columns.Shown(columns.Label)} differ in case alone, and are read as different classes");
        var comparer = twins is null ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        return InOrder(truth.Concat(Texts(answers)).Distinct(comparer), texts.Select(text => text.Text), comparer);
    }

    /// <summary>The classes in their order, and which of them each text is.</summary>
    private static (List<string> Names, int[] ClassOf) InOrder(
        IEnumerable<string> classes, IEnumerable<string> called, StringComparer comparer)
    {
        var names = ClassOrder.Of(classes);
        var place = names.Index().ToDictionary(name => name.Item, name => name.Index, comparer);
        return (names, [.. called.Select(text => place[text])]);
    }

    /// <summary>A path, or an extension: a class's name may well end in a full stop, a number or a word behind a blank.</summary>
    [GeneratedRegex(@"[/\\]|\.[A-Za-z][A-Za-z0-9]{1,4}$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(-?[0-9]+)\.0+$")]
    private static partial Regex PandasNumber();

    /// <summary>The number of a field's text, of those so far or of a new one.</summary>
    private int NumberOf(IReadOnlyList<ReadOnlyMemory<byte>> fields, int column, int line)
    {
        var text = spellings.Of(DelimitedText.ValidText(fields[column], path, line, columns.Shown(column)));
        if (numberOf.TryGetValue(text, out var known)) return known;
        if (text.Length == 0 || Missing.Contains(text, StringComparer.OrdinalIgnoreCase))
            throw new BadInputException($"{path}:{line}: {columns.Shown(column)} is {OneLine.Quote(text)}, expected a class.");
        if (MaybeMissing.Contains(text) || text.EndsWith(":?", StringComparison.Ordinal))
            note(
                $"{path}:{line}: {columns.Shown(column)} is {OneLine.Quote(text)}, read as a class of that name: leave out the rows in which it "
                + "means that nothing is there");
        texts.Add((text, column, line));
        return numberOf[text] = texts.Count - 1;
    }
}
