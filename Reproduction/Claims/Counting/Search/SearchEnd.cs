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
