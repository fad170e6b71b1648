using Reproduction.Numpy;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>An array of a file.</summary>
/// <param name="Name">Its name, as messages show it.</param>
/// <param name="Kind">The same in lower case with _ between words, by which it says what it holds.</param>
/// <param name="Values">Its values.</param>
internal sealed record HeldArray(string Name, string Kind, NpyArray Values);
