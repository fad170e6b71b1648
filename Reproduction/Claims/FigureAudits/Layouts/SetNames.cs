namespace Reproduction.Claims.FigureAudits.Layouts;

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

    private static readonly string[] Groups =
    [
        "group", "groups", "subgroups", "slices", "cohorts", "sites", "hospitals", "domains", "datasets", "splits", "folds",
    ];

    /// <summary>By what images are parted into groups.</summary>
    private static readonly string[] Parts =
    [
        .. Groups, "subgroup", "slice", "cohort", "site", "hospital", "domain", "dataset", "split", "fold", "sex", "gender", "age", "race",
        "ethnicity", "patient", "patients",
    ];

    private static readonly string[] OfGroups = ["metrics", "scores", "results"];

    private static readonly string[] Classes =
        ["class", "classes", "classwise", "label", "labels", "category", "categories", "entity", "entities"];

    /// <summary>Whether it is the name of a set of images, such as <c>test</c> or <c>val_metrics</c>, and no class's.</summary>
    public static bool IsSet(string name) => Words(name) is var words && words.Any(Sets.Contains) && words.All(IsOfSet);

    /// <summary>Whether what stands under a name is such sets or groups of people, each with figures of its own: <c>by_group</c>.</summary>
    public static bool AreIn(string name)
    {
        string[] words = [.. Words(name).Where(word => !OfGroups.Contains(word))];
        return words is ["by" or "per", _, ..] ? words.Skip(1).All(Parts.Contains) : words.Length > 0 && words.All(Groups.Contains);
    }

    /// <summary>Whether what stands under a name is classes: <c>per_class</c>.</summary>
    public static bool IsOfClasses(string name) => Words(name).Any(Classes.Contains);

    /// <summary>Whether a title begins with the name of a set and a mark behind it: <c>eval_</c>, with that mark.</summary>
    /// <returns>The name and how long it is with its mark; <see langword="null"/> if it does not.</returns>
    public static (string Name, int Length)? Leading(string title)
    {
        var end = title.AsSpan().IndexOfAny('_', '/', '.');
        return end > 0 && end + 1 < title.Length && Sets.Contains(title[..end].ToLowerInvariant()) ? (title[..end], end + 1) : null;
    }

    private static bool IsOfSet(string word) => Sets.Contains(word) || OfSets.Contains(word) || word.All(char.IsAsciiDigit);

    private static string[] Words(string name) => Column.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
