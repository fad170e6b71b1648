namespace Reproduction.Specs;

/// <summary>
/// Specs that must not share the process with others while they run: they count live tensors, time out,
/// change the number of threads or train for long.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
