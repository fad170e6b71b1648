namespace Reproduction.Claims.Counting.Questions;

/// <summary>How much is tried before a question is left undecided, or is given to the next way of searching.</summary>
internal static class Effort
{
    /// <summary>The most combinations of options that are tried one by one before the constraint solver is asked.</summary>
    public const long Tries = 60_000;

    /// <summary>The most combinations of <see cref="Few"/> classes, which are soon all tried.</summary>
    public const long TriesOfFew = 1_500_000;

    /// <summary>The most classes that are few.</summary>
    public const int Few = 3;

    /// <summary>The most options that the constraint solver is given.</summary>
    public const int MostOptions = 120_000;

    /// <summary>The most exchanges between classes that a local search tries.</summary>
    public const int LocalSteps = 120_000;

    /// <summary>The most pairs around counts that all but hold that the constraint solver is given.</summary>
    public const int MostAround = 5_000;

    /// <summary>The most counts of two classes that are tried.</summary>
    public const long TwoClassSteps = 200_000_000;

    /// <summary>The most classes of a small table: what stands beside a verdict is looked for longer, because it is soon found.</summary>
    public const int Small = 6;

    /// <summary>Time for counts that print everything but for a tie at a last digit: they are found soon or hardly ever.</summary>
    public static TimeSpan Ties { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Time for each search for a tie at which one number prints as two: soon found or, in large classes, never.</summary>
    public static TimeSpan Twins { get; } = TimeSpan.FromSeconds(0.3);

    /// <summary>The most combinations in a time: fewer where there is less than a second.</summary>
    /// <param name="budget">The time.</param>
    /// <param name="classes">K.</param>
    public static long TriesIn(TimeSpan budget, int classes) =>
        (long)((classes <= Few ? TriesOfFew : Tries) * Math.Clamp(budget.TotalSeconds, 0.01, 1));

    /// <summary>
    /// Time for the conflict of an impossible question: after it the conflict is shown as it stands, though a smaller one may exist.
    /// </summary>
    /// <param name="classes">K.</param>
    public static TimeSpan Conflict(int classes) => TimeSpan.FromSeconds(classes <= Small ? 2 : 0.5);

    /// <summary>
    /// Time for each other thing beside a verdict: after it what the ends of an interval are is left open, though nothing lies outside, and
    /// what would mend a table is no longer looked for.
    /// </summary>
    /// <param name="classes">K.</param>
    public static TimeSpan Aside(int classes) => TimeSpan.FromSeconds(classes <= Small ? 2 : Math.Min(0.4, 0.1 + 0.0015 * classes));

    /// <summary>Time for the ends of an interval beside a consistent verdict.</summary>
    /// <param name="classes">K.</param>
    public static TimeSpan Ends(int classes) => TimeSpan.FromSeconds(classes <= Small ? 2 : Math.Min(0.3, 0.05 + 0.0015 * classes));
}
