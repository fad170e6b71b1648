using Reproduction.Corrections;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>A teacher whose logits are corrected before anyone learns from them; it has no features.</summary>
/// <param name="teacher">The teacher, live or stored, which is disposed with this.</param>
/// <param name="correction">What was fitted to images that trained neither.</param>
public sealed class CorrectedTeacher(ITeacher teacher, LogitCorrection correction) : ITeacher
{
    /// <inheritdoc />
    /// <exception cref="ArgumentException">Features are asked for, or the correction is of other classes.</exception>
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        LogitsOnly.Refuse(taps);
        using var scope = NewDisposeScope();
        var logits = teacher.Answer(views, []).Logits;
        if (logits.shape[1] != correction.Classes)
            throw new ArgumentException($"a teacher of {logits.shape[1]} classes, expected the {correction.Classes} of its correction",
                nameof(views));
        return LogitsOnly.Of(correction.Of(logits));
    }

    /// <inheritdoc />
    public void Dispose() => teacher.Dispose();
}
