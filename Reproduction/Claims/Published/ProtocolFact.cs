namespace Reproduction.Claims.Published;

/// <summary>What was said, or silently done, of the protocol, and what the published code shows.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Says">What was said, in our words.</param>
/// <param name="Where">Where.</param>
/// <param name="Verdict">The verdict of a reader of the code.</param>
/// <param name="Because">Why.</param>
/// <param name="Seen">Where anyone can see it.</param>
public sealed record ProtocolFact(string Id, string Says, string Where, VerdictKind Verdict, string Because, string Seen);
