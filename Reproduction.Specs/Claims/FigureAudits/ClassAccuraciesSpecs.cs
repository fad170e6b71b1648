using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Accuracies of classes as PyTorch's course prints them: of 3 cats 2 are right, of 6 owls 5, of all 7 of 9.</summary>
public sealed class ClassAccuraciesSpecs
{
    private const string Lines =
        "Accuracy of the network on the 9 test images: 77 %\nAccuracy for class: cat   is 66.7 %\nAccuracy for class: owl   is 83.3 %\n";

    [Fact]
    public void They_are_recalls_of_images_that_are_given()
    {
        var audit = Audit(Lines, "3,6");

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Question.Claims.Should().Contain(claim => claim.ToString() == "recall[0]=0.667");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(Lines.Replace("66.7", "61.4", StringComparison.Ordinal), "3,6").Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit(Lines.Replace("77 %", "87 %", StringComparison.Ordinal), "3,6").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    // 2/3 and 7/9 are 66 and 77 with their decimals cut off, 67 and 78 rounded; the course divides that of all without a rest.
    [InlineData("66", "83", "77", Possibility.Consistent)]
    [InlineData("67", "83", "78", Possibility.Consistent)]
    [InlineData("67", "83", "77", Possibility.Consistent)]
    [InlineData("67", "83", "76", Possibility.Impossible)]
    [InlineData("66", "83", "78", Possibility.Impossible)]
    [InlineData("65", "83", "77", Possibility.Impossible)]
    public void Whole_per_cents_of_classes_are_cut_off_or_rounded_in_one_way(string cat, string owl, string all, Possibility expected) =>
        Audit($"Accuracy of the network on the 9 test images: {all} %\nAccuracy of cat : {cat} %\nAccuracy of owl : {owl} %\n", "3,6")
            .Answer.Possibility.Should().Be(expected);

    [Fact]
    public void Without_images_they_are_asked_for_and_others_than_all_are_refused()
    {
        Refusal(Lines).Should().Contain("no support of 'cat', expected it in the table or as --support");
        Refusal(Lines, "3,5").Should().Contain("averages of 9 images below classes of 8");
    }

    [Theory]
    [InlineData("Accuracy of SVM : 66 %\nAccuracy of KNN : 83 %\n")]
    [InlineData("Accuracy of the network on the 9 test images: 77 %\n")]
    [InlineData("Accuracy of the network on the 9 test images: 77 %\nAccuracy of training : 99 %\nAccuracy of validation : 81 %\n")]
    [InlineData("Accuracy of the network on the 9 test images: 77 %\nAccuracy of SVM : 66 %\nAccuracy of KNN : 83 %\n")]
    public void Accuracies_of_what_may_be_models_or_sets_are_refused(string paste) =>
        Refusal(paste, "3,6").Should().Contain("expected the header precision recall f1-score support");

    [Fact]
    public void Two_accuracies_of_all_images_are_refused() =>
        Refusal(Lines + "Accuracy of the network on the 9 test images: 78 %\n", "3,6").Should()
            .Contain(":4: a second accuracy of all images, expected one");
}
