namespace Reproduction.Claims.Counting;

/// <summary>How much is tried before a question is left undecided, or is given to the next way of searching.</summary>
internal sealed record Effort
{
    /// <summary>What an audit takes.</summary>
    public static Effort Usual { get; } = new();

    /// <summary>So many combinations of options are tried one by one before the constraint solver is asked.</summary>
    public long Tries { get; init; } = 60_000;

    /// <summary>Of <see cref="Few"/> classes, so many: they are soon all tried.</summary>
    public long TriesOfFew { get; init; } = 1_500_000;

    /// <summary>So many classes are few.</summary>
    public int Few { get; init; } = 3;

    /// <summary>So many of them in a time: fewer where there is less than a second.</summary>
    /// <param name="budget">The time.</param>
    /// <param name="classes">K.</param>
    public long TriesIn(TimeSpan budget, int classes) =>
        (long)((classes <= Few ? TriesOfFew : Tries) * Math.Clamp(budget.TotalSeconds, 0.01, 1));

    /// <summary>So many options the constraint solver is given.</summary>
    public int MostOptions { get; init; } = 120_000;

    /// <summary>Time for counts that print everything but for a tie at a last digit: they are found soon or hardly ever.</summary>
    public TimeSpan Ties { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time for each search for a tie at which one number prints as two: soon found or, in large classes, never.</summary>
    public TimeSpan Twins { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>So many exchanges between classes a local search tries.</summary>
    public int LocalSteps { get; init; } = 120_000;

    /// <summary>So many pairs around counts that all but hold the constraint solver is given.</summary>
    public int MostAround { get; init; } = 5_000;

    /// <summary>
    /// Of at most so many classes a table is small: what stands beside a verdict is looked for longer, because it is soon found.
    /// </summary>
    public int Small { get; init; } = 6;

    /// <summary>
    /// Time for the conflict of an impossible question: after it the conflict is shown as it stands, though a smaller one may exist.
    /// </summary>
    /// <param name="classes">K.</param>
    public TimeSpan Conflict(int classes) => TimeSpan.FromSeconds(classes <= Small ? 2 : 0.5);

    /// <summary>
    /// Time for each other thing beside a verdict: after it what the ends of an interval are is left open, though nothing lies outside, and
    /// what would mend a table is no longer looked for.
    /// </summary>
    /// <param name="classes">K.</param>
    public TimeSpan Aside(int classes) => TimeSpan.FromSeconds(classes <= Small ? 2 : Math.Min(0.4, 0.1 + 0.0015 * classes));

    /// <summary>Time for the ends of an interval beside a consistent verdict.</summary>
    /// <param name="classes">K.</param>
    public TimeSpan Ends(int classes) => TimeSpan.FromSeconds(classes <= Small ? 2 : Math.Min(0.3, 0.05 + 0.0015 * classes));

    /// <summary>So many counts of two classes are tried.</summary>
    public long TwoClassSteps { get; init; } = 200_000_000;
}
