namespace Reproduction.Specs;

/// <summary>
/// How many cases a spec tries. Under mutation testing every expression of the program asks whether it is the changed one, and
/// that for each of thousands of changes: there a few cases must do, and do, because a change is caught by the first that fails.
/// </summary>
internal static class Effort
{
    /// <summary>Cases of a property: FsCheck's own number.</summary>
    public const int Properties =
#if MUTATED
        8;
#else
        100;
#endif

    /// <summary>The number of cases to try.</summary>
    /// <param name="cases">In a run of the specs.</param>
    /// <param name="mutated">Under mutation testing (<c>ci/mutation.sh</c>).</param>
    public static int Of(int cases, int mutated) =>
#if MUTATED
        Math.Min(cases, mutated);
#else
        Math.Max(cases, mutated);
#endif
}
