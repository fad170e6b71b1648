namespace Reproduction.Metrics;

/// <summary>Whether a column's values are the numbers of the rows, which say nothing of other files' images.</summary>
internal enum ImageNumbering
{
    /// <summary>They are something else.</summary>
    None,

    /// <summary>They are each of N numbers from 0 or 1 once, in another order than that of the rows.</summary>
    AnyOrder,

    /// <summary>They count the rows from 0 or 1.</summary>
    InOrder,
}
