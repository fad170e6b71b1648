namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// A table that cannot be judged, of models and not of classes, or of classes without images: beside others it is named and passed
/// over, alone refused.
/// </summary>
/// <param name="message">Where it stands and what was expected.</param>
internal sealed class UnjudgedTableException(string message) : Exception(message);
