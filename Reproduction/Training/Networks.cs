using Reproduction.Models;

namespace Reproduction.Training;

/// <summary>
/// The networks of one run, before training. Baseline and student start from the same weights, so that they differ by
/// distillation alone.
/// </summary>
/// <param name="Teacher">The teacher.</param>
/// <param name="Baseline">The student's architecture, trained without a teacher.</param>
/// <param name="Student">A network of its own, or the very object of the teacher where the recipe says so.</param>
public sealed record Networks(Network Teacher, Network Baseline, Network Student) : IDisposable
{
    /// <summary>Builds the networks of a recipe, on the CPU.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">The run's seed; each network's weights come from it.</param>
    /// <param name="classes">K.</param>
    /// <exception cref="BadInputException">An architecture is unknown.</exception>
    public static Networks Build(Recipe recipe, long seed, int classes)
    {
        var teacher = Build(recipe.Teacher, Seeds.Derive(seed, $"weights of {ModelName.Teacher}"), classes);
        var studentSeed = Seeds.Derive(seed, $"weights of {ModelName.Student}");
        return new(
            teacher,
            Build(recipe.Student, studentSeed, classes),
            recipe.Distillation.StudentIsTheTeacher ? teacher : Build(recipe.Student, studentSeed, classes));
    }

    private static Network Build(NetworkRecipe recipe, ulong seed, int classes)
    {
        var network = new EfficientNet(
            EfficientNetArchitecture.Named(recipe.Architecture), classes, recipe.Initialisation, seed, recipe.StochasticDepth, recipe.Dropout);
        ChannelsLast.Apply(network);
        return network;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Teacher.Dispose();
        Baseline.Dispose();
        if (!ReferenceEquals(Student, Teacher)) Student.Dispose();
    }
}
