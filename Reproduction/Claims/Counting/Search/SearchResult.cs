using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>What a search found.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Counts">Counts that hold, if it found some; counts that all but hold, if it stopped at some.</param>
internal readonly record struct SearchResult(SearchEnd End, Counts? Counts = null);
