using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>What a model minimises: its terms, each by its weight, added in order.</summary>
public sealed class WeightedLoss : IDisposable
{
    /// <summary>Adds terms up.</summary>
    /// <param name="terms">At least one, each with a name of its own; they are disposed with this.</param>
    /// <exception cref="ArgumentException">There is none, or two have one name.</exception>
    public WeightedLoss(params IReadOnlyList<LossTerm> terms)
    {
        if (terms.Count == 0 || terms.DistinctBy(term => term.Name).Count() < terms.Count)
            throw new ArgumentException(
                $"found {string.Join(", ", terms.Select(term => term.Name))}, expected terms with names of their own", nameof(terms));
        Terms = terms;
        State = new Kept(terms);
        Teachers = [.. terms.Select(term => term.Teacher).OfType<string>().Distinct()];
        Taps = [.. terms.Select(term => term.StudentTap).OfType<string>().Distinct()];
        NotedNames = [.. terms.SelectMany(term => term.Noted?.Names(term.Name) ?? [])];
    }

    /// <summary>The terms.</summary>
    public IReadOnlyList<LossTerm> Terms { get; }

    /// <summary>What the terms keep from batch to batch, by their names.</summary>
    public nn.Module State { get; }

    /// <summary>The teachers that are asked, in the order of the terms.</summary>
    public IReadOnlyList<string> Teachers { get; }

    /// <summary>The student's taps whose features are looked at.</summary>
    public IReadOnlyList<string> Taps { get; }

    /// <summary>The names of the figures of classes that terms note: <c>group_dro of teacher: q[3]</c>.</summary>
    public IReadOnlyList<string> NotedNames { get; }

    /// <summary>A teacher's taps whose features are looked at.</summary>
    /// <param name="teacher">One of <see cref="Teachers"/>.</param>
    public IReadOnlyList<string> TapsOf(string teacher) =>
        [.. Terms.Where(term => term.Teacher == teacher).Select(term => term.TeacherTap).OfType<string>().Distinct()];

    /// <summary>
    /// The whole, a scalar that carries gradients to the student and to <see cref="State"/> only, and each term before its weight.
    /// </summary>
    /// <param name="input">The batch.</param>
    public (Tensor Whole, IReadOnlyList<Tensor> Terms) Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        Tensor[] values = [.. Terms.Select(term => term.Of(input))];
        var whole = Terms.Zip(values, (term, value) => value.Times(term.Weight)).Aggregate((sum, term) => sum.Plus(term))
            .MoveToOuterDisposeScope();
        return (whole, [.. values.Select(value => value.MoveToOuterDisposeScope())]);
    }

    /// <summary>The figures of classes that terms note, by <see cref="NotedNames"/>, an epoch's last.</summary>
    public IReadOnlyList<(string Name, double Value)> Noted()
    {
        using var scope = NewDisposeScope();
        var values = Terms.Select(term => term.Noted).OfType<ClassFigures>()
            .SelectMany(noted => noted.Values().to(ScalarType.Float64).cpu().data<double>().ToArray());
        return [.. NotedNames.Zip(values)];
    }

    /// <summary>Tells every term of the images that validated.</summary>
    /// <param name="labels">Class indices (int64).</param>
    public void Validated(Tensor labels)
    {
        foreach (var term in Terms) term.Validated(labels);
    }

    /// <summary>Disposes the terms with what they keep.</summary>
    public void Dispose()
    {
        foreach (var term in Terms) term.Dispose();
        State.Dispose();
    }

    private sealed class Kept : nn.Module
    {
        public Kept(IReadOnlyList<LossTerm> terms) : base(nameof(Kept))
        {
            foreach (var term in terms)
                if (term.State is { } state) register_module(term.Name, state);
        }
    }
}
