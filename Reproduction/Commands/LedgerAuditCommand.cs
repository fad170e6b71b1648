using Reproduction.Claims.Published;
using Reproduction.Claims.Runs;
using Reproduction.Claims.Verdicts;

namespace Reproduction.Commands;

/// <summary><c>audit</c> without figures of its own: the verdict on every claim of the ledger.</summary>
public static class LedgerAuditCommand
{
    /// <summary>The ledger that is read unless another is given: that of the current checkout, else the one that came with the program.</summary>
    public static string DefaultClaims => File.Exists("golden/claims.yaml") ? "golden/claims.yaml" : LedgerFile.Shipped;

    /// <summary>Prints the audit.</summary>
    /// <param name="claims">The ledger; <see cref="DefaultClaims"/> if not given.</param>
    /// <param name="runs">The folder of stored runs.</param>
    /// <param name="json">Whether to print one JSON object instead of Markdown.</param>
    /// <param name="output">Takes the audit.</param>
    /// <param name="error">Takes what does not recompute, a line each.</param>
    /// <returns>0 whatever the claims are worth, 1 where a stored run does not recompute, 3 where a search gave up.</returns>
    public static int Run(string? claims, string runs, bool json, TextWriter output, TextWriter error)
    {
        var ledger = LedgerFile.Read(claims ?? DefaultClaims);
        var stored = StoredRuns.Check(runs, ledger.Version);
        var audit = LedgerAudit.Of(ledger, stored);
        if (json) output.WriteLine(AuditJson.Text(audit));
        else output.Write(AuditMarkdown.Of(audit));
        foreach (var finding in stored.Findings) error.WriteLine($"reproduction: {finding}");
        return stored.Findings.Count > 0 ? CommandLine.CheckFailed : audit.IsUndecided ? CommandLine.Undecided : CommandLine.Done;
    }
}
