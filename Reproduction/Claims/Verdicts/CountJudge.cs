using System.Globalization;
using System.Numerics;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Published;

namespace Reproduction.Claims.Verdicts;

/// <summary>
/// What whole numbers of images say of published figures: each class has its support, so accuracy, the per-class table, its
/// averages and every disparity are statements about counts.
/// </summary>
/// <param name="ledger">The figures.</param>
public sealed class CountJudge(Ledger ledger)
{
    private static readonly (FigureKind Kind, Score Score)[] TableScores =
        [(FigureKind.Precision, Score.Precision), (FigureKind.Recall, Score.Recall), (FigureKind.F1, Score.F1)];

    private readonly Dictionary<string, CountedModel> models = ledger.Models.ToDictionary(model => model.Id, model => Count(ledger, model));

    /// <summary>Every model with what its table admits.</summary>
    public IReadOnlyList<CountedModel> Models => [.. ledger.Models.Select(model => models[model.Id])];

    /// <summary>The verdict on a figure, as far as counts and other figures go; <see langword="null"/> where they say nothing.</summary>
    /// <param name="figure">The figure.</param>
    public Verdict? Of(PublishedFigure figure)
    {
        var counted = figure.Evidence.HasFlag(Evidence.Counts) ? ByCounts(figure) : null;
        if (counted?.Kind == VerdictKind.Impossible || !figure.Evidence.HasFlag(Evidence.Figures)) return counted;
        return ByEpochs(figure);
    }

    private Verdict ByCounts(PublishedFigure figure) => figure.Kind switch
    {
        FigureKind.AurocOvrMacro => Area(figure),
        FigureKind.DisparateImpact => DisparateImpact(figure),
        FigureKind.EpochTrainAccuracy => Epochs(figure, FigureKinds.TrainImages),
        FigureKind.EpochTestAccuracy => Epochs(figure, figure.Model.Images),
        _ => Table(figure),
    };

    /// <summary>A figure of the table: there is a confusion matrix that prints the whole of it, or there is none.</summary>
    private Verdict Table(PublishedFigure figure)
    {
        var model = models[figure.Model.Id];
        return model.Answer.Possibility switch
        {
            Possibility.Consistent => new(VerdictKind.Consistent, ["a confusion matrix prints the whole table with it, see the witness below"]),
            Possibility.Impossible => new(VerdictKind.Impossible, model.Answer.Reasons),
            _ => Undecided(model.Answer),
        };
    }

    private Verdict DisparateImpact(PublishedFigure figure)
    {
        var model = models[figure.Model.Id];
        var printed = figure.Values[0];
        var answer = IntegerAudit.Decide(model.With(figure));
        if (answer.Possibility == Possibility.Undecided) return Undecided(answer);
        var own = model.Printing(printed);
        if (answer.Possibility == Possibility.Consistent)
            return new(VerdictKind.Consistent,
            [
                $"{string.Join(", ", own.Select(Quotient))} prints it; the table admits {model.BestHits} hits in the best class, DI in {Range(model)}",
            ]);
        return new(VerdictKind.Impossible,
        [
            (model.BestRecall is { } recall ? $"the printed best recall {recall} means" : "the printed figures admit")
            + $" {model.BestHits} hits of {Number(figure.Model.Support)} in the best class"
            + (model.BestRecall is null ? "" : " (two decimals of the binary number: 0.985 prints 0.98, 0.995 prints 0.99)"),
            $"with {Number(model.Hits)} hits in all, DI lies in {Range(model)}{(own.Count == 0 ? $"; even without the table, no best class h makes {model.Hits}/({model.Model.Classes}h) print {printed}" : "")}",
            $"{printed} is outside; {Owners(figure, printed)}",
        ]);
    }

    /// <summary>Whose counts print a disparate impact that is not its model's own.</summary>
    private string Owners(PublishedFigure figure, PrintedFigure printed)
    {
        var owners = Models.Where(model => model.Model.Id != figure.Model.Id)
            .SelectMany(model => model.Printing(printed).Select(counts => $"{Quotient(counts)} prints it, the counts of another model: {model.Model.Name}"))
            .ToList();
        return owners.Count == 0 ? "no other published model has counts that print it" : string.Join("; ", owners);
    }

    private static Verdict Area(PublishedFigure figure)
    {
        var model = figure.Model;
        var claim = new FigureClaim(Metric.Parse("auroc_ovr_macro", Names(model))!.Value, figure.Values[0], RoundingRule.Printf);
        var answer = IntegerAudit.Decide(new(Supports(model), [claim]));
        var pairs = new BigInteger(2L * model.Classes) * model.Support * (model.Images - model.Support);
        var grain = $"1/(2 · {model.Classes} · {Number(model.Support)} · {Number(model.Images - model.Support)})";
        var multiple = (figure.Values[0].Value * pairs + new Rational(1, 2)).Floor();
        return answer.Possibility switch
        {
            Possibility.Consistent => new(VerdictKind.Consistent, [$"{Number((long)multiple)} times the grain {grain} of {model.Classes} areas with half-counted ties"]),
            Possibility.Impossible => new(VerdictKind.Impossible, [$"no whole multiple of {grain}", .. answer.Reasons]),
            _ => Undecided(answer),
        };
    }

    /// <summary>Each epoch's accuracy is some whole number of images over all.</summary>
    private static Verdict Epochs(PublishedFigure figure, long images)
    {
        for (var epoch = 0; epoch < figure.Values.Count; epoch++)
        {
            var half = figure.Values[epoch].Unit / 2;
            var least = ((figure.Values[epoch].Value - half) * images).Ceiling();
            var most = ((figure.Values[epoch].Value + half) * images).Floor();
            if (least > most) return new(VerdictKind.Impossible, [$"epoch {epoch + 1}: no whole number of {Number(images)} images prints {figure.Values[epoch]}"]);
        }
        return new(VerdictKind.Consistent, [$"each is a whole number of {Number(images)} images"]);
    }

