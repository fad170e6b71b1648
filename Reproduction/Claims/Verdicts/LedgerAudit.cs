using Reproduction.Archive;
using Reproduction.Claims.Published;
using Reproduction.Claims.Runs;

namespace Reproduction.Claims.Verdicts;

/// <summary>The verdict on every claim of a ledger, by whole numbers, by the published code and by stored runs.</summary>
/// <param name="Ledger">The claims.</param>
/// <param name="Counts">What whole numbers of images say.</param>
/// <param name="Runs">The stored runs.</param>
/// <param name="Claims">The claims with their verdicts: first what was said, then the figures, in the ledger's order.</param>
public sealed record LedgerAudit(Ledger Ledger, CountJudge Counts, CheckedRuns Runs, IReadOnlyList<JudgedClaim> Claims)
{
    private IReadOnlyList<PublishedRise>? rises;

    /// <summary>
    /// The published changes of disparate impact taken apart, when first asked for: hundreds of thousands of sets of test images are drawn
    /// for each.
    /// </summary>
    public IReadOnlyList<PublishedRise> Rises => rises ??= PublishedRise.Of(this);

    /// <summary>Audits a ledger.</summary>
    /// <param name="ledger">The claims.</param>
    /// <param name="runs">The stored runs.</param>
    public static LedgerAudit Of(Ledger ledger, CheckedRuns runs)
    {
        var counts = new CountJudge(ledger);
        var judge = new RunJudge(ledger);
        var judgedByRuns = ledger.RunClaims.ToDictionary(claim => claim.Id, claim => judge.Judge(claim, runs.Runs));
        return new(ledger, counts, runs,
        [
            .. ledger.Protocol.Select(fact => new JudgedClaim(fact.Id, fact.Says, "in words", fact.Where, Read(fact, ledger, runs))),
            .. ledger.Sentences.Select(sentence =>
                new JudgedClaim(sentence.Id, sentence.Says, sentence.Published, sentence.Where, judgedByRuns[sentence.Id])),
            .. ledger.Figures.Select(figure => new JudgedClaim(
                figure.Id, figure.Name, figure.Published, figure.Where,
                Together(figure, counts.Of(figure), judgedByRuns.GetValueOrDefault(figure.Id)))),
        ]);
    }

    /// <summary>Whether a search gave up.</summary>
    public bool IsUndecided => Claims.Any(claim => claim.Verdict.IsUndecided);

    /// <summary>What a reader of the published code found; where seeds are too few, how many it would take by the stored runs.</summary>
    private static Verdict Read(ProtocolFact fact, Ledger ledger, CheckedRuns runs) => new(fact.Verdict,
    [
        fact.Because,
        .. fact.Verdict == VerdictKind.Underpowered && ledger.Effect is { } effect
            ? runs.Runs.GroupBy(run => run.Record.Recipe)
                .Select(recipe => EffectNoise.Of(effect, [.. recipe])?.Sentence(ledger.Level, ledger.Power)).OfType<string>()
            : [],
        $"see {fact.Seen}",
    ]);

    /// <summary>
    /// One verdict of several kinds of evidence: what cannot be true stays so whatever runs say; runs under the claim's protocol
    /// say more than that a figure is possible; runs under another one are shown beside it.
    /// </summary>
    private static Verdict Together(PublishedFigure figure, Verdict? counted, Verdict? judged)
    {
        if (judged is null)
        {
            if (counted is not null) return figure.Model.WhyNoRecipe is { } reason && figure.Evidence.HasFlag(Evidence.Runs)
                ? counted with { Why = [.. counted.Why, reason] }
                : counted;
            var ruleless = FigureKinds.IsOfEachEpoch(figure.Kind)
                ? "the ledger has no rule for it: of a run, what it ends with is compared, not single epochs"
                : "the ledger has no rule for it";
            return new(VerdictKind.NotRun, [figure.Model.WhyNoRecipe ?? ruleless]);
        }
        if (counted is null) return judged;
        if (counted.Kind == VerdictKind.Impossible) return counted;
        return judged.Kind == VerdictKind.NotRun
            ? counted with
            {
                Why = [.. counted.Why, $"no run of recipe {figure.Acceptance!.Recipe} is stored to compare",
                .. judged.Why.Skip(1)],
                Differences = judged.Differences
            }
            : judged with { Why = [.. judged.Why, .. counted.Why] };
    }
}
