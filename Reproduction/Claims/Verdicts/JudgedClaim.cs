namespace Reproduction.Claims.Verdicts;

/// <summary>A claim with its verdict.</summary>
/// <param name="Id">Its identifier in the ledger.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Published">The text.</param>
/// <param name="Where">Where it was published.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record JudgedClaim(string Id, string Name, string Published, string Where, Verdict Verdict);
