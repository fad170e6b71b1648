using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Recipes;
using static TorchSharp.torch;

namespace Reproduction.Runs;

/// <summary>Makes the terms of a student's loss from its recipe: a new term is one case here.</summary>
/// <param name="classes">K.</param>
/// <param name="student">The student.</param>
/// <param name="teachers">Whom its loss asks, by name; those that are asked for features are live.</param>
/// <param name="seed">The seed of a purpose of the student's.</param>
/// <param name="trust">How far a teacher is to be trusted, K from 0 to 1.</param>
internal sealed class StageTerms(
    int classes, Network student, IReadOnlyDictionary<string, ITeacher> teachers, Func<string, ulong> seed, Func<string, Tensor> trust)
{
    /// <summary>The term.</summary>
    /// <param name="term">As the recipe has it.</param>
    public LossTerm Of(LossTermRecipe term) => term switch
    {
        CrossEntropyRecipe labels => new CrossEntropy(labels.Weight, labels.LabelSmoothing),
        SoftTargetsRecipe soft => new SoftTargets(soft.Weight, soft.Teacher!, soft.Temperature),
        ClassReweightedRecipe reweighted => new ClassReweighted(reweighted.Weight, classes, reweighted.Counts == CountingRule.AsPublished),
        ClassTrustRecipe trusting => new ClassTrust(trusting.Weight, trusting.Teacher!, trusting.Temperature, trust(trusting.Teacher!)),
        GroupDroRecipe dro => new GroupDro(dro.Weight, classes, dro.Eta, dro.Teacher, dro.Temperature, dro.LabelWeight),
        HintRecipe hint =>
            new Hint(hint.Weight, hint.Teacher!, hint.StudentTap!, hint.TeacherTap!, Channels(hint), AdaptorSeed(hint)),
        SrrlRecipe srrl => new Srrl(
            srrl.Weight, srrl.Teacher!, srrl.StudentTap!, srrl.TeacherTap!, srrl.LogitWeight, Channels(srrl), AdaptorSeed(srrl),
            Live(srrl).Classify),
        SimilarityRecipe similarity =>
            new Similarity(similarity.Weight, similarity.Teacher!, similarity.StudentTap!, similarity.TeacherTap!),
        AdviceRecipe advice => new Advice(advice.Weight, advice.Teacher!, advice.Temperature),
        _ => throw new InvalidOperationException($"no such term: {term}"),
    };

    private LiveTeacher Live(LossTermRecipe term) => (LiveTeacher)teachers[term.Teacher!];

    private (int Student, int Teacher) Channels(LossTermRecipe term) =>
        (Width(student.Taps, term.StudentTap!), Width(Live(term).Taps, term.TeacherTap!));

    private ulong AdaptorSeed(LossTermRecipe term) => seed($"adaptor for {term.Name} of {term.Teacher} at {term.StudentTap}");

    private static int Width(IReadOnlyList<Tap> taps, string name) => taps.First(tap => tap.Name == name).Channels;
}
