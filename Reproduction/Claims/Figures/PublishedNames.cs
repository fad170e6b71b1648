using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.Figures;

/// <summary>The names under which people publish figures.</summary>
public static partial class PublishedNames
{
    /// <summary>Names for messages.</summary>
    public const string Examples =
        "accuracy, error_rate, balanced_accuracy, kappa, mcc, disparate_impact, recall_ratio, recall_gap, auroc_ovr_macro, top5_accuracy; "
        + "of a class NAME precision[NAME], recall, f1, f2, specificity, npv, fpr, fnr, jaccard and the like; macro_, weighted_ or micro_ "
        + "before these; of two classes sensitivity, specificity, ppv, npv, fm, gm, informedness, markedness, lr+, lr-, dor, tp, tn, fp, "
        + "fn, auc without a class too";

    private static readonly string[] OfMatthews =
    [
        "matthews_correlation_coefficient", "matthews_correlation", "matthews_coefficient", "matthews", "matthews_correlation_mcc", "phi",
    ];

    private static readonly string[] OfCohen =
    [
        "kappa", "cohen_kappa", "cohens_kappa", "cohen_kappa_score", "kappa_coefficient", "kappa_statistic", "kappa_score", "kappa_index",
        "overall_kappa", "cohens_kappa_coefficient", "cohens_kappa_score", "cohen_s_kappa", "kappa_cohen", "κ", "cohens_κ",
    ];

    /// <summary>Scores of one class: the first name of each is its own. Some are published as what is missing to 1.</summary>
    private static readonly (Score Score, bool Complement, string[] Names)[] OfClass =
    [
        (Score.Precision, false, ["precision", "ppv", "prec", "positive_predictive_value", "pos_pred_value"]),
        (Score.Recall, false,
            ["recall", "sensitivity", "sens", "rec", "tpr", "true_positive_rate", "tp_rate", "hit_rate", "detection_probability"]),
        (Score.F1, false,
            ["f1", "f1_score", "f_score", "f_measure", "dice", "f1_measure", "f", "f_1", "f_1_score", "dice_score", "dice_coefficient"]),
        (Score.Specificity, false, ["specificity", "spec", "tnr", "true_negative_rate", "tn_rate", "selectivity"]),
        (Score.NegativePredictiveValue, false, ["npv", "negative_predictive_value", "neg_pred_value"]),
        (Score.Specificity, true, ["fpr", "false_positive_rate", "fp_rate", "fall_out", "fallout"]),
        (Score.Recall, true, ["fnr", "false_negative_rate", "fn_rate", "miss_rate"]),
        (Score.Precision, true, ["fdr", "false_discovery_rate"]),
        (Score.NegativePredictiveValue, true, ["for", "false_omission_rate"]),
        (Score.Jaccard, false, ["jaccard", "jaccard_score", "jaccard_index", "iou", "threat_score", "csi"]),
        (Score.FowlkesMallows, false, ["fm", "fowlkes_mallows", "fowlkes_mallows_index", "fmi"]),
        (Score.GeometricMean, false, ["gm", "g_mean", "gmean", "geometric_mean"]),
        (Score.Informedness, false,
            ["informedness", "bookmaker_informedness", "bm", "youden", "youden_j", "youden_index", "youdens_j", "youdens_index",
                "youdens_j_statistic", "youdens_j_index"]),
        (Score.Markedness, false, ["markedness", "mk", "delta_p"]),
        (Score.LikelihoodRatioPositive, false, ["lr+", "lrp", "plr", "lr_plus", "positive_likelihood_ratio"]),
        (Score.LikelihoodRatioNegative, true, ["lr-", "lrn", "nlr", "lr_minus", "negative_likelihood_ratio"]),
        (Score.DiagnosticOddsRatio, false, ["dor", "diagnostic_odds_ratio"]),
        (Score.TruePositives, false, ["tp", "true_positives"]),
        (Score.TrueNegatives, false, ["tn", "true_negatives"]),
        (Score.BinaryAccuracy, false, ["accuracy", "acc"]),
        (Score.BalancedAccuracy, false, ["balanced_accuracy", "balanced_acc", "bacc", "bal_acc", "ba"]),
        (Score.MatthewsCorrelation, false, ["mcc", "matthews_corrcoef", .. OfMatthews]),
        (Score.Kappa, false, OfCohen),
    ];

