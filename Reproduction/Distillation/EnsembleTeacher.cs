using Reproduction.Corrections;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>Several teachers that answer as one: the mean of their probabilities. It has no features.</summary>
/// <param name="teachers">The teachers, live or stored, which are disposed with this.</param>
public sealed class EnsembleTeacher(IReadOnlyList<ITeacher> teachers) : ITeacher
{
    /// <inheritdoc />
    /// <exception cref="ArgumentException">Features are asked for, or the teachers tell other classes apart.</exception>
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        LogitsOnly.Refuse(taps);
        using var scope = NewDisposeScope();
        return LogitsOnly.Of(MeanProbability.Of([.. teachers.Select(teacher => teacher.Answer(views, []).Logits)]));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var teacher in teachers) teacher.Dispose();
    }
}
