using Reproduction.Distillation;
using Reproduction.Randomness;
using Reproduction.Recipes;
using Reproduction.Runs;
using Reproduction.Specs.Training;
using static TorchSharp.torch;

namespace Reproduction.Specs.Runs;

/// <summary>From the numbers of a recipe's term to those of the term that a student is trained by; all numbers differ.</summary>
[Collection(nameof(Computing))]
public sealed class StageTermsSpecs : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly LiveTeacher teacher = new(TinyTerms.Teacher());
    private readonly Reproduction.Models.EfficientNet student = TinyTraining.Student(TinyTraining.Recipe());
    private readonly Tensor trust = linspace(0, 1, 10, ScalarType.Float64);

    public void Dispose()
    {
        student.Dispose();
        teacher.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void Terms_that_look_at_logits_have_the_recipes_numbers_each_in_its_place()
    {
        Term(new CrossEntropyRecipe(Weight: 0.7, LabelSmoothing: 0.2)).Should().BeEquivalentTo(new { Weight = 0.7, LabelSmoothing = 0.2 });
        Term(new SoftTargetsRecipe("teacher", Temperature: 5, Weight: 0.3)).Should()
            .BeEquivalentTo(new { Weight = 0.3, Teacher = "teacher", Temperature = 5.0 });
        Term(new ClassReweightedRecipe(CountingRule.AsPublished, Weight: 0.4)).Should()
            .BeEquivalentTo(new { Weight = 0.4, Classes = 10, CountsAsPublished = true });
        Term(new ClassReweightedRecipe(CountingRule.Once, Weight: 0.4)).Should().BeEquivalentTo(new { CountsAsPublished = false });
        Term(new GroupDroRecipe("teacher", Temperature: 4, LabelWeight: 0.6, Eta: 0.05, Weight: 0.9)).Should().BeEquivalentTo(
            new { Weight = 0.9, Classes = 10, Eta = 0.05, Teacher = "teacher", Temperature = 4.0, LabelWeight = 0.6 });
        Term(new AdviceRecipe("teacher", Temperature: 3, Weight: 0.8)).Should()
            .BeEquivalentTo(new { Weight = 0.8, Teacher = "teacher", Temperature = 3.0 });
        var trusting = (ClassTrust)Term(new ClassTrustRecipe("teacher", Temperature: 2, Weight: 0.1));
        (trusting.Weight, trusting.Temperature).Should().Be((0.1, 2.0));
        trusting.Noted.Values().equal(trust).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Terms_that_look_at_features_have_the_recipes_numbers_and_the_widths_of_both_networks()
    {
        int Width(IReadOnlyList<Reproduction.Models.Tap> taps, string name) => taps.Single(tap => tap.Name == name).Channels;

        Term(new HintRecipe("teacher", StudentTap: "stage_3", TeacherTap: "stage_5", Weight: 0.2)).Should().BeEquivalentTo(new
        {
            Weight = 0.2,
            Teacher = "teacher",
            StudentTap = "stage_3",
            TeacherTap = "stage_5",
            Channels = (Width(student.Taps, "stage_3"), Width(teacher.Taps, "stage_5")),
            Seed = SeedOf("adaptor for hint of teacher at stage_3"),
        });
        Term(new SrrlRecipe("teacher", LogitWeight: 0.75, Weight: 0.5)).Should().BeEquivalentTo(new
        {
            Weight = 0.5,
            LogitWeight = 0.75,
            StudentTap = "pooled",
            TeacherTap = "pooled",
            Channels = (Width(student.Taps, "pooled"), Width(teacher.Taps, "pooled")),
            Seed = SeedOf("adaptor for srrl of teacher at pooled"),
        });
        Term(new SimilarityRecipe("teacher", StudentTap: "stage_2", TeacherTap: "stage_4", Weight: 3000)).Should()
            .BeEquivalentTo(new { Weight = 3000.0, Teacher = "teacher", StudentTap = "stage_2", TeacherTap = "stage_4" });
    }

    private LossTerm Term(LossTermRecipe recipe) =>
        new StageTerms(10, student, new Dictionary<string, ITeacher> { ["teacher"] = teacher }, SeedOf, _ => trust).Of(recipe);

    private static ulong SeedOf(string purpose) => Seeds.Derive(1, purpose);
}
