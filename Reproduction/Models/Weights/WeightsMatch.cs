namespace Reproduction.Models.Weights;

/// <summary>Which network the tensors of a file are meant for, and how they differ from its own.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Classes">The classes that the file's classifier tells apart.</param>
/// <param name="Advisors">Whose heads it has beside its own; the mean of all heads' logits predicts.</param>
/// <param name="Differences">Each missing, unexpected, differently shaped or wrongly typed tensor; none where the file fits.</param>
public abstract record WeightsMatch(
    NetworkArchitecture Architecture, int Classes, IReadOnlyList<string> Advisors, IReadOnlyList<string> Differences)
{
    /// <summary>
    /// Most classes that are believed: a file can claim any number at no cost of bytes.
    /// </summary>
    protected const int MostClasses = 1 << 16;

    /// <summary>Whether every tensor is there in its shape, of numbers of floating point, and no other of the network's.</summary>
    public bool Fits => Differences.Count == 0;

    /// <summary>Recognises a network of any family; null where there is none, or several.</summary>
    /// <param name="tensors">What the file lists.</param>
    public static WeightsMatch? Of(IReadOnlyList<TensorEntry> tensors) =>
        (WeightsMatch?)ArchitectureMatch.Of(tensors) ?? RedNetMatch.Of(tensors);
}
