using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>What the scores of a file are, row by row: held to be probabilities where they are said to be, else looked at for it.</summary>
/// <param name="areProbabilities">Whether they are said to be probabilities.</param>
internal sealed class GivenScores(bool areProbabilities)
{
    /// <summary>By how much probabilities of a row may sum to something else than 1 in float16 or in many digits.</summary>
    private const double SumTolerance = 1e-3;

    /// <summary>By how much a probability in float32 may be above 1.</summary>
    private const double AboveOne = 1e-6;

    /// <summary>Fewer digits after the point than this say nothing of a sum of several; of per cent two fewer.</summary>
    private const int FewestDecimals = 2, FewestOfPerCent = 0;

    /// <summary>What is computed with for a logit of −∞, a class that is masked: its softmax is 0 to the last bit.</summary>
    private const double Masked = float.MinValue;

    private bool lookLikeProbabilities = true, lookLikeShares = true, lookLikePerCent = true, areFractions, areMasked;

    /// <summary>Whether they are said to be probabilities.</summary>
    public bool AreProbabilities => areProbabilities;

    /// <summary>A number as it is computed with: −∞ may be a logit.</summary>
    /// <param name="number">What is written.</param>
    public double Score(double number)
    {
        if (areProbabilities || !double.IsNegativeInfinity(number)) return number;
        areMasked = true;
        return Masked;
    }

    /// <summary>What a refusal says was expected instead of a number that can be no logit.</summary>
    /// <param name="number">What is written.</param>
    public static string Expected(double number) =>
        double.IsFinite(number) ? "expected a number within the range of float32, up to 3.4e38" : "expected a finite number";

    /// <summary>Takes a score.</summary>
    /// <returns>What a refusal says was expected instead; <see langword="null"/> where the score is good.</returns>
    public string? Refusal(double score)
    {
        if (!Predictions.IsLogit(score) && !(areProbabilities && double.IsFinite(score))) return Expected(score);
        areFractions |= score is > 0 and < 1;
        if (score is >= 0 and <= 1 + AboveOne) return null;
        lookLikeShares = lookLikeProbabilities = false;
        lookLikePerCent &= score is >= 0 and <= 100;
        return areProbabilities ? "expected a probability from 0 to 1" : null;
    }

    /// <summary>Takes a row whose scores are good each.</summary>
    /// <param name="scores">K scores.</param>
    /// <param name="label">The row's true class.</param>
    /// <param name="rounding">By how much the digits leave the sum open, where a number has at least so many after the point.</param>
    /// <returns>What a refusal says of it; <see langword="null"/> where the row is good.</returns>
    public string? RowRefusal(ReadOnlySpan<double> scores, int label, Func<int, double> rounding)
    {
        if (areMasked && scores[label] == Masked)
            return scores.ContainsAnyExcept(Masked)
                ? "the logit of the true class is -inf, which leaves it no likelihood, expected a finite one"
                : "every logit is -inf, expected one that is finite";
        // Of logits this is over after a row or two.
        if (!areProbabilities && !lookLikeProbabilities && !lookLikePerCent) return null;
        var sum = 0.0;
        foreach (var score in scores) sum += score;
        // Stryker disable once Equality : the rounding of the sum is added
        if (lookLikePerCent) lookLikePerCent = Math.Abs(sum - 100) <= Math.Max(100 * SumTolerance, rounding(FewestOfPerCent)) + 1e-9;
        // Digits are counted only where the sum is off.
        if (Math.Abs(sum - 1) <= SumTolerance) return null;
        var tolerance = Math.Max(SumTolerance, rounding(FewestDecimals));
        // Stryker disable once Equality : the rounding of the sum is added
        if (Math.Abs(sum - 1) <= tolerance + 1e-9) return null;
        lookLikeProbabilities = false;
        return areProbabilities
            ? string.Create(CultureInfo.InvariantCulture, $"the probabilities sum to {sum:G6}, expected 1 within {tolerance:G3}")
            : null;
    }

    /// <summary>
    /// What to say of a file whose scores are called logits and look like something else, as logits hardly ever do; <see langword="null"/>
    /// of others.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="what">Its scores.</param>
    public string? Note(string path, string what) =>
        areProbabilities ? null
        : lookLikeProbabilities
            ? $"{path}: every row of {what} lies in [0, 1] and sums to 1 as probabilities do; they are read as logits, as they are called: say "
                + "--probabilities if they are none"
        : lookLikePerCent
            ? $"{path}: every row of {what} sums to 100 as probabilities in per cent do; they are read as logits, as they are called: divide "
                + "them by 100 and say --probabilities if they are none"
        : lookLikeShares && areFractions
            ? $"{path}: every one of {what} lies in [0, 1], as outputs of a sigmoid do; they are read as logits, as they are called, whose "
                + "softmax is far from them"
        : null;
}
