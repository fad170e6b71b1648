using FsCheck;
using FsCheck.Xunit;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>The mathematics of the distillation loss, in float64.</summary>
[Collection(nameof(Computing))]
public sealed class DistillationLossSpecs
{
    private static readonly Distilled Published = new(Temperature: 5);

    [Fact]
    public void For_two_classes_the_soft_term_has_a_closed_form()
    {
        using var scope = NewDisposeScope();
        // softmax([a, 0] / T) is (σ(a/T), 1 − σ(a/T)).
        const double student = 1.5, teacher = -0.7, temperature = 2;
        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        double p = Sigmoid(teacher / temperature), q = Sigmoid(student / temperature);
        var divergence = p * Math.Log(p / q) + (1 - p) * Math.Log((1 - p) / (1 - q));

        var soft = new Distilled(temperature).Soft(Rows(1, 2, student, 0), Rows(1, 2, teacher, 0));

        soft.item<double>().Should().BeApproximately(temperature * temperature * divergence, 1e-14);
    }

    [Fact]
    public void The_hard_term_of_equal_logits_is_the_logarithm_of_the_number_of_classes()
    {
        using var scope = NewDisposeScope();
        var loss = new Distilled(Temperature: 5, Alpha: 1, Beta: 0);

        loss.Of(zeros(3, 10, float64), Logits(1), tensor([0L, 4L, 9L])).item<double>().Should().BeApproximately(Math.Log(10), 1e-14);
    }

    [Fact]
    public void A_teacher_sure_of_one_class_asks_for_the_cross_entropy_with_it()
    {
        using var scope = NewDisposeScope();
        // T = 1 and one probability 1: the divergence is −log q of that class.
        var student = Logits(1);

        var soft = new Distilled(Temperature: 1).Soft(student, nn.functional.one_hot(tensor([3L, 1L, 8L]), 10).to(float64) * 1e4);

        soft.item<double>().Should().BeApproximately(nn.functional.cross_entropy(student, tensor([3L, 1L, 8L])).item<double>(), 1e-12);
    }

    [Fact]
    public void The_whole_is_alpha_times_the_hard_and_beta_times_the_soft_term()
    {
        using var scope = NewDisposeScope();
        var (student, teacher, labels) = (Logits(1), Logits(2), tensor([0L, 4L, 9L]));
        var hard = new Distilled(5, Alpha: 1, Beta: 0).Of(student, teacher, labels).item<double>();
        var soft = Published.Soft(student, teacher).item<double>();

        var loss = new Distilled(5, Alpha: 0.3, Beta: 0.7).Of(student, teacher, labels);

        loss.item<double>().Should().BeApproximately(0.3 * hard + 0.7 * soft, 1e-14);
    }

    [Fact]
    public void It_is_a_sum_over_classes_and_a_mean_over_images_as_PyTorchs_batchmean()
    {
        using var scope = NewDisposeScope();
        var (student, teacher) = (Logits(1), Logits(2));
        var single = Enumerable.Range(0, 3).Select(i => Published.Soft(student[i..(i + 1)], teacher[i..(i + 1)]).item<double>()).ToList();

        Published.Soft(student, teacher).item<double>().Should().BeApproximately(single.Average(), 1e-14);
    }