    private static readonly (Score Score, bool Complement, string[] Names)[] OfAll =
    [
        (Score.Accuracy, false,
            ["accuracy", "acc", "overall_accuracy", "overall_acc", "total_accuracy", "oa", "accuracy_score", "accuracy_acc",
                "overall_accuracy_oa"]),
        (Score.Accuracy, true,
            ["error_rate", "error", "err", "misclassification_rate", "zero_one_loss", "hamming_loss", "classification_error"]),
        (Score.MatthewsCorrelation, false, ["matthews_corrcoef", "mcc", .. OfMatthews]),
        (Score.Kappa, false, OfCohen),
        (Score.DisparateImpact, false, ["disparate_impact"]),
        (Score.RecallRatio, false, ["recall_ratio"]),
        (Score.RecallGap, false, ["recall_gap"]),
        (Score.AurocOvrMacro, false, ["auroc_ovr_macro"]),
        (Score.Images, false, ["images"]),
    ];

    /// <summary>A score's own name.</summary>
    internal static string Of(Score score, decimal parameter) => score switch
    {
        Score.FBeta => string.Create(CultureInfo.InvariantCulture, $"f{parameter}"),
        Score.TopAccuracy => string.Create(CultureInfo.InvariantCulture, $"top{parameter}_accuracy"),
        Score.Auroc => "auc",
        _ => OfAll.Concat(OfClass)
            .First(entry => entry.Score == score && (!entry.Complement || score == Score.LikelihoodRatioNegative)).Names[0],
    };

    /// <summary>Reads a name.</summary>
    /// <param name="text">Such as <c>recall[3]</c>, <c>macro F1</c> or <c>sensitivity</c>.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="positive">Of two classes, the one that a name without a class means.</param>
    /// <returns>
    /// The figure and whether it is what is missing to 1, or <see langword="null"/> if there is none of that name for that many classes.
    /// </returns>
    /// <exception cref="BadInputException">A class that may mean two.</exception>
    public static (FigureName Figure, bool Complement)? Parse(string text, IReadOnlyList<string> classNames, int positive = 1)
    {
        if (One(text, classNames, positive) is { } found) return found;
        // Overall accuracy (OA): two names of one figure.
        if (InBrackets().Match(text) is { Success: true } names && One(names.Groups[1].Value, classNames, positive) is { } figure
            && One(names.Groups[2].Value, classNames, positive) is { } other && other == figure)
            return figure;
        return WithoutFillers(text) is { } bare && One(bare, classNames, positive) is { Figure.IsOfClass: false, Complement: false } named
            ? named
            : null;
    }

    /// <summary>
    /// A name without words that say no more of a figure of all classes, such as <c>kappa value</c>; <see langword="null"/> of one that has
    /// none, or the name of a class.
    /// </summary>
    private static string? WithoutFillers(string text)
    {
        if (text.Contains('[', StringComparison.Ordinal)) return null;
        string[] words = Plain(text).Split('_');
        string[] rest = [.. words.Where(word => !Fillers.Contains(word))];
        return rest.Length < words.Length ? string.Join('_', rest) : null;
    }

    private static (FigureName Figure, bool Complement)? One(string text, IReadOnlyList<string> classNames, int positive)
    {
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var name = Plain(bracket < 0 ? text : text[..bracket]);
        if (bracket >= 0)
            return text.EndsWith(']') && ScoreOf(name) is var (score, complement, parameter)
                && Class(text, text[(bracket + 1)..^1], classNames) is { } c
                ? (new(score, Scope.Class, c, parameter), complement)
                : null;
        if (Named(OfAll, name) is var (whole, isComplement)) return (new(whole, Scope.Whole), isComplement);
        if (Top().Match(name) is { Success: true } top)
        {
            var k = decimal.Parse(top.Groups[1].Value, CultureInfo.InvariantCulture);
            return (
                k == 1 ? FigureName.Accuracy : new(Score.TopAccuracy, Scope.Whole, -1, k),
                name.Contains("err", StringComparison.Ordinal));
        }
        if (name is "miou" or "mean_iou") return (FigureName.Macro(Score.Jaccard), false);
        if (Averaged(name) is { } averaged) return averaged;
        if (name is "balanced_accuracy" or "balanced_accuracy_score" or "balanced_acc" or "bacc" or "bal_acc" or "ba")
            return (FigureName.Macro(Score.Recall), false);
        if (classNames.Count != 2) return null;
        if (name is "npv" && positive == 1) return (new(Score.NegativePredictiveValue, Scope.Whole), false);
        if (name is "auc" or "roc_auc" or "auroc" or "roc_auc_score" or "auc_roc") return (new(Score.Auroc, Scope.Whole), false);
        // A false positive is a negative that was not rejected.
        if (ScoreOf(name) is var (own, missing, beta)) return (new(own, Scope.Class, positive, beta), missing);
        return null;
    }

    /// <summary>Counts of errors, which are what is missing to a class's images, of this class or of the other.</summary>
    internal static (Score Score, bool OfOthers)? Errors(string name) => Plain(name) switch
    {
        "fp" or "false_positives" => (Score.TrueNegatives, true),
        "fn" or "false_negatives" => (Score.TruePositives, false),
        _ => null,
    };

