namespace Reproduction.Specs;

/// <summary>
/// Specs that must not share the process with others while they run: they count live tensors, time out, change the number of threads or
/// train. A training beside others was seen to end with TorchSharp's "Unknown scalar type", probably because a number that is handed to
/// libtorch may be collected while it is in use, and the more so the more others allocate.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
