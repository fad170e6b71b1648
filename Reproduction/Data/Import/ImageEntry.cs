namespace Reproduction.Data.Import;

/// <summary>A labelled image file.</summary>
/// <param name="File">Its path in the tree.</param>
/// <param name="Label">Its class's place in the class order.</param>
public readonly record struct ImageEntry(string File, int Label);
