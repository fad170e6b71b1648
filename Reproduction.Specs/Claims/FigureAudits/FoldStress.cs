using System.Globalization;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Means over folds of random tables: what folds have is never impossible, what no small ones have never consistent.</summary>
/// <param name="random">What to draw from.</param>
/// <param name="count">Told each verdict: of which kind of draw, and what was drawn.</param>
internal sealed class FoldStress(Random random, Action<string, Possibility, string> count)
{
    /// <summary>Means of folds of two classes.</summary>
    public string? Printed()
    {
        (long Negatives, long Positives)[] folds =
            [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => ((long)random.Next(1, 30), (long)random.Next(1, 30)))];
        var scores =
            Mean([.. folds.Select(fold => Scores(fold, random.NextInt64(fold.Positives + 1), random.NextInt64(fold.Negatives + 1)))]);
        var (verdict, claims, support) = Audit(folds, scores, "folds");
        return verdict == Possibility.Impossible
            ? $"folds {support}: {string.Join(' ', claims.Select(claim => $"{claim.Name}={claim.Text}"))}"
            : null;
    }

    /// <summary>Means of two small folds, one changed, against every pair of tables.</summary>
    public string? Changed()
    {
        (long Negatives, long Positives)[] folds =
            [.. Enumerable.Range(0, 2).Select(_ => ((long)random.Next(1, 6), (long)random.Next(1, 6)))];
        var every =
            folds.Select(fold =>
                (from tp in Enumerable.Range(0, (int)fold.Positives + 1)
                 from fp in Enumerable.Range(0,
                    (int)fold.Negatives + 1)
                 select Scores(fold, tp, fp)).ToArray()).ToArray();
        var scores = Mean([.. every.Select(tables => tables[random.Next(tables.Length)])]);
        scores[random.Next(scores.Length)] += 0.01 * random.Next(1, 9);
        var (verdict, claims, support) = Audit(folds, scores, "folds, one digit changed");
        bool Prints(double[] mean, double room) =>
            claims.All(claim =>
                Math.Abs(mean[claim.Score] - double.Parse(claim.Text, CultureInfo.InvariantCulture)) <= 0.5 * Math.Pow(10,
                    2 - claim.Text.Length) + room);
        // Or the scores of both folds' counts together.
        (long Negatives, long Positives) both = (folds.Sum(fold => fold.Negatives), folds.Sum(fold => fold.Positives));
        var together =
            from tp in Enumerable.Range(0, (int)both.Positives + 1)
            from fp in Enumerable.Range(0, (int)both.Negatives + 1)
            select Scores(both, tp, fp);
        double[][] means = [.. from one in every[0] from other in every[1] select Mean([one, other]), .. together];
        return (verdict == Possibility.Impossible && means.Any(mean => Prints(mean, -1e-9)))
            || (verdict == Possibility.Consistent && !means.Any(mean => Prints(mean, 1e-9)))
            ? $"{verdict}, folds {support}: {string.Join(' ', claims.Select(claim => $"{claim.Name}={claim.Text}"))}" : null;
    }

    /// <summary>Means of folds of several classes.</summary>
    public string? PrintedOfClasses()
    {
        var classes = random.Next(3, 5);
        int[][] folds =
            [.. Enumerable.Range(0, random.Next(2, 5))
                .Select(_ => Enumerable.Range(0, classes).Select(_ => random.Next(1, 20)).ToArray())];
        var skill = random.NextDouble();
        var reports = folds.Select(fold =>
        {
            var counts = new long[classes, classes];
            for (var label = 0; label < classes; label++)
                for (var image = 0; image < fold[label]; image++)
                    counts[label, random.NextDouble() < skill ? label : random.Next(classes)]++;
            return ClassificationReport.Of(new ConfusionMatrix(counts));
        }).ToArray();
        (string Name, Func<ClassificationReport, double> Value)[] scores =
        [
            ("accuracy", report => report.Accuracy), ("macro_f1", report => report.MacroAverage.F1),
            ("macro_precision", report => report.MacroAverage.Precision), ("macro_recall", report => report.MacroAverage.Recall),
            ("weighted_f1", report => report.WeightedAverage.F1), ("weighted_precision", report => report.WeightedAverage.Precision),
            ("recall[1]", report => report.Classes[1].Recall), ("f1[0]", report => report.Classes[0].F1),
        ];
        string[] claims =
            [.. scores.OrderBy(_ => random.Next()).Take(random.Next(1, 4))
                .Select(score => $"{score.Name}={PrintedNumber.Fixed(reports.Average(score.Value), random.Next(2, 4))}")];
        var support = string.Join(';', folds.Select(fold => string.Join(',', fold)));
        var verdict = FoldsAudit.Of(new() { Claims = claims }, new() { FoldSupport = support }).Possibility;
        var what = $"folds {support}: {string.Join(' ', claims)}";
        count("folds of several classes", verdict, what);
        return verdict == Possibility.Impossible ? what : null;
    }

    private (
        Possibility Verdict, (int Score, string Name, string Text)[] Claims, string Support) Audit((long Negatives, long Positives)[] folds,
        double[] scores, string kind)
    {
        (int Score, string Name, string Text)[] claims =
            [.. new[] { "accuracy", "sensitivity", "ppv", "f1" }
                .Select((name, i) => (i, name, PrintedNumber.Fixed(scores[i], i < 2 ? 3 : 2)))
                .OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        var support = string.Join(';', folds.Select(fold => $"{fold.Negatives},{fold.Positives}"));
        var verdict =
            FoldsAudit.Of(new() { Claims = [.. claims.Select(claim => $"{claim.Name}={claim.Text}")] },
                new() { FoldSupport = support }).Possibility;
        count(kind, verdict, $"folds {support}: {string.Join(' ', claims.Select(claim => $"{claim.Name}={claim.Text}"))}");
        return (verdict, claims, support);
    }

    private static double[] Scores((long Negatives, long Positives) fold, double tp, double fp) =>
        [(tp + fold.Negatives - fp) / (fold.Negatives + fold.Positives), tp / fold.Positives, tp == 0 ? 0 : tp / (tp + fp),
            2 * tp / (fold.Positives + tp + fp)];

    private static double[] Mean(double[][] scores) =>
        [.. Enumerable.Range(0, scores[0].Length).Select(i => scores.Average(own => own[i]))];
}
