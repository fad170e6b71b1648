namespace Reproduction.Specs;

/// <summary>
/// Specs beside which nothing else may run in this process: they count its live tensors, are given time, or change what all share.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
