using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits.Answers;

/// <summary>An audit of means over folds for people.</summary>
internal static class FoldsAuditText
{
    public static void Write(FoldsAudit audit, TextWriter output)
    {
        var (answer, plan) = (audit.Answer, audit.Plan);
        output.WriteLine(
            $"{FiguresAuditText.Name(audit.Possibility)}: {(audit.Claims.Count == 1 ? "1 figure" : $"{audit.Claims.Count} figures")} over "
            + $"{plan.Folds.Count} folds of {Numbers.Whole(plan.Folds.Sum(fold => fold.Sum()))} images");
        output.WriteLine(
            $"  assuming {audit.Assumption}, rounded by "
            + $"{string.Join(" or ", audit.Claims.Select(claim => claim.Rule).Distinct().Select(FiguresAuditText.Name))}");
        foreach (var would in audit.WouldBe) output.WriteLine($"  consistent if {would}");
        if (answer.Progress is { } progress) output.WriteLine($"  how far it came: {progress}");
        if (answer.Conflict.Count > 0)
        {
            output.WriteLine(answer.ConflictIsSmallest
                ? "\nthese clash already, and no fewer figures do:"
                : "\nthese clash already, and perhaps fewer of them:");
            foreach (var claim in answer.Conflict) output.WriteLine($"  {claim.Name} = {claim.Printed}");
        }
        if (answer.Reasons.Count > 0) output.WriteLine("\nwhy:");
        for (var i = 0; i < answer.Reasons.Count; i++) output.WriteLine($"  {i + 1}. {answer.Reasons[i]}");
        if (answer.Witness is not { } witness) return;
        output.WriteLine("\ncounts that print every one of these figures (one way of many: not necessarily theirs):");
        if (plan.Folds[0].Length == 2 && !audit.Pooled) OfTwoClasses(plan, witness, output);
        else if (witness.Classes == plan.Folds.Count + 1 && !audit.Pooled) OfAllHits(plan, witness, output);
        else OfSeveral(plan, witness, output);
    }

    private static void OfTwoClasses(FoldPlan plan, ConfusionMatrix witness, TextWriter output)
    {
        output.WriteLine($"  {"fold",5} {"positives",10} {"hits",8} {"negatives",10} {"false alarms",13}");
        for (var fold = 0; fold < plan.Folds.Count; fold++)
        {
            var (positives, images) = (witness.Support(fold), plan.Folds[fold].Sum());
            output.WriteLine(
                $"  {fold + 1,5} {positives,10} {witness[fold, fold],8} {images - positives,10} "
                + $"{witness.Predicted(fold) - witness[fold, fold],13}");
        }
    }

    private static void OfAllHits(FoldPlan plan, ConfusionMatrix witness, TextWriter output)
    {
        output.WriteLine($"  {"fold",5} {"images",8} {"hits",8}");
        for (var fold = 0; fold < plan.Folds.Count; fold++)
            output.WriteLine($"  {fold + 1,5} {witness.Support(fold),8} {witness[fold, fold],8}");
    }

    private static void OfSeveral(FoldPlan plan, ConfusionMatrix witness, TextWriter output)
    {
        output.WriteLine($"  {"fold",5} {"class",6} {"images",8} {"hits",8} {"taken for it",13}");
        var classes = plan.Folds[0].Length;
        for (var c = 0; c < plan.Folds.Count * classes; c++)
            output.WriteLine(
                $"  {c / classes + 1,5} {c % classes,6} {witness.Support(c),8} {witness[c, c],8} {witness.Predicted(c),13}");
    }
}
