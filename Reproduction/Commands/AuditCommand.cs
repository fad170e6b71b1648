using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Claims.Counting.Questions;
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
        var report = new Option<string?>("--report")
        {
            Description =
                "A classification report as it was published, in one of the usual layouts and with what stands round it; - reads standard input.",
            HelpName = "PASTE"
        };
        var support = new Option<string?>("--support")
        {
            Description = "Images a class, in class order: 1000 (for every class of the report) or 200,100.",
            HelpName = "N,N,…"
        };
        var claim = new Option<string[]>("--claim")
        {
            Description = $"A figure as printed, NAME=VALUE; repeatable. Names: {PublishedNames.Examples}.",
            AllowMultipleArgumentsPerToken = true,
            HelpName = "NAME=VALUE",
        };
        var rounding =
            new Option<string?>("--rounding")
            {
                Description = "printf (a report's), nearest (a claim's), truncate, or any of them.",
                HelpName = "RULE"
            };
        var positive = new Option<string?>("--positive")
        {
            Description = "Of two classes the one that names without a class mean [default: the one whose name says it, else the second].",
            HelpName = "CLASS"
        };
        var images = new Option<long?>("--images")
        {
            Description = "All images: of a report of several labels an image, or of figures without supports.",
            HelpName = "N"
        };
        var lastLine = new Option<string?>("--last-line")
        {
            Description = "What a last line is that may be an average: weighted, macro, micro or class.",
            HelpName = "KIND"
        };
        var folds = new Option<int?>("--folds")
        {
            Description = "Each claim is a mean over so many folds of --support (several data sets: 200,100;50,30), NAME=MEAN or "
                + "NAME=MEAN±DEVIATION; min_NAME and max_NAME are those of single folds.",
            HelpName = "K"
        };
        var foldSupport =
            new Option<string?>("--fold-support")
            {
                Description = "Each claim is a mean over these folds, images a class: 10,5;11,4.",
                HelpName = "N,N;…"
            };
        var repeats =
            new Option<int>("--repeats")
            {
                Description = "How often the data were divided into folds.",
                HelpName = "N",
                DefaultValueFactory = _ => 1
            };
        var mixed = new Option<bool>("--mixed-folds") { Description = "Folds are not stratified: their classes are anyhow mixed." };
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
            "audit", "Which published figures hold, and which cannot be true together.", "reproduction audit --report table.txt",
            "reproduction audit --support 200,100 --claim accuracy=0.9567 \\\n      --claim sensitivity=0.8545", "reproduction audit --json")
        {
            report, support, claim, rounding, positive, images, lastLine, folds, foldSupport, repeats, mixed, claims, runs, record, json,
        };
        command.SaysNo = "figures cannot be true together, or a stored run does not recompute";
        command.CannotTell = "neither could be established";
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
            Option[] ofFigures = [report, support, claim, rounding, positive, images, lastLine, folds, foldSupport, repeats, mixed];
            var hasFigures = ofFigures.Any(IsGiven);
            if (hasFigures && parsed.GetValue(claims) is { } ledger)
                throw new BadInputException(
                    $"--claims {ledger}: found beside figures of your own, expected either the ledger or --report, --support and --claim");
            if (hasFigures && parsed.GetValue(runs) is { } folder)
                throw new BadInputException($"--runs {folder}: found beside figures of your own, expected a ledger, --claims FILE");
            if (hasFigures && parsed.GetValue(record))
                throw new BadInputException("--record: found beside figures of your own, expected a ledger, --claims FILE");
            if (!hasFigures)
                return LedgerAuditCommand.Run(
                    parsed.GetValue(claims), parsed.GetValue(runs), parsed.GetValue(record), parsed.GetValue(json), output,
                    parsed.InvocationConfiguration.Error);
            var input = new AuditInput
            {
                Report = parsed.GetValue(report),
                Support = parsed.GetValue(support),
                Claims = parsed.GetValue(claim) ?? [],
                Rounding = parsed.GetValue(rounding),
                Positive = parsed.GetValue(positive),
                Images = parsed.GetValue(images),
                LastLine = parsed.GetValue(lastLine),
            };
            if (parsed.GetValue(folds) is not null || parsed.GetValue(foldSupport) is not null)
            {
                var means = FoldsAudit.Of(input, new()
                {
                    Folds = parsed.GetValue(folds),
                    FoldSupport = parsed.GetValue(foldSupport),
                    Repeats = parsed.GetValue(repeats),
                    Mixed = parsed.GetValue(mixed),
                });
                if (parsed.GetValue(json)) output.WriteLine(FoldsAuditJson.Of(means).ToJsonString());
                else FoldsAuditText.Write(means, output);
                return ExitCode([means.Possibility]);
            }
            if (new Option[] { repeats, mixed }.FirstOrDefault(IsGiven) is { } odd)
                throw new BadInputException($"{odd.Name}: found without --folds, expected --folds K beside it");
            if (input is { Report: null, Support: null, Claims.Count: > 0 })
            {
                var any = AnySupports.Of(input);
                if (parsed.GetValue(json)) output.WriteLine(AnySupportsJson.Of(any).ToJsonString());
                else AnySupportsText.Write(any, output);
                return ExitCode([any.Possibility]);
            }
            FiguresAudit[] audits = [.. AuditInput.Read(input).Select(audited => FiguresAudit.Of(audited))];
            if (parsed.GetValue(json))
            {
                var objects = audits.Select(FiguresAuditJson.Of).ToArray();
                output.WriteLine((objects is [var only] ? only : new JsonObject { ["tables"] = new JsonArray(objects) }).ToJsonString());
                return ExitCode([.. audits.Select(audit => audit.Answer.Possibility)]);
            }
            for (var i = 0; i < audits.Length; i++)
            {
                if (i > 0) output.WriteLine();
                FiguresAuditText.Write(audits[i], output);
            }
            return ExitCode([.. audits.Select(audit => audit.Answer.Possibility)]);
        });
        return command;
    }

    private static int ExitCode(Possibility[] verdicts) =>
        verdicts.Contains(Possibility.Impossible)
            ? CommandLine.CheckFailed
            : verdicts.Contains(Possibility.Undecided)
            ? CommandLine.Undecided
            : CommandLine.Done;
}
