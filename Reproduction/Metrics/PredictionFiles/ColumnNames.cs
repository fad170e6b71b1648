using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>The names by which columns of a table say what they hold, in lower case with _ between words.</summary>
internal static class ColumnNames
{
    /// <summary>Of the truth; where a file has several, the first of these that it has is it.</summary>
    public static readonly string[] Labels =
    [
        "y_true", "true_label", "true_class", "ground_truth", "truth", "actual", "gold", "true", "label", "labels", "target", "targets",
        "y", "y_test",
    ];

    /// <summary>Of the truth where another column is the answer: alone it may be either.</summary>
    public static readonly string[] LabelsBesideAnswers = ["class", "classes"];

    /// <summary>Of the answers.</summary>
    public static readonly string[] Answers =
        [
            "y_pred", "pred", "preds", "prediction", "predictions", "predicted", "predicted_label", "predicted_class", "pred_label",
            "y_hat", "pred_class", "prediction_label",
        ];

    /// <summary>The same in a table of Weka's, where prediction is the probability of what is predicted.</summary>
    public static readonly string[] AnswersOfWeka = ["predicted", .. Answers.Where(name => name != "predicted")];

    /// <summary>The column by which a table is known as Weka's.</summary>
    public const string NumberOfWeka = "inst#";

    /// <summary>Of what tells images apart in another file too.</summary>
    public static readonly string[] Images =
    [
        "id", "ids", "image_id", "image_ids", "imageid", "img_id", "sample_id", "example_id", "row_id", "uid", "uuid", "idx", "unnamed:_0",
        "filename", "filenames", "file_name", "file_names", "fname", "file", "files", "image", "images", "img", "imgs", "image_name",
        "image_names", "imagename", "img_name", "image_file", "image_filename", "img_file", "path", "paths", "filepath", "filepaths",
        "file_path", "file_paths", "image_path", "image_paths", "imagepath", "img_path",
    ];

    /// <summary>Those of them that hold nothing else, as idx may count the rows.</summary>
    public static readonly string[] OnlyImages =
        ["id", "image_id", "sample_id", "example_id", "uid", "filename", "file_name", "file", "image", "image_name", "path", "image_path"];

    /// <summary>Of the part of a data set that a row is of.</summary>
    public static readonly string[] Parts =
    [
        "split", "set", "subset", "partition", "phase", "dataset", "stage", "usage", "is_train", "is_training", "is_test", "is_val",
        "is_valid", "is_validation",
    ];

    /// <summary>Of the model, or of the repetition of its training, whose answer a row is.</summary>
    public static readonly string[] Series =
    [
        "fold", "cv_fold", "kfold", "resample", "repeat", "repetition", "replicate", "seed", "random_seed", "random_state", "run",
        "run_id", "run_name", "experiment", "trial", "epoch", "epochs", "iteration", "step", "global_step", "checkpoint", "model", "models",
        "model_id", "model_name", "member", "ensemble_member", "estimator", "classifier", "network", "algorithm", "method", "learner",
        "learner_id", "arch", "architecture", "backbone",
    ];

    /// <summary>Of how often a row counts.</summary>
    public static readonly string[] Weights = ["sample_weight", "sample_weights", "weight", "weights"];

    /// <summary>Of whether an answer is right.</summary>
    public static readonly string[] Claims = ["correct", "is_correct", "iscorrect", "correct_prediction", "hit", "is_hit"];

    /// <summary>Of how many images a row is.</summary>
    public static readonly string[] Counts =
    [
        "count", "counts", "cnt", "freq", "freqs", "frequency", "frequencies", "occurrences", "num_images", "n_images", "number_of_images",
        "image_count", "num_samples", "n_samples", "n_obs",
    ];

    /// <summary>Of the same, or of anything else that an image has: pandas calls a column 0 that it has counted without a name.</summary>
    public static readonly string[] MaybeCounts = ["n", "total", "size", "support", "images", "0"];

    /// <summary>What the names of columns of logits begin with.</summary>
    public static readonly string[] LogitPrefixes = ["logit_", "logits_", "score_", "scores_"];

    /// <summary>What the names of columns of probabilities begin with.</summary>
    public static readonly string[] ProbabilityPrefixes = ["prob_", "probs_", "proba_", "probability_", "p_"];

    /// <summary>Of one score of each image, of the positive of two classes.</summary>
    public static readonly string[] PositiveScores = ["y_score", "y_scores", "score", "scores"];

    /// <summary>Of one logit of each image.</summary>
    public static readonly string[] PositiveLogits = ["y_logit", "y_logits", "logit", "logits", "decision_function"];

    /// <summary>Of one probability of each image.</summary>
    public static readonly string[] PositiveProbabilities =
        ["y_prob", "y_probs", "y_proba", "y_pred_proba", "prob", "probs", "proba", "probability", "probabilities"];

    /// <summary>Of one score of each image, of the class that is answered.</summary>
    public static readonly string[] Confidences = ["confidence", "confidences", "conf"];

    private static readonly string[][] Known =
        [Labels, LabelsBesideAnswers, Answers, Images, Parts, Weights, PositiveScores, PositiveLogits, PositiveProbabilities];

    /// <summary>Whether a name says of a column what it holds.</summary>
    /// <param name="lower">The name, in lower case with _ between words.</param>
    public static bool IsKnown(string lower) =>
        lower == "index" || Known.Any(known => known.Contains(lower))
        || LogitPrefixes.Concat(ProbabilityPrefixes).Any(prefix => lower.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether a name is that of a model or of a repetition of its training.</summary>
    /// <param name="name">The name.</param>
    public static bool IsSeries(string name) => Series.Contains(Lower(name));

    /// <summary>A name as it is looked for: "True Label" is true_label.</summary>
    /// <param name="name">The name.</param>
    public static string Lower(string name) => name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    /// <summary>Several such names.</summary>
    /// <param name="names">The names.</param>
    public static List<string> Lower(IReadOnlyList<string> names) => [.. names.Select(name => Lower(name))];

    /// <summary>A header without the mark of a comment before it, as numpy.savetxt writes it.</summary>
    /// <param name="names">The header's fields.</param>
    public static IReadOnlyList<string> WithoutMark(IReadOnlyList<string> names) =>
        names is [['#', .. var rest], ..] && rest.Trim().Length > 0 ? [rest.Trim(), .. names.Skip(1)] : names;

    /// <summary>Whether one of a header's fields names the column of the truth.</summary>
    /// <param name="header">The fields.</param>
    public static bool HaveTruth(IReadOnlyList<string> header)
    {
        var names = Lower(WithoutMark(header));
        return names.Exists(name => Labels.Contains(name))
            || names.Exists(name => LabelsBesideAnswers.Contains(name)) && names.Exists(name => Answers.Contains(name));
    }

    /// <summary>The first names, as messages list them.</summary>
    /// <param name="names">The names.</param>
    public static string Listed(IReadOnlyList<string> names) => OneLine.List(names.Select(OneLine.Quote));
}
