using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;
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
        if (counted is { Kind: VerdictKind.Impossible } or { IsUndecided: true }) return counted;
        return figure.Kind == FigureKind.Accuracy && figure.Evidence.HasFlag(Evidence.Figures) ? ByEpochs(figure) ?? counted : counted;
    }

    private Verdict ByCounts(PublishedFigure figure) => figure.Kind switch
    {
        FigureKind.AurocOvrMacro => Area(figure),
        FigureKind.DisparateImpact => DisparateImpact(figure),
        FigureKind.EpochTrainAccuracy => Epochs(figure, ledger.TrainImages!.Value),
        FigureKind.EpochTestAccuracy => Epochs(figure, figure.Model.Images),
        _ => Table(figure),
    };

    /// <summary>A figure of the table: there is a confusion matrix that prints the whole of it, or there is none.</summary>
    private Verdict Table(PublishedFigure figure)
    {
        var model = models[figure.Model.Id];
        return model.Answer.Possibility switch
        {
            Possibility.Consistent =>
                new(VerdictKind.Consistent, ["a confusion matrix prints the whole table with it, see the witness below"]),
            Possibility.Impossible => new(VerdictKind.Impossible, model.Answer.Reasons),
            _ => Undecided(model.Answer),
        };
    }

    private Verdict DisparateImpact(PublishedFigure figure)
    {
        var model = models[figure.Model.Id];
        var printed = figure.Values[0];
        if (model.Answer.Possibility == Possibility.Impossible) return new(VerdictKind.Impossible, model.Answer.Reasons);
        var answer = IntegerAudit.Decide(model.With(figure));
        if (answer.Possibility == Possibility.Undecided) return Undecided(answer);
        var own = model.Printing(printed);
        if (answer.Possibility == Possibility.Consistent)
            return new(VerdictKind.Consistent,
            [
                $"{string.Join(", ", own.Select(Quotient))} prints it; the table admits {model.BestHits} hits in the best class, DI in "
                + $"{Range(model)}",
            ]);
        var anywhere = BestClass.Printing(printed, model.Model.Classes, model.Model.Support, [model.Hits]);
        return new(VerdictKind.Impossible,
        [
            (model.BestRecall is { } recall ? $"the printed best recall {recall} means" : "the printed figures admit")
            + $" {model.BestHits} hits of {Numbers.Whole(figure.Model.Support)} in the best class"
            + (model.BestRecall?.Digits == 2 ? " (two decimals of the binary number: 0.985 prints 0.98, 0.995 prints 0.99)" : ""),
            $"with {Numbers.Whole(model.Hits)} hits in all, DI lies in "
            + $"{Range(model)}{(anywhere.Count == 0 ? $"; even without the table, no best class h makes {model.Hits}/({model.Model.Classes}h) print {printed}" : "")}",
            $"{printed} is outside; {Owners(figure, printed)}",
        ]);
    }

    /// <summary>Whose counts print a disparate impact that is not its model's own.</summary>
    private string Owners(PublishedFigure figure, PrintedFigure printed)
    {
        var owners = Models.Where(model => model.Model.Id != figure.Model.Id)
            .SelectMany(model => model.Printing(printed)
                .Select(counts => $"{Quotient(counts)} prints it, the counts of another model: {model.Model.Name}"))
            .ToList();
        return owners.Count == 0 ? "no other published model has counts that print it" : string.Join("; ", owners);
    }

    private static Verdict Area(PublishedFigure figure)
    {
        var model = figure.Model;
        var claim = new FigureClaim(new(Score.AurocOvrMacro, Scope.Whole), figure.Values[0], RoundingRule.Printf);
        var answer = IntegerAudit.Decide(new(Supports(model), [claim]));
        // Two classes share one curve.
        var areas = model.Classes == 2 ? 1 : model.Classes;
        var grain =
            $"1/(2 · {(areas == 1 ? "" : $"{areas} · ")}{Numbers.Whole(model.Support)} · "
            + $"{Numbers.Whole(model.Images - model.Support)})";
        var multiple = CountedModel.Rounded(figure.Values[0].Value / AurocGrain.Of(Supports(model)));
        return answer.Possibility switch
        {
            Possibility.Consistent =>
                new(VerdictKind.Consistent,
                    [$"{Numbers.Whole((long)multiple)} times the grain {grain} of {(areas == 1 ? "an area" : $"{areas} areas")} with "
                        + "half-counted ties"]),
            Possibility.Impossible => new(VerdictKind.Impossible, answer.Reasons),
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
            if (least > most)
                return new(VerdictKind.Impossible,
                    [$"epoch {epoch + 1}: no whole number of {Numbers.Whole(images)} images prints {figure.Values[epoch]}"]);
        }
        return new(VerdictKind.Consistent, [$"each is a whole number of {Numbers.Whole(images)} images"]);
    }

    /// <summary>
    /// An accuracy that is printed among the epochs' too, if only to fewer decimals; <see langword="null"/> where no epoch's is.
    /// </summary>
    private Verdict? ByEpochs(PublishedFigure figure)
    {
        if (ledger.Figure(figure.Model.Id, FigureKind.EpochTestAccuracy)?.Values is not { } epochs) return null;
        var value = figure.Values[0].Value;
        var equal = epochs.Any(epoch => epoch.Value == value);
        var at = Enumerable.Range(0, epochs.Count)
            .Where(epoch => equal ? epochs[epoch].Value == value : MayBeOneNumber(epochs[epoch], figure.Values[0])).ToList();
        if (at.Count == 0) return new(VerdictKind.Impossible, ["it is none of the epochs' figures"]);
        if (!equal)
            return new(VerdictKind.Consistent, [$"epoch {at[^1] + 1} of {epochs.Count} prints it to other decimals: {epochs[at[^1]]}"]);
        var best = epochs.Select(epoch => epoch.Value).Max();
        return new(VerdictKind.Exact,
        [
            $"{Numbers.Whole(Hits(figure))} of {Numbers.Whole(figure.Model.Images)} images; the figure "
            + $"of epoch {at[^1] + 1} of {epochs.Count}"
            + (value == best ? ", the best" : $", the best is {epochs.First(epoch => epoch.Value == best)}")
            + (at[^1] == epochs.Count - 1 ? (value == best ? " and the last" : ", it is the last") : ""),
        ]);
    }

    /// <summary>
    /// Whether two texts of unequal decimals can print one number: they are apart by no more than half a unit of the coarser.
    /// </summary>
    private static bool MayBeOneNumber(PrintedFigure one, PrintedFigure other)
    {
        var half = (one.Digits < other.Digits ? one.Unit : other.Unit) / 2;
        var apart = one.Value - other.Value;
        return one.Digits != other.Digits && apart <= half && apart >= (Rational)0 - half;
    }

    private static Verdict Undecided(CountAnswer answer) =>
        new(VerdictKind.NotRun, [$"undecided: {answer.Progress}"]) { IsUndecided = true };

    private static CountedModel Count(Ledger ledger, PublishedModel model)
    {
        List<FigureClaim> claims = [];
        foreach (var (kind, score) in TableScores)
            if (ledger.Figure(model.Id, kind) is { } row)
                claims.AddRange(row.Values.Select((value, c) => new FigureClaim(FigureName.Of(score, c), value, RoundingRule.Printf)));
        if (ledger.Figure(model.Id, FigureKind.MacroAverage) is { } averages)
            claims.AddRange(
                TableScores.Select((entry, i) => new FigureClaim(FigureName.Macro(entry.Score), averages.Values[i], RoundingRule.Printf)));
        var published = ledger.Figure(model.Id, FigureKind.Accuracy)
            ?? throw new BadInputException($"claims: model {model.Id} has no accuracy, expected one: every count starts from it");
        claims.Add(new(FigureName.Accuracy, published.OfImages, RoundingRule.Printf));
        var question = new CountQuestion(Supports(model), claims);
        return new(
            model,
            Hits(published),
            ledger.Figure(model.Id, FigureKind.Recall)?.Values.MaxBy(value => value.Value),
            question,
            IntegerAudit.Decide(question),
            IntegerAudit.Interval(question, FigureName.DisparateImpact));
    }

    /// <summary>The images that an accuracy says were classified rightly: its decimals must leave one number of them.</summary>
    private static long Hits(PublishedFigure accuracy) => accuracy.IsOneCount
        ? (long)CountedModel.Rounded(accuracy.OfImages.Value * accuracy.Model.Images)
        : throw new BadInputException(
            $"claims: model {accuracy.Model.Id}: found accuracy {accuracy.OfImages}, expected decimals enough to tell one number of "
            + $"{Numbers.Whole(accuracy.Model.Images)} images from the next");

    private static long[] Supports(PublishedModel model) => [.. Enumerable.Repeat((long)model.Support, model.Classes)];

    private static string Range(CountedModel model) => model.DisparateImpact?.ToString(4) ?? "no interval";

    private static string Quotient(BestClass counts) => $"{counts.Hits}/{counts.Best}";
}
