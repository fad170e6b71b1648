using Reproduction.Runs;

namespace Reproduction.Archive;

/// <summary>A run that recomputes, and what its answers say that its record does not.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Record">Its record, with the figures as the program makes them today.</param>
/// <param name="Deviation">
/// How the difference of disparate impact between the models that the recipe compares first scatters over resamples of the test images;
/// <see langword="null"/> where that is undefined, or only the record was read.
/// </param>
public sealed record CheckedRun(string Folder, RunRecord Record, PairedDeviation? Deviation = null);
