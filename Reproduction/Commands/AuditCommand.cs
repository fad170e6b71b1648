using System.CommandLine;
using Reproduction.Claims.Counting;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.Figures;

namespace Reproduction.Commands;

/// <summary>
/// <c>audit</c>: the verdict on every claim of the ledger, or, given a report, supports or claims, whether those figures can be
/// true together.
/// </summary>
public static class AuditCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var report = new Option<string?>("--report") { Description = "A scikit-learn classification report as text." };
        var support = new Option<string?>("--support") { Description = "Images a class, in class order: 1000 (for every class of the report) or 200,100." };
        var claim = new Option<string[]>("--claim")
        {
            Description = $"A figure as printed, NAME=VALUE; repeatable. Names: {FigureName.Names}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var rounding = new Option<string?>("--rounding") { Description = "printf (a report's), nearest (a claim's), truncate, or any of them." };
        var claims = new Option<string?>("--claims") { Description = "Without figures of your own: the ledger of published claims [default: golden/claims.yaml]." };
        var runs = new Option<string>("--runs") { Description = "The stored runs that the ledger's claims are held against.", DefaultValueFactory = _ => "artifacts" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("audit", "Which published figures hold, and which cannot be true together.") { report, support, claim, rounding, claims, runs, json };
        command.SetAction(parsed =>
        {
            var figures = parsed.GetValue(report) ?? parsed.GetValue(support) ?? parsed.GetValue(claim)?.FirstOrDefault() ?? parsed.GetValue(rounding);
            if (figures is not null && parsed.GetValue(claims) is { } ledger)
                throw new BadInputException($"--claims {ledger}: found beside figures of your own, expected either the ledger or --report, --support and --claim");
            if (figures is null)
                return LedgerAuditCommand.Run(
                    parsed.GetValue(claims), parsed.GetValue(runs)!, parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var audited = AuditedFigures.Read(parsed.GetValue(report), parsed.GetValue(support), parsed.GetValue(claim) ?? [], parsed.GetValue(rounding));
            var result = FiguresAudit.Of(audited);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(FiguresAuditJson.Of(result).ToJsonString());
            else FiguresAuditText.Write(result, output);
            return result.Answer.Possibility switch
            {
                Possibility.Consistent => CommandLine.Done,
                Possibility.Impossible => CommandLine.CheckFailed,
                _ => CommandLine.Undecided,
            };
        });
        return command;
    }
}
