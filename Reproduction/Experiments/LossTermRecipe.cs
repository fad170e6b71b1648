namespace Reproduction.Experiments;

/// <summary>One term of a loss as a recipe has it; its formula is the term of the same name in <c>Distillation</c>.</summary>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public abstract record LossTermRecipe(double Weight)
{
    /// <summary>The name by which a term asks the model's own network, in training mode, instead of another model.</summary>
    public const string Itself = "itself";

    /// <summary>The term's name, as in the file: <c>cross_entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The model that the term asks as its teacher, or <see cref="Itself"/>; null where it asks none.</summary>
    public virtual string? Of => null;

    /// <summary>Whether it asks the teacher for features, which only a trained model has, and not for logits alone.</summary>
    public virtual bool AsksForFeatures => false;
}

/// <summary>Cross entropy with the labels.</summary>
/// <param name="Weight">By what it is multiplied in the sum.</param>
/// <param name="LabelSmoothing">ε: the target is (1 − ε)·onehot + ε/K (Szegedy et al., CVPR 2016), 0 to 1.</param>
public sealed record CrossEntropyRecipe(double Weight, double LabelSmoothing) : LossTermRecipe(Weight)
{
    /// <inheritdoc/>
    public override string Name => "cross_entropy";
}

/// <summary>Soft targets: T²·KL(teacher ‖ student) at temperature T (Hinton, Vinyals and Dean 2015, arXiv 1503.02531).</summary>
/// <param name="Teacher">The model that is asked, or <see cref="LossTermRecipe.Itself"/>.</param>
/// <param name="Temperature">T, above 0.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record SoftTargetsRecipe(string Teacher, double Temperature, double Weight) : LossTermRecipe(Weight)
{
    /// <inheritdoc/>
    public override string Name => "soft_targets";

    /// <inheritdoc/>
    public override string Of => Teacher;
}
