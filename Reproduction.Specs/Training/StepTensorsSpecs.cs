using System.Globalization;
using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Randomness;
using Reproduction.Specs.Data;
using Reproduction.Specs.Distillation;
using Reproduction.Training;
using static Reproduction.Specs.Training.TinyTraining;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>What a step of training passes through, and what is learnt beside the model.</summary>
[Collection(nameof(Computing))]
public sealed class StepTensorsSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_that_teaches_itself_as_published_draws_its_masks_and_moves_its_statistics_before_it_is_the_student(
        bool teacherFirst)
    {
        using var scope = NewDisposeScope();
        // Masks so strong that the order of the two passes shows.
        var recipe = Recipe(Deep, ("networks.student.stochastic_depth", "0.5"), ("networks.student.initialisation", "torchvision"));
        using var trained = Student(recipe);
        using var byHand = Student(recipe);
        var listener = new Listener(stopAfter: 1);

        Train(folder["trained"], recipe, listener, new SelfTeacher(trained), trained);

        byHand.train();
        byHand.Noise.Reseed(Seeds.Derive(1, $"masks of {Model}", 0));
        var (images, labels) = FirstBatch(recipe);
        Tensor first = NoGradient(byHand, images), second = NoGradient(byHand, images);
        var (teacher, student) = teacherFirst ? (first, second) : (second, first);
        var expected = new Distilled(5).Of(student, teacher, labels).item<float>();
        if (teacherFirst) listener.Losses.Single().Should().BeApproximately(expected, 1e-6);
        else listener.Losses.Single().Should().NotBeApproximately(expected, 1e-3);
    }

    [Fact]
    public void The_training_loss_of_an_epoch_is_the_weighted_sum_of_what_its_terms_came_to()
    {
        using var teacher = Student(Recipe());
        var trained = Train(folder["distilled"], Recipe(), teacher: new LiveTeacher(teacher), alpha: 0.3, beta: 0.7)!;

        trained.Terms.Select(row => (row.Epoch, row.Term)).Should().Equal(
            from epoch in new[] { 1, 2, 3 }
            from term in new[] { "cross_entropy", "soft_targets of teacher" }
            select (epoch, term));
        foreach (var epoch in trained.History)
            trained.Terms.Where(row => row.Epoch == epoch.Epoch).Zip([0.3, 0.7], (row, weight) => weight * row.Value).Sum()
                .Should().BeApproximately(epoch.TrainLoss, 1e-6);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void The_terms_of_a_training_that_was_stopped_are_those_of_one_in_one_piece(int steps)
    {
        using var teacher = Student(Recipe());
        var whole = Train(folder["whole"], Recipe(), teacher: new LiveTeacher(teacher))!;

        Train(folder["stopped"], Recipe(), new(stopAfter: steps), teacher: new LiveTeacher(teacher)).Should().BeNull();
        var resumed = Train(folder["stopped"], Recipe(), teacher: new LiveTeacher(teacher))!;

        resumed.Terms.Should().Equal(whole.Terms);
    }

    [Fact]
    public void The_terms_file_has_a_row_for_each_epoch_and_term_with_all_digits_of_its_value()
    {
        TermsFile.Write(folder["terms.csv"], [new(1, "cross_entropy", 0.1), new(1, "soft_targets of teacher", 1 / 3.0)]);

        var rows = File.ReadAllLines(folder["terms.csv"]);
        rows[..2].Should().Equal("epoch,term,value", "1,cross_entropy,0.1");
        double.Parse(rows[2].Split(',')[2], CultureInfo.InvariantCulture).Should().Be(1 / 3.0);
    }

    [Fact]
    public void An_adaptor_learns_with_the_student_goes_on_from_its_checkpoint_and_is_none_of_the_students_weights()
    {
        Listener stopped = new(stopAfter: 7), none = new();
        using var whole = new Adapted();
        using var before = new Adapted();
        using var after = new Adapted();

        Learn("whole", whole, none);
        Learn("stopped", before, stopped);
        Learn("stopped", after, none);

        var weights = whole.Terms.State.state_dict();
        weights.Should().NotBeEmpty();
        foreach (var (name, value) in after.Terms.State.state_dict()) value.equal(weights[name]).all().item<bool>().Should().BeTrue(name);
        using var fresh = new Adapted();
        foreach (var (name, value) in fresh.Terms.State.named_parameters())
            value.equal(weights[name]).all().item<bool>().Should().BeFalse(name);
        File.ReadAllBytes(folder["stopped/weights.safetensors"]).Should().Equal(File.ReadAllBytes(folder["whole/weights.safetensors"]));
        using var student = Student(Recipe());
        SafeTensors.ReadHeader(folder["whole/weights.safetensors"]).Tensors.Select(tensor => tensor.Name).Should()
            .BeEquivalentTo(student.state_dict().Keys);
    }

    private void Learn(string place, Adapted adapted, Listener listener)
    {
        using var student = Student(Recipe());
        Train(folder[place], Recipe(), listener, network: student, loss: adapted.Terms);
    }

    private static Tensor NoGradient(Network network, Tensor images)
    {
        using var gradients = no_grad();
        return network.call(images);
    }

    /// <summary>Cross entropy, and pooled features that a linear adaptor is to bring to one.</summary>
    private sealed class Adapted : IDisposable
    {
        public Adapted()
        {
            using var scope = NewDisposeScope();
            var linear =
                nn.Linear(EfficientNetArchitecture.Named(Recipe().Network("student").Architecture).Taps()[^1].Channels, 3, hasBias: true);
            using (no_grad()) foreach (var parameter in linear.parameters()) parameter.fill_(0.1);
            Terms = new(new CrossEntropy(1), new TowardsOne(linear));
        }

        public WeightedLoss Terms { get; }

        public void Dispose() => Terms.Dispose();
    }

    private sealed class TowardsOne(TorchSharp.Modules.Linear linear) : LossTerm(0.1, studentTap: "pooled")
    {
        public override string Kind => "towards_one";

        public override nn.Module State => linear;

        public override Tensor Of(LossInput input)
        {
            using var scope = NewDisposeScope();
            return (linear.call(input.Student.Features["pooled"]) - 1).square().mean().MoveToOuterDisposeScope();
        }
    }
}