    private static readonly string[] Fillers = ["score", "scores", "statistic", "coefficient", "value", "index"];

    private static readonly string[] Means = ["avg", "average", "averaged", "mean"];

    private static (FigureName, bool)? Averaged(string name)
    {
        foreach (var (word, scope) in new[] { ("macro", Scope.Macro), ("weighted", Scope.Weighted), ("micro", Scope.Micro) })
        {
            var rest = name.StartsWith(word + "_", StringComparison.Ordinal) ? name[(word.Length + 1)..]
                : name.EndsWith("_" + word, StringComparison.Ordinal) ? name[..^(word.Length + 1)]
                : null;
            // The area under a curve of precision and recall, and no average of precisions.
            var isOfCurve = rest is "average_precision"
                || (rest is "avg_precision" or "mean_precision" && name.EndsWith(word, StringComparison.Ordinal));
            foreach (var mean in Means)
            {
                var end = $"_{word}_{mean}";
                if (rest?.StartsWith(mean + "_", StringComparison.Ordinal) == true) rest = rest[(mean.Length + 1)..];
                else if (name.EndsWith(end, StringComparison.Ordinal)) rest = name[..^end.Length];
            }
            if (rest is null) continue;
            if (isOfCurve || ScoreOf(rest) is not var (score, complement, parameter)) return null;
            // A weighted kappa weighs errors, and the mean accuracy of classes is the one of their recalls to some.
            if (score is Score.Kappa or Score.MatthewsCorrelation or Score.BinaryAccuracy) return null;
            if (scope == Scope.Micro && score is not (Score.Precision or Score.Recall or Score.F1)) return null;
            return (new(score, scope, -1, parameter), complement);
        }
        return null;
    }

    private static (Score Score, bool Complement, decimal Parameter)? ScoreOf(string name)
    {
        if (Named(OfClass, name) is var (score, complement)) return (score, complement, 1);
        return Beta().Match(name) is { Success: true } match
            && decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var beta)
            && beta is > 0 and < 1000
            ? (Score.FBeta, false, beta)
            : null;
    }

    private static (Score Score, bool Complement)? Named((Score Score, bool Complement, string[] Names)[] table, string name)
    {
        foreach (var (score, complement, names) in table)
            if (names.Contains(name)) return (score, complement);
        return null;
    }

    /// <summary>The printed name first; a number may be a class's place too, from 0, where no class has that name.</summary>
    private static int? Class(string text, string which, IReadOnlyList<string> classNames)
    {
        static int? Number(string digits, int classes) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < classes ? number : null;
        if (which.StartsWith('#')) return Number(which[1..], classNames.Count);
        var quoted = which.Length > 1 && which[0] == '"' && which[^1] == '"';
        var name = quoted ? which[1..^1] : which;
        int? named = null;
        for (var c = 0; c < classNames.Count && named is null; c++)
            if (classNames[c] == name) named = c;
        // A table's hyphens are all read as one.
        if (named is null && Hyphens().Replace(name, "-") is var plain && plain != name)
            for (var c = 0; c < classNames.Count && named is null; c++)
                if (classNames[c] == plain) named = c;
        if (quoted) return named;
        var place = Number(which, classNames.Count);
        if (named is { } byName && place is { } byPlace && byName != byPlace)
            throw new BadInputException(
                $"--claim {text}: '{which}' is the name of class {byName} (counted from 0) and the place of class "
                + $"'{classNames[byPlace]}', expected [\"{which}\"] for the name or [#{which}] for the place");
        return named ?? place;
    }

    /// <summary>Lower case, one mark for what parts words, without apostrophes and the points of what was shortened.</summary>
    private static string Plain(string name) => Separators().Replace(
        Unspoken().Replace(Hyphens().Replace(name.Trim().ToLowerInvariant(), "-"), ""), "_").Trim('_');

    /// <summary>Hyphens, dashes and minus signs of all kinds.</summary>
    [GeneratedRegex(@"[\u2010-\u2015\u2212\uFE63\uFF0D]")]
    private static partial Regex Hyphens();

    [GeneratedRegex(@"[\s_@()]+|-(?=.)")]
    private static partial Regex Separators();

    [GeneratedRegex(@"['’]|(?<=[a-z])\.(?![0-9])")]
    private static partial Regex Unspoken();

    /// <summary>A name with another in brackets behind it.</summary>
    [GeneratedRegex(@"^([^()\[\]]+)\(([^()\[\]]+)\)$")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^top_?([1-9][0-9]{0,4})(_?(acc|accuracy|err|error|error_rate))?$")]
    private static partial Regex Top();

    [GeneratedRegex(@"^f_?([0-9]+(?:\.[0-9]+)?)(?:_score|_measure)?$")]
    private static partial Regex Beta();
}
