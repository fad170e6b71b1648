namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>What somebody says that the last line of a table is.</summary>
internal enum LastLineKind
{
    /// <summary>A mean weighted by support.</summary>
    Weighted,

    /// <summary>The plain mean.</summary>
    Macro,

    /// <summary>The classes counted together.</summary>
    Micro,

    /// <summary>No average: a class as the others.</summary>
    Class,
}
