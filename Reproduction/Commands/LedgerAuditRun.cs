using Reproduction.Archive;
using Reproduction.Claims.Published;
using Reproduction.Claims.Verdicts;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary><c>audit</c> without figures of its own: the verdict on every claim of the ledger.</summary>
public static class LedgerAuditRun
{
    /// <summary>
    /// The ledger that is read unless another is given: that of the current checkout, else the one that came with the program.
    /// </summary>
    public static string DefaultClaims => File.Exists("golden/claims.yaml") ? "golden/claims.yaml" : LedgerFile.Shipped;

    /// <summary>
    /// The stored runs that are read unless others are given: those of the current checkout, else of the repository that the program
    /// was built in; null where it stands alone.
    /// </summary>
    public static string? DefaultRuns
    {
        get
        {
            if (File.Exists("golden/claims.yaml") && Directory.Exists("artifacts")) return "artifacts";
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var artifacts = Path.Combine(folder.FullName, "artifacts");
                if (File.Exists(Path.Combine(folder.FullName, "Reproduction.sln")) && Directory.Exists(artifacts)) return artifacts;
            }
            return null;
        }
    }

    /// <summary>Prints the audit.</summary>
    /// <param name="claims">The ledger; <see cref="DefaultClaims"/> if not given.</param>
    /// <param name="runs">The folder of stored runs; <see cref="DefaultRuns"/> if not given.</param>
    /// <param name="record">Whether to record the ledger's claims as they are first.</param>
    /// <param name="json">Whether to print one JSON object instead of Markdown.</param>
    /// <param name="output">Takes the audit.</param>
    /// <param name="error">Takes what does not recompute, a line each.</param>
    /// <returns>0 whatever the claims are worth, 1 where a stored run does not recompute, 3 where a search gave up.</returns>
    public static int Run(string? claims, string? runs, bool record, bool json, TextWriter output, TextWriter error)
    {
        var ledger = LedgerFile.Read(claims ?? DefaultClaims, record);
        if (runs is not null && !Directory.Exists(runs))
            throw new BadInputException($"--runs {runs}: no such folder, expected one of stored runs as RECIPE/seed-N");
        var stored = (runs ?? DefaultRuns) is { } root ? CheckedRuns.Check(root) : new([], []);
        var audit = LedgerAudit.Of(ledger, stored);
        if (json) output.WriteLine(AuditJson.Text(audit));
        else output.Write(AuditMarkdown.Of(audit));
        foreach (var finding in stored.Findings) error.WriteLine($"reproduction: {PlainText.Line(finding.ToString())}");
        return stored.Findings.Count > 0 ? CommandLine.CheckFailed : audit.IsUndecided ? CommandLine.Undecided : CommandLine.Done;
    }
}
