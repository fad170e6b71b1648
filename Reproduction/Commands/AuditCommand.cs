using System.CommandLine;

namespace Reproduction.Commands;

/// <summary>
/// <c>audit</c>: the verdict on every claim of the ledger, or, given a report, supports or claims, whether those figures can be
/// true together.
/// </summary>
public static class AuditCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create() => throw new NotImplementedException();
}
