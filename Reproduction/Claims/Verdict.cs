namespace Reproduction.Claims;

/// <summary>The verdict on a claim.</summary>
/// <param name="Kind">What can be said of it.</param>
/// <param name="Why">The reasons, a line each, such that a reader can check them.</param>
public sealed record Verdict(VerdictKind Kind, IReadOnlyList<string> Why)
{
    /// <summary>Where runs of another protocol are at hand: in what they differ, a line each.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Whether a search gave up before it knew: the program then exits with 3.</summary>
    public bool IsUndecided { get; init; }

    /// <summary>The kinds with their words and their meaning, a sentence each.</summary>
    public static IReadOnlyList<(VerdictKind Kind, string Word, string Meaning)> Kinds { get; } =
    [
        (VerdictKind.Exact, "exact", "recomputed to the last printed digit from figures or predictions that lie beside it"),
        (VerdictKind.Consistent, "consistent",
            "whole numbers of images exist that print it and everything printed beside it; possible, not more"),
        (VerdictKind.Impossible, "impossible",
            "it cannot be true: no whole numbers of images print it beside the other figures, or the published code does something else"),
        (VerdictKind.Reproduced, "reproduced",
            "runs under the claim's protocol show that it is off by less than the stated difference, and do not reject it"),
        (VerdictKind.DiffersImmaterially, "differs immaterially",
            "runs under the claim's protocol reject it at the stated level, and show that it is off by less than the stated difference"),
        (VerdictKind.NotReproduced, "not reproduced",
            "runs under the claim's protocol reject it at the stated level, and do not show that the difference does not matter"),
        (VerdictKind.Underpowered, "underpowered",
            "the runs under the claim's protocol neither reject it nor show that it holds: they are too few or scatter too much"),
        (VerdictKind.NotRun, "not run", "only runs can tell, and none under the claim's protocol is stored here"),
    ];

    /// <summary>The kind in words.</summary>
    public string Word => Kinds.First(kind => kind.Kind == Kind).Word;
}
