namespace Reproduction.Recipes;

/// <summary>One term of a loss as a recipe has it; its formula is the term of the same name in <c>Distillation</c>.</summary>
/// <param name="Weight">By what it is multiplied in the sum.</param>
/// <param name="Teacher">The model that it asks as its teacher, or <see cref="Itself"/>; null where it asks none.</param>
/// <param name="StudentTap">The tap of the student whose features it looks at; null where it looks at logits alone.</param>
/// <param name="TeacherTap">The tap of the teacher whose features it looks at; null where it looks at logits alone.</param>
public abstract record LossTermRecipe(double Weight, string? Teacher = null, string? StudentTap = null, string? TeacherTap = null)
{
    /// <summary>The name by which a term asks the model's own network, in training mode, instead of another model.</summary>
    public const string Itself = "itself";

    /// <summary>The term's name, as in the file: <c>cross_entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The model that the term asks, where that is another one than its own; else null.</summary>
    public string? Other => Teacher == Itself ? null : Teacher;

    /// <summary>Whether it makes sense to ask <see cref="Itself"/>.</summary>
    public virtual bool AllowsItself => false;

    /// <summary>Whether it asks the teacher for features, which only a trained model has, and not for logits alone.</summary>
    public bool AsksForFeatures => TeacherTap is not null;

    /// <summary>Whether it asks the teacher about the held-out images that choose the epoch, before training.</summary>
    public virtual bool AsksOfHeldOut => false;

    /// <summary>
    /// Whether it adapts the student's features by a batch norm of its own, which a batch of one image cannot train where they are one
    /// value a channel.
    /// </summary>
    public virtual bool HasAdaptor => false;
}
