using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.WithoutSupports;

/// <summary>Figures of two classes that clash already whatever the supports are, or whatever the share of positives is.</summary>
/// <param name="Claims">The figures.</param>
/// <param name="IsSmallest">Whether it is proved that no fewer of them clash.</param>
/// <param name="Reason">Why they do, where a line says it.</param>
internal sealed record AnySupportsClash(IReadOnlyList<FigureClaim> Claims, bool IsSmallest, string? Reason)
{
    /// <summary>Of more figures not every set is tried.</summary>
    private const int MostClaims = 12;

    /// <summary>So many numbers of positives are named.</summary>
    private const int MostNamed = 6;

    private const int TwoClasses = 2;

    /// <summary>A smallest set that clashes under every number of positives among so many images.</summary>
    /// <param name="claims">Figures that do.</param>
    /// <param name="images">All images.</param>
    /// <param name="verdict">What figures are, in a question of so many positives.</param>
    public static AnySupportsClash Of(
        IReadOnlyList<FigureClaim> claims, long images, Func<IReadOnlyList<FigureClaim>, long, Possibility> verdict)
    {
        var search = new Shares(images, verdict);
        if (claims.Count > MostClaims) return new(claims, false, null);
        foreach (var bits in Enumerable.Range(1, (1 << claims.Count) - 1).OrderBy(set => int.PopCount(set)))
        {
            FigureClaim[] chosen = [.. claims.Where((_, i) => (bits >> i & 1) == 1)];
            if (chosen.Length == claims.Count) return new(claims, search.IsCertain, search.Reason(chosen));
            if (search.Clash(chosen)) return new(chosen, search.IsCertain, search.Reason(chosen));
            if (search.TimeIsOver) break;
        }
        return new(claims, false, null);
    }

    /// <summary>A set that clashes for any supports: figures are left out as long as it is still refuted that the others can be.</summary>
    /// <param name="claims">Figures of which it is.</param>
    public static AnySupportsClash OfAll(IReadOnlyList<FigureClaim> claims)
    {
        var clock = new ProcessorTime();
        List<FigureClaim> kept = [.. claims];
        foreach (var claim in claims)
        {
            if (kept.Count == 1 || clock.Elapsed > Effort.Conflict(TwoClasses)) break;
            FigureClaim[] others = [.. kept.Where(other => !ReferenceEquals(other, claim))];
            if (new PrevalenceSearch(others).Run().Refuted) kept = [.. others];
        }
        return new(kept, kept.Count == 1, null);
    }

    private sealed class Shares(long images, Func<IReadOnlyList<FigureClaim>, long, Possibility> verdict)
    {
        private readonly ProcessorTime clock = new();

        /// <summary>Whether every set so far was decided.</summary>
        public bool IsCertain { get; private set; } = true;

        public bool TimeIsOver => clock.Elapsed > Effort.Conflict(TwoClasses);

        /// <summary>Whether figures are impossible under every number of positives.</summary>
        public bool Clash(IReadOnlyList<FigureClaim> claims)
        {
            for (var positives = 1L; positives < images; positives++)
            {
                var answer = TimeIsOver ? Possibility.Undecided : verdict(claims, positives);
                if (answer == Possibility.Impossible) continue;
                IsCertain &= answer == Possibility.Consistent;
                return false;
            }
            return true;
        }

        /// <summary>Which numbers of positives all figures but one leave, and that none of them prints that one.</summary>
        public string? Reason(IReadOnlyList<FigureClaim> claims)
        {
            if (claims is [var only])
                return $"no number of positives among {Numbers.Whole(images)} images prints {Shown(only)}.";
            (FigureClaim Claim, List<long> Left)? best = null;
            foreach (var claim in claims)
                if (Left([.. claims.Where(other => !ReferenceEquals(other, claim))]) is { } left
                    && (best is not { } found || left.Count < found.Left.Count)) best = (claim, left);
            if (best is not var (target, numbers) || numbers.Count == 0) return null;
            var others = string.Join(" and ", claims.Where(other => !ReferenceEquals(other, target)).Select(Shown));
            var named = numbers.Count <= MostNamed ? string.Join(" or ", numbers.Select(Numbers.Whole)) : $"{numbers.Count} numbers of";
            return $"{others} leave{(claims.Count == 2 ? "s" : "")} {named} positives among {Numbers.Whole(images)} images, with which no "
                + $"counts print {Shown(target)} too.";
        }

        /// <summary>The numbers of positives that figures leave; <see langword="null"/> where they were not all decided.</summary>
        private List<long>? Left(IReadOnlyList<FigureClaim> claims)
        {
            List<long> left = [];
            for (var positives = 1L; positives < images; positives++)
            {
                var answer = TimeIsOver ? Possibility.Undecided : verdict(claims, positives);
                if (answer == Possibility.Undecided) return null;
                if (answer == Possibility.Consistent) left.Add(positives);
            }
            return left;
        }

        private static string Shown(FigureClaim claim) => $"{claim.Name} = {claim.Printed}";
    }
}
