namespace Reproduction.Claims.FigureAudits.Phrases;

/// <summary>The scores of one type of phrases, or of all, as conlleval prints them.</summary>
/// <param name="Line">Where they stand.</param>
/// <param name="Name">The type; empty of all.</param>
/// <param name="Precision">In per cent, with its sign.</param>
/// <param name="Recall">Likewise.</param>
/// <param name="F1">Likewise.</param>
/// <param name="Found">How many were found.</param>
internal sealed record ConllevalLine(int Line, string Name, string Precision, string Recall, string F1, long Found);
