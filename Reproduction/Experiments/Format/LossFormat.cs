namespace Reproduction.Experiments.Format;

/// <summary>How loss terms stand in a recipe: a new term is one case here.</summary>
internal static class LossFormat
{
    private static readonly Key<double> Weight = Key.Number("weight", "By what the term is multiplied in the sum", 0);

    private static readonly Key<string> Of = Key.Text("of", $"The model that is asked, or {LossTermRecipe.Itself}: the model's own network in training mode");

    private static readonly Key<double> LabelSmoothing =
        Key.Number("label_smoothing", "ε of the target (1 − ε)·onehot + ε/K", 0, 1).Or(0);

    private static readonly Key<double> Temperature = Key.Positive("temperature", "T, by which both models' logits are divided");

    /// <summary>The terms of a loss.</summary>
    public static readonly Key<IReadOnlyList<LossTermRecipe>> Terms = Key.Kinds(
        "loss",
        "What a model minimises: the sum of these terms",
        Kind<LossTermRecipe>.Of("cross_entropy", new SectionFormat<CrossEntropyRecipe>(
            section => new(Weight.Read(section), LabelSmoothing.Read(section)),
            Weight.Of<CrossEntropyRecipe>(term => term.Weight), LabelSmoothing.Of<CrossEntropyRecipe>(term => term.LabelSmoothing))),
        Kind<LossTermRecipe>.Of("soft_targets", new SectionFormat<SoftTargetsRecipe>(
            section => new(Of.Read(section), Temperature.Read(section), Weight.Read(section)),
            Of.Of<SoftTargetsRecipe>(term => term.Teacher), Temperature.Of<SoftTargetsRecipe>(term => term.Temperature),
            Weight.Of<SoftTargetsRecipe>(term => term.Weight))));
}
