using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>Names of sets of images in a program's value, of dictionaries of such sets, and of dictionaries of classes.</summary>
internal static class SetNames
{
    private static readonly string[] Sets =
    [
        "train", "training", "val", "valid", "validation", "dev", "development", "test", "testing", "holdout", "eval", "evaluation", "oof",
    ];

    /// <summary>What may stand beside these.</summary>
    private static readonly string[] OfSets =
    [
        "set", "split", "data", "dataset", "metrics", "scores", "results", "report", "classification", "performance", "internal",
        "external", "final", "best", "cv",
    ];

    /// <summary>What groups of images, models and their runs are called.</summary>
    private static readonly string[] Groups =
    [
        "group", "groups", "subgroups", "slices", "cohorts", "sites", "hospitals", "domains", "datasets", "splits", "folds", "languages",
        "countries", "regions", "models", "classifiers", "methods", "algorithms", "variants", "checkpoints", "runs", "seeds", "epochs",
        "steps", "iterations", "trials", "experiments",
    ];

    private static readonly string[] OfGroups = ["metrics", "scores", "results"];

    private static readonly string[] Entities = ["entity", "entities"];

    private static readonly string[] Classes =
        ["class", "classes", "classwise", "label", "labels", "category", "categories", .. Entities];

    /// <summary>Of what else than classes a report may be by its name.</summary>
    private static readonly string[] AlsoClasses = ["cls", "tag", "tags"];

    /// <summary>What names of reports say beside.</summary>
    private static readonly string[] OfReports =
    [
        "report", "reports", "classification", "sklearn", "clf", "cls", "per", "by", "each", "all", "individual", "result", "results",
        "metric", "metrics", "score", "scores", "detail", "details", "detailed", "breakdown", "stats", "statistics", "performance",
        "summary", "table", "dict",
    ];

    /// <summary>Whether it is the name of a set of images, such as <c>test</c> or <c>val_metrics</c>, and no class's.</summary>
    public static bool IsSet(string name) => Words(name) is var words && words.Any(IsNamed) && words.All(IsOfSet);

    /// <summary>
    /// Whether what stands under a name is such sets, groups of people or models, each with figures of its own: <c>by_group</c>, and by
    /// whatever else is no class.
    /// </summary>
    public static bool AreIn(string name)
    {
        string[] words = [.. Words(name).Where(word => !OfGroups.Contains(word))];
        return words is ["by" or "per", _, ..]
            ? !Array.Exists(words, word => Classes.Contains(word) || AlsoClasses.Contains(word))
            : words.Length > 0 && words.All(Groups.Contains);
    }

    /// <summary>Whether what stands under a name is classes: <c>per_class</c>.</summary>
    public static bool IsOfClasses(string name) => Words(name).Any(Classes.Contains);

    /// <summary>Whether what stands under a name is entities: <c>per_entity</c>.</summary>
    public static bool IsOfEntities(string name) => Words(name).Any(Entities.Contains);

    /// <summary>
    /// Whether a name says no more than that a report of all classes stands under it, <c>classification_report</c>: what is called
    /// <c>tuned</c> or <c>worst_classes</c> may be of other predictions or of some classes.
    /// </summary>
    public static bool IsOfReport(string name) =>
        Words(name) is { Length: > 0 } words && Array.TrueForAll(words, word => OfReports.Contains(word) || Classes.Contains(word));

    /// <summary>Whether a title begins with the name of a set and a mark behind it: <c>eval_</c>, with that mark.</summary>
    /// <returns>The name and how long it is with its mark; <see langword="null"/> if it does not.</returns>
    public static (string Name, int Length)? Leading(string title)
    {
        var end = title.AsSpan().IndexOfAny('_', '/', '.');
        return end > 0 && end + 1 < title.Length && IsNamed(title[..end].ToLowerInvariant()) ? (title[..end], end + 1) : null;
    }

    /// <summary>Whether a word names a set, be it one of several: <c>test2</c>.</summary>
    private static bool IsNamed(string word) => Sets.Contains(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    private static bool IsOfSet(string word) => IsNamed(word) || OfSets.Contains(word) || word.All(char.IsAsciiDigit);

    private static string[] Words(string name) => Column.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
