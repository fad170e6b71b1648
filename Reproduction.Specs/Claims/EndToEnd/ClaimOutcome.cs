using Reproduction.Claims;
using Reproduction.Claims.Published;

namespace Reproduction.Specs.Claims.EndToEnd;

/// <summary>From a verdict to a spec that passes, fails or is skipped. The message is the verdict with its interval.</summary>
internal static class ClaimOutcome
{
    /// <summary>
    /// A rejection is a result, and red, whether the runs were trained for the claim or stored; what cannot be judged is a skip that says
    /// so.
    /// </summary>
    internal static void Of(RunClaim claim, Verdict verdict)
    {
        if (verdict.Kind is VerdictKind.NotReproduced or VerdictKind.Impossible) Assert.Fail(Message(claim, verdict));
        if (verdict.Kind != VerdictKind.Reproduced) Assert.Skip(Message(claim, verdict));
        TestContext.Current.SendDiagnosticMessage(Message(claim, verdict));
    }

    private static string Message(RunClaim claim, Verdict verdict) =>
        $"{claim.Name}, published {claim.Published}: {verdict.Word}. {string.Join("; ", verdict.Why)}{Differences(verdict)}";

    // How many, not which: a reason is one line on a screen, and the audit lists them.
    private static string Differences(Verdict verdict) =>
        verdict.Differences.Count == 0 ? "" : "; differences of protocol, listed by `make audit`: " + string.Join(
        ", ", verdict.Differences.GroupBy(difference => difference.Split(':')[0]).Select(recipe => $"{recipe.Count()} of {recipe.Key}"));
}
