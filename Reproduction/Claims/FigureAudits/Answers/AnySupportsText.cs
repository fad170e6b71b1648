using Reproduction.Claims.FigureAudits.WithoutSupports;
using Reproduction.Text;

namespace Reproduction.Claims.FigureAudits.Answers;

/// <summary>An audit of figures without supports for people.</summary>
internal static class AnySupportsText
{
    public static void Write(AnySupports audit, TextWriter output)
    {
        output.WriteLine(
            $"{FiguresAuditText.Name(audit.Possibility)}: {audit.Claims.Count} figures without supports, rounded by "
            + $"{FiguresAuditText.Name(audit.Claims[0].Rule)}");
        output.WriteLine($"  assuming {AnySupports.Assumption}");
        output.WriteLine($"  {audit.Words}");
        if (audit.Clash is { } clash)
        {
            output.WriteLine(clash.IsSmallest
                ? "\nthese clash already, and no fewer figures do:"
                : "\nthese clash already, and perhaps fewer of them:");
            foreach (var claim in clash.Claims) output.WriteLine($"  {PlainText.Line(claim.Name)} = {claim.Printed}");
            if (clash.Reason is { } reason) output.WriteLine($"\nwhy:\n  1. {PlainText.Line(reason)}");
        }
        if (audit.Witness is not var (supports, matrix)) return;
        output.WriteLine("\nsupports and counts that print every one of these figures (one way of many: not necessarily theirs):");
        output.WriteLine(
            $"  {supports[0]} negatives, {supports[0] - matrix[0, 1]} of them rejected; {supports[1]} positives, {matrix[1, 1]} of them "
            + "found");
    }
}
