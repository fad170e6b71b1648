namespace Reproduction.Recipes.Format;

/// <summary>How loss terms stand in a recipe: a new term is one case here.</summary>
internal static class LossFormat
{
    private static readonly Key<double> Weight = Key.Number("weight", "By what the term is multiplied in the sum", 0);

    // The term's head is averaged into what the model predicts, so something must teach it.
    private static readonly Key<double> AdviceWeight = Key.Positive("weight", "By what the term is multiplied in the sum");

    private static readonly Key<string> Of = Key.Text("of", "The model that is asked");

    private static readonly Key<string> OfAny =
        Key.Text("of", $"The model that is asked, or {LossTermRecipe.Itself}: the model's own network in training mode");

    private static readonly Key<double> LabelSmoothing =
        Key.Number("label_smoothing", "ε of the target (1 − ε)·onehot + ε/K", 0, 1).Or(0);

    // Beyond, T² times a divergence by softened logits is the rounding of float32 alone; below, it is nothing.
    private static readonly Key<double> Temperature =
        Key.Number("temperature", "T, by which both models' logits are divided", 0.01, 1000);

    private static readonly Key<CountingRule> Counts = Key.Choice(
        "counts", "Which images are counted: those of training batches once, or as published those twice and the validation's once",
        ("once", CountingRule.Once), ("as_published", CountingRule.AsPublished)).Or(CountingRule.Once);

    private static readonly Key<double> Eta = Key.Positive("eta", "η, the step of the classes' weights").Or(0.01);

    private static readonly Key<double> LabelWeight =
        Key.Number("label_weight", "By what the cross entropy is multiplied beside the soft targets", 0).Or(0);

    private static readonly Key<double> LogitWeight =
        Key.Number("logit_weight", "By what the part of the teacher's classifier is multiplied, beside 1 for the features", 0).Or(1);

    private static readonly Key<string> At = Key.Text("at", "The student's tap: stem, stage_1 and so on, head, pooled");
    private static readonly Key<string> AtPooled = At.Or("pooled");
    private static readonly Key<string> From = Key.Text("from", "The teacher's tap; the student's unless given");

    /// <summary>The terms of a loss.</summary>
    public static readonly Key<IReadOnlyList<LossTermRecipe>> Terms = Key.Kinds(
        "loss",
        "What a model minimises: the sum of these terms",
        Kind<LossTermRecipe>.Of("cross_entropy", new SectionFormat<CrossEntropyRecipe>(
            section => new(Weight.Read(section), LabelSmoothing.Read(section)),
            Weight.Of<CrossEntropyRecipe>(term => term.Weight), LabelSmoothing.Of<CrossEntropyRecipe>(term => term.LabelSmoothing))),
        Kind<LossTermRecipe>.Of("soft_targets", new SectionFormat<SoftTargetsRecipe>(
            section => new(OfAny.Read(section), Temperature.Read(section), Weight.Read(section)),
            OfAny.Of<SoftTargetsRecipe>(term => term.Teacher!), Temperature.Of<SoftTargetsRecipe>(term => term.Temperature),
            Weight.Of<SoftTargetsRecipe>(term => term.Weight))),
        Kind<LossTermRecipe>.Of("class_reweighted", new SectionFormat<ClassReweightedRecipe>(
            section => new(Counts.Read(section), Weight.Read(section)),
            Counts.Of<ClassReweightedRecipe>(term => term.Counts), Weight.Of<ClassReweightedRecipe>(term => term.Weight))),
        Kind<LossTermRecipe>.Of("class_trust", new SectionFormat<ClassTrustRecipe>(
            section => new(Of.Read(section), Temperature.Or(1).Read(section), Weight.Read(section)),
            Of.Of<ClassTrustRecipe>(term => term.Teacher!), Temperature.Or(1).Of<ClassTrustRecipe>(term => term.Temperature),
            Weight.Of<ClassTrustRecipe>(term => term.Weight))),
        Kind<LossTermRecipe>.Of("group_dro", GroupDro()),
        Kind<LossTermRecipe>.Of("hint", new SectionFormat<HintRecipe>(
            section => new(Of.Read(section), At.Read(section), From.Or(At.Read).Read(section), Weight.Read(section)),
            Of.Of<HintRecipe>(term => term.Teacher!), At.Of<HintRecipe>(term => term.StudentTap!),
            From.Or("").Of<HintRecipe>(term => term.TeacherTap!), Weight.Of<HintRecipe>(term => term.Weight))),
        Kind<LossTermRecipe>.Of("srrl", new SectionFormat<SrrlRecipe>(
            section => new(Of.Read(section), LogitWeight.Read(section), Weight.Read(section)),
            Of.Of<SrrlRecipe>(term => term.Teacher!), LogitWeight.Of<SrrlRecipe>(term => term.LogitWeight),
            Weight.Of<SrrlRecipe>(term => term.Weight))),
        Kind<LossTermRecipe>.Of("similarity", new SectionFormat<SimilarityRecipe>(
            section => new(Of.Read(section), AtPooled.Read(section), From.Or(AtPooled.Read).Read(section), Weight.Read(section)),
            Of.Of<SimilarityRecipe>(term => term.Teacher!), AtPooled.Of<SimilarityRecipe>(term => term.StudentTap!),
            From.Or("").Of<SimilarityRecipe>(term => term.TeacherTap!), Weight.Of<SimilarityRecipe>(term => term.Weight))),
        Kind<LossTermRecipe>.Of("advice", new SectionFormat<AdviceRecipe>(
            section => new(Of.Read(section), Temperature.Or(1).Read(section), AdviceWeight.Read(section)),
            Of.Of<AdviceRecipe>(term => term.Teacher!), Temperature.Or(1).Of<AdviceRecipe>(term => term.Temperature),
            AdviceWeight.Of<AdviceRecipe>(term => term.Weight))));

    /// <summary>What is said of a teacher's soft targets stands only where a teacher is asked.</summary>
    private static SectionFormat<GroupDroRecipe> GroupDro() => new(
        section => section.Has(Of.Name)
            ? new(Of.Read(section), Temperature.Read(section), LabelWeight.Read(section), Eta.Read(section), Weight.Read(section))
            : new[] { Temperature.Name, LabelWeight.Name }.FirstOrDefault(section.Has) is { } odd
                ? throw section.Complaint(odd, "no such key where no teacher is asked")
                : new(null, 1, 0, Eta.Read(section), Weight.Read(section)),
        Of.Of<GroupDroRecipe>(term => term.Teacher!) with { IsRequired = false },
        OfTeacher(Temperature.Of<GroupDroRecipe>(term => term.Temperature)),
        OfTeacher(LabelWeight.Of<GroupDroRecipe>(term => term.LabelWeight)),
        Eta.Of<GroupDroRecipe>(term => term.Eta), Weight.Of<GroupDroRecipe>(term => term.Weight))
    {
        Together = [(Of.Name, Temperature.Name), (Temperature.Name, Of.Name), (LabelWeight.Name, Of.Name)],
    };

    private static Field<GroupDroRecipe> OfTeacher(Field<GroupDroRecipe> field) =>
        field with { Write = term => term.Teacher is null ? null : field.Write(term), IsRequired = false };
}
