namespace Reproduction.Claims.Published;

/// <summary>What a reader of the published code noted, of which no claim speaks.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Says">The note.</param>
/// <param name="Seen">Where anyone can see what it rests on.</param>
/// <param name="IsCircumstantial">Whether that makes it likely and does not show it.</param>
public sealed record Note(string Id, string Says, string Seen, bool IsCircumstantial);
