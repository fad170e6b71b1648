using System.Numerics;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Random confusion matrices, large ones too: printed as scikit-learn prints them they must be consistent; with one figure
/// changed in its last digit, either verdict may be right, and a consistent one must show counts that print it.
/// </summary>
/// <param name="seed">What to draw from.</param>
/// <param name="output">Gets a line a shape and kind of question, and every true figure that was not called consistent.</param>
internal sealed class Stress(int seed, TextWriter output)
{
    /// <summary>Tables of 2 to 1,000 classes. A negative number of images is that of each class, a positive one about their mean.</summary>
    public static IReadOnlyList<(string Name, int Classes, int Images)> Shapes { get; } =
    [
        ("2 classes of about 500", 2, 500), ("3 classes of about 50", 3, 50), ("10 classes of 1,000", 10, -1000),
            ("10 classes of about 300", 10, 300),
        ("30 classes of about 100", 30, 100), ("100 classes of 100", 100, -100), ("1,000 classes of 50", 1000, -50),
    ];

    private readonly Random random = new(seed);

    /// <summary>Audits tables and loose claims of every shape.</summary>
    /// <param name="tables">Tables a shape; of the largest a tenth.</param>
    /// <param name="shapes">Such as <see cref="Shapes"/>.</param>
    /// <returns>Whether no true figures were called impossible.</returns>
    public bool Run(int tables, IReadOnlyList<(string Name, int Classes, int Images)> shapes)
    {
        var right = true;
        foreach (var (name, classes, images) in shapes)
        {
            var rounds = classes >= 100 ? Math.Max(1, tables / 10) : tables;
            right &= Report(name, "as printed", rounds, classes, images, question => question, mustHold: true);
            Report(name, "one digit changed", rounds, classes, images, Changed, mustHold: false);
            right &= Report(name, "loose claims", rounds, classes, images, null, mustHold: true);
        }
        return right;
    }

    private bool Report(
        string shape, string kind, int rounds, int classes, int images, Func<CountQuestion, CountQuestion>? change, bool mustHold)
    {
        var verdicts = new int[3];
        double most = 0, all = 0;
        var right = true;
        for (var round = 0; round < rounds; round++)
        {
            var matrix = Drawn(classes, images);
            var question = change is null ? Loose(matrix) : change(Table(matrix));
            var clock = new ProcessorTime();
            var answer = IntegerAudit.Possible(question);
            var seconds = clock.Elapsed.TotalSeconds;
            (most, all) = (Math.Max(most, seconds), all + seconds);
            verdicts[(int)answer]++;
            if (!mustHold || answer == Possibility.Consistent) continue;
            right &= answer != Possibility.Impossible;
            output.WriteLine(
                $"  {answer}: supports {string.Join(',', question.Supports.Take(12))}; {string.Join(' ', question.Claims.Take(40))} "
                + $"{question.Claims[0].Rule}");
        }
        output.WriteLine(
            $"{shape,-26}{kind,-19}consistent {verdicts[0],5}  impossible {verdicts[1],5}  undecided {verdicts[2],5}  mean "
            + $"{all / rounds,7:F3} s  most {most,7:F3} s");
        return right;
    }

    private CountQuestion Table(ConfusionMatrix matrix) => PastedTable.Report(
        ClassificationReport.Of(matrix).ToText([.. Enumerable.Range(0, matrix.Classes).Select(c => $"{c}")], random.Next(2, 5))).Question;

    private CountQuestion Changed(CountQuestion question)
    {
        var which = random.Next(question.Claims.Count);
        while (question.Claims[which].Figure.Score == Score.Images) which = random.Next(question.Claims.Count);
        var by = random.Next(2) * 2 - 1;
        return question with
        {
            Claims =
                [.. question.Claims.Select((claim, i) => i == which
                    ? claim with { Printed = claim.Printed with { Scaled = claim.Printed.Scaled + by } }
                    : claim)]
        };
    }

    private CountQuestion Loose(ConfusionMatrix matrix)
    {
        Score[] scores = [Score.Precision, Score.Recall, Score.F1, Score.Specificity];
        List<FigureName> metrics = [FigureName.Accuracy, FigureName.DisparateImpact, FigureName.RecallRatio, FigureName.RecallGap];
        metrics.AddRange(scores.Select(FigureName.Macro));
        metrics.AddRange(scores.Select(FigureName.Weighted));
        for (var i = 0; i < 6; i++) metrics.Add(FigureName.Of(scores[random.Next(4)], random.Next(matrix.Classes)));
        if (matrix.Classes == 2)
            metrics.AddRange([new(Score.MatthewsCorrelation, Scope.Whole), new(Score.NegativePredictiveValue, Scope.Whole)]);
        var counts = new Counts(
            [.. Enumerable.Range(0, matrix.Classes).Select(matrix.Support)],
            [.. Enumerable.Range(0, matrix.Classes).Select(c => matrix[c, c])],
            [.. Enumerable.Range(0, matrix.Classes).Select(c => matrix.Predicted(c) - matrix[c, c])]);
        var claims = metrics.Distinct().OrderBy(_ => random.Next()).Take(random.Next(1, 7))
            .Select(metric => (metric, Value: Scores.Variants(metric, counts).First(), Digits: random.Next(2, 6)))
            .Where(claim => double.IsFinite(claim.Value))
            .Select(claim => new FigureClaim(claim.metric, new(Scaled(claim.Value, claim.Digits), claim.Digits), RoundingRule.Printf))
            .ToArray();
        return new(counts.Supports, claims.Length > 0
            ? claims
            : [new(FigureName.Accuracy, new(Scaled((double)matrix.Accuracy!, 4), 4), RoundingRule.Printf)]);
    }

    private static BigInteger Scaled(double value, int digits) => PrintedFigure.Parse(PrintedNumber.Fixed(value, digits))!.Scaled;

    internal ConfusionMatrix Drawn(int classes, int images)
    {
        var counts = new long[classes, classes];
        for (var label = 0; label < classes; label++)
        {
            var skill = 0.5 + random.NextDouble() / 2;
            for (var image = images < 0 ? -images : random.Next(1, 2 * images); image > 0; image--)
                counts[label, random.NextDouble() < skill ? label : random.Next(classes)]++;
        }
        return new(counts);
    }
}
