namespace Reproduction.Data;

/// <summary>A file as a data set's publishers serve it.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">Its length: no more than that is downloaded.</param>
/// <param name="Sha256">
/// Its SHA-256, hexadecimal, as TensorFlow Datasets and others record it of the files whose MD5 the publishers give.
/// </param>
public sealed record OfficialFile(string FileName, long Bytes, string Sha256);
