using Reproduction.Files;

namespace Reproduction.Data;

/// <summary>A file of ImageNet weights.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its SHA-256, or as much of it as is published.</param>
public sealed record ImageNetFile(string Name, Checksum Sha256);
