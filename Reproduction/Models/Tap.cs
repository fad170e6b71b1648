namespace Reproduction.Models;

/// <summary>A place in a network whose values can be asked for, so that one network learns from what another sees there.</summary>
/// <param name="Name">The place, such as <c>stage_3</c>.</param>
/// <param name="Channels">C of its N×C×H×W map, or of its N×C features where there is no map any more.</param>
/// <param name="Stride">Pixels of the input's side to one of the map; <see langword="null"/> where the map is averaged away.</param>
public sealed record Tap(string Name, int Channels, int? Stride);
