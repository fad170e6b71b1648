using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Training;
using TorchSharp;
using static Reproduction.Specs.Training.TinyTerms;
using static Reproduction.Specs.Training.TinyTraining;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>Students that learn from one term alone, from a network that is wider than they are.</summary>
[Collection(nameof(Computing))]
public sealed class TermTrainingSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(TinyTerms.Terms), MemberType = typeof(TinyTerms))]
    public void A_term_falls_while_its_student_learns_and_leaves_the_teacher_as_it_was(string name)
    {
        using var scope = NewDisposeScope();
        using var teacher = Teacher();
        var before = teacher.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        var trained = Learn("whole", name, new(), teacher);

        var term = trained.Terms.Where(row => row.Term == trained.Terms[0].Term).Select(row => row.Value).ToList();
        term.Should().HaveCount(3);
        term[2].Should().BeLessThan(0.97 * term[0]);
        foreach (var (key, value) in teacher.state_dict()) value.equal(before[key]).all().item<bool>().Should().BeTrue(key);
        teacher.parameters().Where(parameter => parameter.grad is not null).Should().BeEmpty();
    }

    [Theory]
    [InlineData("class_reweighted as published", 5)]
    [InlineData("class_reweighted as published", 7)]
    [InlineData("class_trust", 7)]
    [InlineData("group_dro of teacher", 7)]
    [InlineData("hint", 7)]
    [InlineData("srrl", 7)]
    [InlineData("advice", 7)]
    public void A_training_that_was_stopped_goes_on_to_the_same_bits_of_weights_terms_and_figures_of_classes(string name, int steps)
    {
        using var scope = NewDisposeScope();
        using var teacher = Teacher();
        var whole = Learn("whole", name, new(), teacher);

        Learn("stopped", name, new(stopAfter: steps), teacher).Should().BeNull();
        var resumed = Learn("stopped", name, new(), teacher);

        resumed.Terms.Should().Equal(whole.Terms);
        File.ReadAllBytes(folder["stopped/weights.safetensors"]).Should().Equal(File.ReadAllBytes(folder["whole/weights.safetensors"]));
        var latest = SafeTensors.Read(folder["stopped/latest.safetensors"]);
        var expected = SafeTensors.Read(folder["whole/latest.safetensors"]);
        latest.Tensors.Keys.Should().BeEquivalentTo(expected.Tensors.Keys);
        foreach (var (key, value) in latest.Tensors) value.equal(expected.Tensors[key]).all().item<bool>().Should().BeTrue(key);
    }

    [Fact]
    public void A_checkpoint_has_what_the_loss_keeps_and_the_finished_weights_have_not()
    {
        using var scope = NewDisposeScope();
        using var teacher = Teacher();
        string[] Names(string name, string file) =>
            [.. SafeTensors.ReadHeader(folder[$"{name}/{file}.safetensors"]).Tensors.Select(tensor => tensor.Name)];
        string[] Kept(string name) => [.. Names(name, "latest").Where(tensor => tensor.StartsWith("loss.", StringComparison.Ordinal))];

        foreach (var name in new[] { "hint", "group_dro of teacher", "advice" }) Learn(name, name, new(), teacher);

        Kept("hint").Should().BeEquivalentTo(
            new[] { "linear.weight", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked" }
                .Select(tensor => $"loss.hint of teacher at stage_4.{tensor}"));
        Kept("group_dro of teacher").Should().Equal("loss.group_dro of teacher.log_q");
        Kept("advice").Should().BeEmpty();
        using var student = Student(Recipe());
        Names("hint", "weights").Should().BeEquivalentTo(student.state_dict().Keys);
        Names("advice", "weights").Should().BeEquivalentTo(
            [.. student.state_dict().Keys, "advisors.teacher.weight", "advisors.teacher.bias"], "a head predicts");
    }

    [Fact]
    public void Figures_of_classes_stand_beside_the_terms_after_every_epoch()
    {
        using var scope = NewDisposeScope();
        using var teacher = Teacher();

        var dro = Learn("dro", "group_dro of teacher", new(), teacher).Terms;
        var counted = Learn("counted", "class_reweighted as published", new(), teacher).Terms;

        dro.Where(row => row.Epoch == 2).Select(row => row.Term).Should().Equal(
            ["group_dro of teacher", .. Enumerable.Range(0, 10).Select(c => $"group_dro of teacher: q[{c}]")]);
        dro.Where(row => row.Epoch == 3).Skip(1).Sum(row => row.Value).Should().BeApproximately(1, 1e-12);
        dro.Where(row => row.Epoch == 3).Skip(1).Select(row => row.Value).Distinct().Count().Should().BeGreaterThan(5);
        // 200 images train twice an epoch and 50 validate.
        foreach (var epoch in new[] { 1, 2, 3 })
            counted.Where(row => row.Epoch == epoch).Skip(1).Sum(row => row.Value).Should().Be(450 * epoch);
    }

    [Theory]
    [InlineData("hint")]
    [InlineData("group_dro of teacher")]
    public void A_checkpoint_without_what_the_loss_keeps_is_damage(string name)
    {
        using var scope = NewDisposeScope();
        using var teacher = Teacher();
        Learn("run", name, new(stopAfter: 4), teacher).Should().BeNull();
        var file = SafeTensors.Read(folder["run/latest.safetensors"]);
        ChecksummedTensors.Write(
            folder["run/latest.safetensors"],
            file.Tensors.Where(tensor => !tensor.Key.StartsWith("loss.", StringComparison.Ordinal))
                .Select(tensor => (tensor.Key, tensor.Value)),
            file.Metadata.Where(entry => entry.Key != "sha256").ToDictionary());
        var listener = new Listener();

        Learn("run", name, listener, teacher);

        listener.Warnings.Should().ContainSingle().Which.Should().Contain("what the loss keeps does not fit");
        listener.Steps.Should().Be(15);
    }

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void Every_term_computes_on_a_device_what_it_computes_on_the_CPU(string device)
    {
        using var teacher = Teacher();
        foreach (var name in TinyTerms.Terms.Select(row => row.Data))
        {
            var (here, moved) = (new Listener(stopAfter: 3), new Listener(stopAfter: 3));
            Learn($"{name}-here", name, here, teacher);
            using (OnDevice.Rehearse(device, out var there)) Learn($"{name}-there", name, moved, teacher, there);
            teacher.to(CPU);

            moved.Losses.Zip(here.Losses).Should().AllSatisfy(
                pair => pair.First.Should().BeApproximately(pair.Second, 0.02 * pair.Second, name));
        }
    }

    private TrainedModel Learn(string place, string name, Listener listener, Network teacher, Device? device = null)
    {
        var live = new LiveTeacher(teacher);
        if (device is not null) teacher.to(device);
        Network student = Student(Recipe());
        if (name == "advice") student = new AdvisedNetwork(student, ["teacher"], Initialisation.FanIn, _ => 1);
        using (student)
        using (var loss = new WeightedLoss(Term(name, student, live)))
            return Train(folder[place], Recipe(), listener, live, student, loss: loss, device: device)!;
    }
}
