using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>A column that says of each answer whether it is right, as whoever wrote the table has compared it with the truth.</summary>
/// <param name="columns">What the columns mean.</param>
internal sealed class ClaimedHits(PredictionColumns columns)
{
    private static readonly string[] Yes = ["1", "1.0", "true", "yes"], No = ["0", "0.0", "false", "no"];

    private readonly List<bool> claims = [];
    private bool areClaims = columns.Claims is not null;

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        if (!areClaims) return;
        var text = DelimitedText.Text(fields[columns.Claims!.Value]).Trim();
        var isRight = Yes.Contains(text, StringComparer.OrdinalIgnoreCase);
        areClaims = isRight || No.Contains(text, StringComparer.OrdinalIgnoreCase);
        claims.Add(isRight);
    }

    /// <summary>
    /// What to say of answers of which it says otherwise; <see langword="null"/> where there is none, or it holds something else.
    /// </summary>
    /// <param name="answers">The answers.</param>
    /// <param name="order">Which row each image is.</param>
    public string? Note(Predictions answers, int[] order)
    {
        if (!areClaims) return null;
        var contradicted = order.Index().Count(row => claims[row.Item] != answers.IsRight(row.Index) && !MayBeEither(answers, row.Index));
        return contradicted == 0 ? null
            : $"{columns.Shown(columns.Claims!.Value)} says of {contradicted} of {answers.Count} answers otherwise whether they are right; "
                + $"the figures are of {columns.Shown(columns.Label)} and "
                + (columns is { Scores.Count: 0, Positive: null } ? columns.Shown(columns.Answer!.Value) : "the scores");
    }

    /// <summary>Whether the true class ties with another for the largest score: more digits may have told which is the answer.</summary>
    private static bool MayBeEither(Predictions answers, int image)
    {
        if (!answers.HasScores) return false;
        var scores = answers.Probabilities(image);
        var ofTruth = scores[answers.Labels[image]];
        return ofTruth == scores[answers.Predicted[image]] && scores.Count(ofTruth) > 1;
    }
}
