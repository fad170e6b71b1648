namespace Reproduction.Claims.Published;

/// <summary>A sentence of the publication as a figure that runs can meet or not.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Says">The sentence in our words.</param>
/// <param name="Published">The figure that it comes down to.</param>
/// <param name="Where">Where it was published.</param>
/// <param name="Acceptance">When a set of runs reproduces it.</param>
public sealed record Sentence(string Id, string Says, string Published, string Where, Acceptance Acceptance);
