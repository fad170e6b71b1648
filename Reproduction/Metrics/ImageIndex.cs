namespace Reproduction.Metrics;

/// <summary>The column by whose numbers a file's images are ordered.</summary>
/// <param name="Column">The column, as messages name it.</param>
/// <param name="HasName">Whether it has a name, which pandas' own index has not.</param>
/// <param name="CountsRows">Whether its numbers only count the rows as they stand in the file, from 0 or 1.</param>
internal sealed record ImageIndex(string Column, bool HasName, bool CountsRows);
