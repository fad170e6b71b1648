namespace Reproduction.Specs;

/// <summary>
/// Specs that compute with libtorch in this process: they go one by one, because which arithmetic is used (<c>Arithmetic</c>, the known
/// answers) and by how many threads is the whole process's. They come first, beside specs that start processes and wait for them
/// (<c>Order</c>).
/// </summary>
/// <remarks>
/// TorchSharp hands libtorch the address of a number without keeping the number alive for the time of the call: where another thread
/// starts a garbage collection within those nanoseconds, it may be freed in use, which ends with "Unknown scalar type" or the like.
/// With 19,000 calls and 7,000 collections a second that was seen once in ten seconds, and it goes with their product. The program
/// holds its numbers (<c>HeldScalars</c>, <see cref="ScalarSpecs"/>); specs go on using operators, and a wrong number there is seen.
/// </remarks>
[CollectionDefinition(nameof(Computing))]
public sealed class Computing;