    [Theory]
    [InlineData(5, 1, 1)]
    [InlineData(1, 0.5, 2)]
    [InlineData(20, 2, 0)]
    [InlineData(2, 0, 1)]
    public void The_gradient_is_the_written_formula(double temperature, double alpha, double beta)
    {
        using var scope = NewDisposeScope();
        var (student, teacher, labels) = (Logits(1).requires_grad_(), Logits(2), tensor([0L, 4L, 9L]));

        new Distilled(temperature, alpha, beta).Of(student, teacher, labels).backward();

        var expected = alpha * (student.detach().softmax(1) - nn.functional.one_hot(labels, 10)) / 3
            + beta * temperature * ((student.detach() / temperature).softmax(1) - (teacher / temperature).softmax(1)) / 3;
        Distance(student.grad!, expected).Should().BeLessThan(1e-14);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(1, 0.1)]
    [InlineData(0.5, 0)]
    [InlineData(1000, 0.2)]
    public void The_gradient_is_that_of_finite_differences(double temperature, double smoothing)
    {
        using var scope = NewDisposeScope();
        var loss = new Distilled(temperature, 0.8, 1.2, smoothing);
        var (student, teacher, labels) = (Logits(1).requires_grad_(), Logits(2), tensor([0L, 4L, 9L]));
        loss.Of(student, teacher, labels).backward();

        const double step = 1e-5;
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 10; column++)
            {
                double At(double shift)
                {
                    var moved = student.detach().clone();
                    moved[row, column] += shift;
                    return loss.Of(moved, teacher, labels).item<double>();
                }
                var slope = (At(step) - At(-step)) / (2 * step);
                student.grad![row, column].item<double>().Should()
                    .BeApproximately(slope, 1e-6 * Math.Max(1, temperature * temperature * 1e-3));
            }
    }

    [Theory]
    [InlineData(1e3, 1e-2)]
    [InlineData(1e4, 1e-3)]
    [InlineData(1e5, 1e-4)]
    public void At_a_high_temperature_its_gradient_is_that_of_matching_centred_logits(double temperature, double tolerance)
    {
        using var scope = NewDisposeScope();
        var (student, teacher) = (Logits(1).requires_grad_(), Logits(2));

        new Distilled(temperature).Soft(student, teacher).backward();

        // T·(softmax(z_s/T) − softmax(z_t/T)) → ((z_s − mean z_s) − (z_t − mean z_t)) / K, Hinton's equation 4.
        var s = student.detach();
        var limit = (s - s.mean([1], keepdim: true) - (teacher - teacher.mean([1], keepdim: true))) / 10 / 3;
        Distance(student.grad!, limit).Should().BeLessThan(tolerance * limit.abs().max().item<double>());
    }

    [Fact]
    public void Where_student_and_teacher_agree_the_soft_term_and_its_gradient_are_zero()
    {
        using var scope = NewDisposeScope();
        var student = Logits(1).requires_grad_();

        var soft = Published.Soft(student, student.detach());
        soft.backward();

        soft.item<double>().Should().Be(0);
        student.grad!.abs().max().item<double>().Should().BeLessThan(1e-16);
    }

    [Fact]
    public void No_gradient_reaches_the_teachers_logits()
    {
        using var scope = NewDisposeScope();
        var (student, teacher) = (Logits(1).requires_grad_(), Logits(2).requires_grad_());

        Published.Of(student, teacher, tensor([0L, 4L, 9L])).backward();

        (teacher.grad is null).Should().BeTrue();
        student.grad!.abs().max().item<double>().Should().BePositive();
    }

    [Property(Replay = "(20260101,7)", MaxTest = 200)]
    public bool The_soft_term_is_never_negative_and_ignores_a_shift_of_all_logits(int studentSeed, int teacherSeed, NormalFloat shift)
    {
        using var scope = NewDisposeScope();
        var (student, teacher) = (Logits(studentSeed), Logits(teacherSeed));
        var by = Math.Clamp(shift.Get, -1e3, 1e3);

        var soft = Published.Soft(student, teacher).item<double>();
        var shifted = Published.Soft(student + by, teacher - by).item<double>();

        return soft >= -1e-14 && Math.Abs(soft - shifted) < 1e-9;
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Logits_of_ten_thousand_give_numbers_in_float32_too(double temperature)
    {
        using var scope = NewDisposeScope();
        var student = tensor([1e4f, -1e4f, 0f, 1e4f, 1e4f, -1e4f], [2, 3], float32).requires_grad_();
        var teacher = tensor([-1e4f, 1e4f, 1e4f, 1e4f, -1e4f, 0f], [2, 3], float32);

        var loss = new Distilled(temperature).Of(student, teacher, tensor([0L, 1L]));
        loss.backward();

        float.IsFinite(loss.item<float>()).Should().BeTrue();
        student.grad!.isfinite().all().item<bool>().Should().BeTrue();
    }

    private static Tensor Logits(int seed)
    {
        using var generator = new Generator((ulong)(uint)seed, CPU);
        return randn([3, 10], dtype: float64, generator: generator) * 3;
    }

    private static Tensor Rows(int rows, int columns, params double[] values) => tensor(values, [rows, columns], float64);

    private static double Distance(Tensor one, Tensor other) => (one - other).abs().max().item<double>();
}
