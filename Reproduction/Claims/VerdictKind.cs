namespace Reproduction.Claims;

/// <summary>What can be said of a claim.</summary>
public enum VerdictKind
{
    /// <summary>Recomputed to the digit.</summary>
    Exact,

    /// <summary>Possible, not more.</summary>
    Consistent,

    /// <summary>Cannot be true.</summary>
    Impossible,

    /// <summary>A set of runs is compatible and could have said otherwise.</summary>
    Reproduced,

    /// <summary>A set of runs rejects it, and shows that it is off by less than matters.</summary>
    DiffersImmaterially,

    /// <summary>A set of runs rejects it.</summary>
    NotReproduced,

    /// <summary>The runs cannot tell.</summary>
    Underpowered,

    /// <summary>Nothing was run that could tell.</summary>
    NotRun,
}
