namespace Reproduction;

/// <summary>How far a piece of work is, for whoever shows it.</summary>
/// <param name="Work">Which piece of work, such as a file's name.</param>
/// <param name="Unit">What is counted, such as <c>images</c> or <c>bytes</c>.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there are; null where it is not known.</param>
public readonly record struct Amount(string Work, string Unit, long Done, long? Total);
