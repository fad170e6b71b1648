using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>
/// Two models of a run from which a third learns. Teachers that are right and wrong on the same images have nothing to add to each other:
/// without complementarity there is nothing to advise.
/// </summary>
/// <param name="First">One teacher's name.</param>
/// <param name="Second">The other's, which is the later one in the report.</param>
/// <param name="Students">Who learns from both, be it as members of an ensemble.</param>
/// <param name="Agreement">How often the two predict the same class, and of which classes not.</param>
/// <param name="EitherRight">How often at least one of them is right.</param>
/// <param name="BetterAlone">The accuracy of the more accurate of the two.</param>
/// <param name="Images">Test images.</param>
public sealed record TeacherPair(
    string First, string Second, IReadOnlyList<string> Students, Agreement Agreement, EitherRight EitherRight, double BetterAlone,
    int Images)
{
    /// <summary>The pair's name in tables.</summary>
    public string Name => $"{First}, {Second}";

    /// <summary>The share of the images on which they agree, with its exact interval.</summary>
    public Measured Agreeing => Measured.OfShare(FigureCatalogue.Agreement, Agreement.Share, Images);

    /// <summary>The share of the images on which at least one is right, with its exact interval.</summary>
    public Measured Right => Measured.OfShare(FigureCatalogue.EitherRight, EitherRight.Share, Images);

    /// <summary>Every pair of one model's teachers, an ensemble standing for its members; each once, whoever learns from the two.</summary>
    /// <param name="report">The run.</param>
    public static IReadOnlyList<TeacherPair> Of(RunReport report)
    {
        var models = report.Models.ToDictionary(model => model.Name);
        var pairs =
            from student in report.Models
            let asked = student.Teachers.SelectMany(Voices).ToHashSet()
            let teachers = report.Models.Select(model => model.Name).Where(asked.Contains).ToList()
            from first in teachers
            from second in teachers.SkipWhile(name => name != first).Skip(1)
            select (Teachers: (First: first, Second: second), Student: student.Name);
        return
        [
            .. pairs.GroupBy(pair => pair.Teachers, pair => pair.Student)
                .Select(of => Of(models[of.Key.First], models[of.Key.Second], [.. of])),
        ];

        IEnumerable<string> Voices(string name) =>
            models.TryGetValue(name, out var model) && model.Members.Count > 0 ? model.Members.SelectMany(Voices) : [name];
    }

    private static TeacherPair Of(ModelResult first, ModelResult second, IReadOnlyList<string> students) => new(
        first.Name, second.Name, students, Agreement.Of(first.Predictions, second.Predictions),
        EitherRight.Of(first.Predictions, second.Predictions), Math.Max(Accuracy(first), Accuracy(second)), first.Predictions.Count);

    private static double Accuracy(ModelResult model) => ConfusionMatrix.Of(model.Predictions).Accuracy!.Value;
}
