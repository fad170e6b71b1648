namespace Reproduction.Training;

/// <summary>The names under which the models of a run stand in files and reports.</summary>
public static class ModelName
{
    /// <summary>All of them, in the order in which they are trained and reported.</summary>
    public static IReadOnlyList<string> All { get; } = [Teacher, Baseline, Student, Aliased];

    /// <summary>The larger network that is trained first.</summary>
    public const string Teacher = "teacher";

    /// <summary>The student's network, trained without the teacher.</summary>
    public const string Baseline = "baseline";

    /// <summary>What distillation makes: a network of its own, or under the published protocol the teacher's object.</summary>
    public const string Student = "student";

    /// <summary>The teacher distilled against itself beside a real student.</summary>
    public const string Aliased = "aliased";
}
