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

    /// <summary>So many options the constraint solver is given.</summary>
    public int MostOptions { get; init; } = 120_000;

    /// <summary>So many exchanges between classes a local search tries.</summary>
    public int LocalSteps { get; init; } = 120_000;

    /// <summary>So many pairs around counts that all but hold the constraint solver is given.</summary>
    public int MostAround { get; init; } = 5_000;

    /// <summary>So many counts of two classes are tried.</summary>
    public long TwoClassSteps { get; init; } = 200_000_000;
}
