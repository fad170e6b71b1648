using Reproduction.Models;
using Reproduction.Training;

namespace Reproduction.Specs.Training;

public sealed class NetworksSpecs
{
    private static readonly (string, string)[] Small =
    [
        ("networks.teacher.architecture", "efficientnet_w0.2_d0.2"), ("networks.student.architecture", "efficientnet_w0.1_d0.2"),
    ];

    [Fact]
    public void Under_the_published_protocol_student_and_teacher_share_every_parameter()
    {
        using var networks = Networks.Build(RecipeFile.Find("published", Small), seed: 1, classes: 10);

        Storages(networks.Student).Should().Equal(Storages(networks.Teacher));
    }

    [Fact]
    public void Under_the_corrected_protocol_no_two_networks_share_a_parameter()
    {
        using var networks = Networks.Build(RecipeFile.Find("corrected", Small), seed: 1, classes: 10);

        Storages(networks.Student).Should().NotIntersectWith(Storages(networks.Teacher));
        Storages(networks.Student).Should().NotIntersectWith(Storages(networks.Baseline));
        Storages(networks.Baseline).Should().NotIntersectWith(Storages(networks.Teacher));
    }

    [Fact]
    public void Baseline_and_student_start_from_the_same_weights_so_that_distillation_alone_tells_them_apart()
    {
        using var networks = Networks.Build(RecipeFile.Find("corrected", Small), seed: 1, classes: 10);

        foreach (var ((name, student), (_, baseline)) in networks.Student.named_parameters().Zip(networks.Baseline.named_parameters()))
            student.equal(baseline).all().item<bool>().Should().BeTrue(name);
    }

    private static List<nint> Storages(Network network) => [.. network.parameters().Select(parameter => parameter.storage<float>().data_ptr())];
}
