namespace Reproduction.Metrics.Resampling;

/// <summary>
/// What part of a change in disparate impact accuracy alone explains: the mean recall, which is the accuracy where classes have as
/// many images. If a model's errors all fall by one factor k, a class of recall r comes to 1 − k (1 − r), and mean over best recall
/// rises although no class is treated otherwise: with mean recalls a and a' and the best recall m before, k = (1 − a') / (1 − a), and
/// DI₀ = a' / (1 − k (1 − m)) is what the same profile of errors gives. DI' − DI = (DI₀ − DI) + (DI' − DI₀).
/// </summary>
/// <param name="ByAccuracy">DI₀ − DI.</param>
/// <param name="Adjusted">DI' − DI₀: what the profile of the classes changed; the excess over proportional errors.</param>
/// <param name="ByAccuracyInterval">The first part's 95 % interval.</param>
/// <param name="AdjustedInterval">The second part's.</param>
public sealed record AccuracyPart(double ByAccuracy, double Adjusted, Interval ByAccuracyInterval, Interval AdjustedInterval)
{
    /// <summary>
    /// Whether a classifier of mean recall <paramref name="mean"/> with another model's profile of errors exists: no factor makes errors of
    /// none, nor more errors of a class than it has images.
    /// </summary>
    /// <param name="mean">a', the mean recall.</param>
    /// <param name="before">a, the other's.</param>
    /// <param name="worst">The other's worst recall.</param>
    public static bool Exists(double mean, double before, double worst) =>
        before >= 1 ? mean >= 1 : (1 - mean) / (1 - before) * (1 - worst) <= 1 + 1e-12;

    /// <summary>The disparate impact that mean recall <paramref name="mean"/> comes to with another model's profile of errors.</summary>
    /// <param name="mean">a', the mean recall.</param>
    /// <param name="before">a, the other's.</param>
    /// <param name="best">m, the other's best recall.</param>
    public static double ProportionalErrors(double mean, double before, double best) =>
        before >= 1 ? 1 : mean / (1 - (1 - mean) / (1 - before) * (1 - best));

    /// <summary>The parts with paired intervals.</summary>
    /// <param name="first">The model of DI'.</param>
    /// <param name="second">That of DI.</param>
    /// <param name="sameBias">Whether both have the same classes tied for best, so that either may be so only if both are.</param>
    internal static AccuracyPart Of(RecallResamples first, RecallResamples second, bool sameBias)
    {
        var (byAccuracy, adjusted) = Parts(first.Point, second.Point);
        var plain = first.Plain.Zip(second.Plain, Parts).ToArray();
        var mirrored = new List<(double, double)[]> { first.Tied.Zip(second.Tied, Parts).ToArray() };
        if (!sameBias)
            mirrored.AddRange([first.Tied.Zip(second.Untied, Parts).ToArray(), first.Untied.Zip(second.Tied, Parts).ToArray(),
                first.Untied.Zip(second.Untied, Parts).ToArray()]);
        // What classes without an error leave open of either model, or of both.
        var open = (from one in Ends(first)
                    from other in Ends(second)
                    select Parts(one, other)).ToList();
        Interval Hull(Func<(double By, double Adjusted), double> part)
        {
            var point = part((byAccuracy, adjusted));
            return mirrored.Prepend(plain).Select(set => Quantiles.Interval(set.Select(part))).Aggregate((one, other) => one.Hull(other))
                .Further(point, point - open.Min(part), open.Max(part) - point);
        }
        static (double, double)[] Ends(RecallResamples of) => of.LeftOpen is { } lower ? [of.Point, lower] : [of.Point];
        return new(byAccuracy, adjusted, Hull(parts => parts.By), Hull(parts => parts.Adjusted));
    }

    internal static double AdjustedOf((double Mean, double Best) first, (double Mean, double Best) second) => Parts(first, second).Adjusted;

    private static (double ByAccuracy, double Adjusted) Parts((double Mean, double Best) first, (double Mean, double Best) second)
    {
        var proportional = ProportionalErrors(first.Mean, second.Mean, second.Best);
        return (proportional - second.Mean / second.Best, first.Mean / first.Best - proportional);
    }
}
