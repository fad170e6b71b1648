using System.Globalization;

namespace Reproduction.Metrics;

/// <summary>The rows of a predictions file, gathered block by block so that no copy of the whole is made while it grows.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="asProbabilities">Whether the scores are probabilities.</param>
internal sealed class PredictionRows(string path, PredictionColumns columns, bool asProbabilities)
{
    /// <summary>scikit-learn's clip of a probability of 0: float64's epsilon.</summary>
    private const double LeastProbability = 2.220446049250313e-16;

    /// <summary>By how much probabilities of a row may sum to something else than 1.</summary>
    private const double SumTolerance = 1e-3;

    private const int BlockScores = 1 << 20;

    /// <summary>Images times classes, where classes are no columns that a file must have.</summary>
    private const long MostScores = 1 << 28;

    private const NumberStyles Whole = NumberStyles.None;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly List<double[]> blocks = [];
    private readonly List<int> indices = [];
    private readonly List<string> texts = [];
    private readonly List<int> labels = [];
    private readonly List<int> answers = [];
    private readonly Dictionary<string, int> classOf = new(columns.ClassNames is { } named ? Comparer(named) : StringComparer.Ordinal);

    private int Classes => columns.Scores.Count;

    private int BlockRows { get; } = Math.Max(1, BlockScores / Math.Max(1, columns.Scores.Count));

    /// <summary>Whether every row's scores lie in [0, 1] and sum to 1, as probabilities do and logits hardly ever.</summary>
    public bool LookLikeProbabilities { get; private set; } = true;

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line)
    {
        if (fields.Count != columns.Names.Count)
            throw new BadInputException($"{path}:{line}: {fields.Count} fields, expected {columns.Names.Count}.");
        if (columns.Index is { } at) Index(fields[at], line);
        if (columns.Predicted is { } predicted)
        {
            labels.Add(Known(fields[columns.Label]));
            answers.Add(Known(fields[predicted]));
            return;
        }
        labels.Add(Label(fields[columns.Label], line));
        var row = labels.Count - 1;
        if (row % BlockRows == 0) blocks.Add(new double[BlockRows * Classes]);
        Scores(fields, line, blocks[^1].AsSpan(row % BlockRows * Classes, Classes));
    }

    /// <summary>What the rows come to, in the order of their indices.</summary>
    /// <exception cref="BadInputException">There are none, or their indices are not each of 0 to N − 1 once.</exception>
    public Predictions ToPredictions()
    {
        if (labels.Count == 0) throw new BadInputException($"{path}: no images after the header.");
        var order = Order();
        if (columns.Predicted is not null) return OfAnswers(order);
        if ((long)labels.Count * Classes > Array.MaxLength)
            throw new BadInputException($"{path}: {labels.Count} images of {Classes} classes, expected at most {Array.MaxLength} scores.");
        var values = new double[labels.Count * Classes];
        for (var image = 0; image < order.Length; image++)
            blocks[order[image] / BlockRows].AsSpan(order[image] % BlockRows * Classes, Classes).CopyTo(values.AsSpan(image * Classes));
        return new Predictions([.. order.Select(row => labels[row])], values, Classes) { ClassNames = columns.ClassNames };
    }

    /// <summary>Hard answers: the classes are those that occur, as in scikit-learn, numbers in their order and names in theirs.</summary>
    private Predictions OfAnswers(int[] order)
    {
        var names = texts.TrueForAll(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? texts.OrderBy(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList()
            : [.. texts.Order(StringComparer.Ordinal)];
        if (names.Count < 2)
            throw new BadInputException($"{path}: class {OneLine.Quote(names[0])} alone occurs, expected at least 2 classes.");
        if ((long)names.Count * labels.Count > MostScores)
            throw new BadInputException(
                $"{path}: {names.Count} different classes of {labels.Count} images, expected classes and not measurements.");
        var place = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        int[] rank = [.. texts.Select(text => place[text])];
        var scores = new double[(long)labels.Count * names.Count];
        for (var image = 0; image < order.Length; image++) scores[image * names.Count + rank[answers[order[image]]]] = 1;
        return new Predictions([.. order.Select(row => rank[labels[row]])], scores, names.Count) { ClassNames = names, HasScores = false };
    }

    private int[] Order()
    {
        if (columns.Index is null) return [.. Enumerable.Range(0, labels.Count)];
        var row = new int[indices.Count];
        Array.Fill(row, -1);
        for (var i = 0; i < row.Length; i++)
        {
            var index = indices[i];
            if (index >= row.Length)
                throw new BadInputException(
                    $"{path}:{i + 2}: index {index} in a file of {row.Length} images, expected each of 0 to {row.Length - 1} once.");
            if (row[index] >= 0)
                throw new BadInputException(
                    $"{path}:{i + 2}: index {index} again, it is on line {row[index] + 2} already; expected each of 0 to "
                    + $"{row.Length - 1} once.");
            row[index] = i;
        }
        return row;
    }

    private void Index(ReadOnlyMemory<byte> field, int line)
    {
        if (!int.TryParse(field.Span, Whole, CultureInfo.InvariantCulture, out var index))
            throw new BadInputException(
                $"{path}:{line}: {Column(columns.Index!.Value)} is {Shown(field)}, expected a whole number from 0.");
        indices.Add(index);
    }

    /// <summary>A label NORMAL means the column prob_normal, unless another column's name differs from it in case alone.</summary>
    private static StringComparer Comparer(IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private int Label(ReadOnlyMemory<byte> field, int line)
    {
        if (columns.ClassNames is { } names)
        {
            if (classOf.Count == 0) foreach (var (i, name) in names.Index()) classOf[name] = i;
            if (classOf.TryGetValue(DelimitedText.Text(field).Trim(), out var known)) return known;
        }
        return int.TryParse(field.Span, Whole, CultureInfo.InvariantCulture, out var label) && label < Classes
            ? label
            : throw new BadInputException(
                $"{path}:{line}: {Column(columns.Label)} is {Shown(field)}, expected a class from 0 to {Classes - 1}.");
    }

    private int Known(ReadOnlyMemory<byte> field)
    {
        var text = DelimitedText.Text(field).Trim();
        if (classOf.TryGetValue(text, out var known)) return known;
        texts.Add(text);
        return classOf[text] = texts.Count - 1;
    }

    private void Scores(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line, Span<double> scores)
    {
        var sum = 0.0;
        for (var c = 0; c < scores.Length; c++)
        {
            var column = columns.Scores[c];
            if (!double.TryParse(fields[column].Span, Real, CultureInfo.InvariantCulture, out var score) || !Predictions.IsLogit(score))
                throw new BadInputException($"{path}:{line}: {Column(column)} is {Shown(fields[column])}, expected a finite number.");
            if (score is < 0 or > 1)
            {
                if (asProbabilities)
                    throw new BadInputException(
                        $"{path}:{line}: {Column(column)} is {Shown(fields[column])}, expected a probability from 0 to 1.");
                LookLikeProbabilities = false;
            }
            sum += score;
            scores[c] = asProbabilities ? Math.Log(Math.Max(score, LeastProbability)) : score;
        }
        if (Math.Abs(sum - 1) <= SumTolerance) return;
        LookLikeProbabilities = false;
        if (asProbabilities)
            throw new BadInputException(
                string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: the probabilities sum to {sum:G6}, expected 1."));
    }

    private string Column(int column) => OneLine.Name(columns.Names[column]);

    // Stryker disable once Equality : the first 160 bytes of 160 are all
    private static string Shown(ReadOnlyMemory<byte> field) => OneLine.Quote(DelimitedText.Text(field.Length > 160 ? field[..160] : field));
}
