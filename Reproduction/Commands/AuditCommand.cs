using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.WithoutSupports;

namespace Reproduction.Commands;

/// <summary>
/// <c>audit</c>: the verdict on every claim of the ledger, or, given a report, supports or claims, whether those figures can be
/// true together.
/// </summary>
public static class AuditCommand
{
    internal const string Name = "audit";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var figures = new FigureOptions();
        var claims = new Option<string?>("--claims")
        {
            Description = "Without figures of your own: the ledger of published claims [default: golden/claims.yaml].",
            HelpName = "FILE"
        };
        var runs = new Option<string?>("--runs")
        {
            Description =
                "The stored runs that the ledger's claims are held against, RECIPE/seed-N [default: the repository's artifacts].",
            HelpName = "DIR"
        };
        var record = new Option<bool>("--record")
        {
            Description = "Record the ledger's claims as they are, a mark each beside it, before they are judged."
        };
        var json = JsonOption.Create();
        var command = new Verb(
            Name, "Which published figures hold, and which cannot be true together.", "reproduction audit --report table.txt",
            "reproduction audit --support 200,100 --claim accuracy=0.9567 \\\n      --claim sensitivity=0.8545",
            "reproduction audit --json")
        {
            SaysNo = "pasted or claimed figures cannot be true together, a stored run does not\n"
                + "recompute, or a ledger's claim is not the one that was recorded (a ledger\n"
                + "with impossible claims ends with 0)",
            CannotTell = "neither could be established",
        };
        foreach (var option in (Option[])[.. figures.All, claims, runs, record, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            var (asJson, output) = (parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            var (ledger, stored, records) = (parsed.GetValue(claims), parsed.GetValue(runs), parsed.GetValue(record));
            if (!figures.IsGiven(parsed))
                return LedgerAuditRun.Run(ledger, stored, records, asJson, output, parsed.InvocationConfiguration.Error);
            RefuseLedger(ledger, stored, records);
            var input = figures.Input(parsed);
            return figures.Folds(parsed) is { } folds ? RunFolds(input, folds, asJson, output) : RunFigures(input, asJson, output);
        });
        return command;
    }

    /// <summary>Refuses beside figures what a ledger alone has.</summary>
    private static void RefuseLedger(string? ledger, string? runs, bool record)
    {
        if (ledger is not null)
            throw new BadInputException(
                $"--claims {ledger}: found beside figures of your own, expected either the ledger or --report, --support and --claim");
        if (runs is not null)
            throw new BadInputException($"--runs {runs}: found beside figures of your own, expected a ledger, --claims FILE");
        if (record) throw new BadInputException("--record: found beside figures of your own, expected a ledger, --claims FILE");
    }

    private static int RunFolds(AuditInput input, FoldOptions folds, bool asJson, TextWriter output)
    {
        var means = FoldsAudit.Of(input, folds);
        if (asJson) output.WriteLine(FoldsAuditJson.Of(means).ToJsonString());
        else FoldsAuditText.Write(means, output);
        return ExitCode([means.Possibility]);
    }

    private static int RunFigures(AuditInput input, bool asJson, TextWriter output)
    {
        if (input is { Report: null, Support: null, Claims.Count: > 0 })
        {
            var any = AnySupports.Of(input);
            if (asJson) output.WriteLine(AnySupportsJson.Of(any).ToJsonString());
            else AnySupportsText.Write(any, output);
            return ExitCode([any.Possibility]);
        }
        FiguresAudit[] audits = [.. FiguresReader.Read(input).Select(audited => FiguresAudit.Of(audited))];
        if (asJson)
        {
            var objects = audits.Select(FiguresAuditJson.Of).ToArray();
            output.WriteLine((objects is [var only] ? only : new JsonObject { ["tables"] = new JsonArray(objects) }).ToJsonString());
        }
        else
        {
            for (var i = 0; i < audits.Length; i++)
            {
                if (i > 0) output.WriteLine();
                FiguresAuditText.Write(audits[i], output);
            }
        }
        return ExitCode([.. audits.Select(audit => audit.Answer.Possibility)]);
    }

    private static int ExitCode(Possibility[] verdicts) =>
        verdicts.Contains(Possibility.Impossible)
            ? CommandLine.CheckFailed
            : verdicts.Contains(Possibility.Undecided)
            ? CommandLine.Undecided
            : CommandLine.Done;
}
