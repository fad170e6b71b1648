namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>A table whose rows or columns are models, sets or folds: beside others it is named and passed over, alone refused.</summary>
/// <param name="message">Where it stands and what was expected.</param>
internal sealed class NoClassesException(string message) : Exception(message);
