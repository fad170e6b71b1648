using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>How a search ended.</summary>
internal enum SearchEnd
{
    /// <summary>With counts that hold.</summary>
    Found,

    /// <summary>Nothing is left to try: there are none.</summary>
    Exhausted,

    /// <summary>At its limit.</summary>
    Stopped,
}

/// <summary>What a search found.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Counts">Counts that hold, if it found some; counts that all but hold, if it stopped at some.</param>
internal readonly record struct SearchResult(SearchEnd End, Counts? Counts = null);