    /// <summary>An accuracy that is printed among the epochs' too.</summary>
    private Verdict ByEpochs(PublishedFigure figure)
    {
        var epochs = ledger.Figure(figure.Model.Id, FigureKind.EpochTestAccuracy)?.Values;
        if (epochs is null) return new(VerdictKind.Consistent, ["no other figure to compare with"]);
        var value = figure.Values[0].Value;
        var at = Enumerable.Range(0, epochs.Count).Where(epoch => epochs[epoch].Value == value).ToList();
        var best = epochs.Select(epoch => epoch.Value).Max();
        if (at.Count == 0) return new(VerdictKind.Impossible, ["it is none of the epochs' figures"]);
        return new(VerdictKind.Exact,
        [
            $"{Number(Hits(figure.Values[0], figure.Model))} of {Number(figure.Model.Images)} images; the figure of epoch {at[^1] + 1} of {epochs.Count}"
            + (value == best ? ", the best" : $", the best is {epochs.First(epoch => epoch.Value == best)}")
            + (at[^1] == epochs.Count - 1 ? (value == best ? " and the last" : ", it is the last") : ""),
        ]);
    }

    private static Verdict Undecided(CountAnswer answer) => new(VerdictKind.NotRun, [$"undecided: {answer.Progress}"]) { IsUndecided = true };

    private static CountedModel Count(Ledger ledger, PublishedModel model)
    {
        List<FigureClaim> claims = [];
        foreach (var (kind, score) in TableScores)
            if (ledger.Figure(model.Id, kind) is { } row)
                claims.AddRange(row.Values.Select((value, c) => new FigureClaim(Metric.Of(score, c), value, RoundingRule.Printf)));
        if (ledger.Figure(model.Id, FigureKind.MacroAverage) is { } averages)
            claims.AddRange(TableScores.Select((entry, i) => new FigureClaim(Metric.Macro(entry.Score), averages.Values[i], RoundingRule.Printf)));
        var accuracy = ledger.Figure(model.Id, FigureKind.Accuracy)?.Values[0]
            ?? throw new BadInputException($"claims: model {model.Id} has no accuracy, expected one: every count starts from it");
        claims.Add(new(Metric.Accuracy, accuracy, RoundingRule.Printf));
        var question = new CountQuestion(Supports(model), claims) { EveryClassOccurs = true };
        return new(
            model,
            Hits(accuracy, model),
            ledger.Figure(model.Id, FigureKind.Recall)?.Values.MaxBy(value => value.Value),
            question,
            IntegerAudit.Decide(question),
            IntegerAudit.Interval(question, Metric.DisparateImpact));
    }

    /// <summary>The images that an accuracy says were classified rightly: its decimals must leave one number of them.</summary>
    private static long Hits(PrintedFigure accuracy, PublishedModel model) => accuracy.Unit * model.Images <= new Rational(1, 1)
        ? (long)CountedModel.Rounded(accuracy.Value * model.Images)
        : throw new BadInputException($"claims: model {model.Id}: found accuracy {accuracy}, expected decimals enough to tell one number of {Number(model.Images)} images from the next");

    private static long[] Supports(PublishedModel model) => [.. Enumerable.Repeat((long)model.Support, model.Classes)];

    private static string[] Names(PublishedModel model) => [.. Enumerable.Range(0, model.Classes).Select(c => $"{c}")];

    private static string Range(CountedModel model) => model.DisparateImpact?.ToString(4) ?? "no interval";

    private static string Quotient(BestClass counts) => $"{counts.Hits}/{counts.Best}";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>A published model in whole numbers.</summary>
/// <param name="Model">The model.</param>
/// <param name="Hits">Test images classified rightly.</param>
/// <param name="BestRecall">The largest printed recall.</param>
/// <param name="Question">Its table and accuracy.</param>
/// <param name="Answer">Whether they can be true together.</param>
/// <param name="DisparateImpact">What disparate impact they admit; <see langword="null"/> where they cannot be true together.</param>
public sealed record CountedModel(
    PublishedModel Model, long Hits, PrintedFigure? BestRecall, CountQuestion Question, CountAnswer Answer, ExactInterval? DisparateImpact)
{
    /// <summary>The best class's least and greatest hits, by the table: DI = hits / (classes · best).</summary>
    public (long Least, long Most)? Best => DisparateImpact is { } known
        ? ((long)Rounded(new Rational(Hits, Model.Classes) / known.High), (long)Rounded(new Rational(Hits, Model.Classes) / known.Low))
        : null;

    /// <summary>The same in words.</summary>
    public string BestHits => Best is { } best ? $"{best.Least} to {best.Most}" : "no";

    /// <summary>The counts within the table that print a disparate impact.</summary>
    /// <param name="printed">The figure.</param>
    public IReadOnlyList<BestClass> Printing(PrintedFigure printed) =>
        [.. BestClass.Printing(printed, Model.Classes, Model.Support, [Hits]).Where(counts => Best is not { } best || (counts.Best >= best.Least && counts.Best <= best.Most))];

    /// <summary>The table and one figure more.</summary>
    /// <param name="figure">A disparate impact.</param>
    public CountQuestion With(PublishedFigure figure) =>
        Question with { Claims = [.. Question.Claims, new(Metric.DisparateImpact, figure.Values[0], RoundingRule.Printf)] };

    internal static BigInteger Rounded(Rational value) => (value + new Rational(1, 2)).Floor();
}
