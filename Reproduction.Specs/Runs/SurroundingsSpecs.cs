using Reproduction.Runs;

namespace Reproduction.Specs.Runs;

public sealed class SurroundingsSpecs
{
    private static readonly Surroundings Here = new("data", "cpu", 2, "2.10.0", "1", "avx2");

    [Theory]
    [InlineData("other", "cpu", 2, "2.10.0", "1", "the data (fingerprint) was data and is now other")]
    [InlineData("data", "cuda", 2, "2.10.0", "1", "the device was cpu and is now cuda")]
    [InlineData("data", "cpu", 4, "2.10.0", "1", "the number of threads was 2 and is now 4")]
    [InlineData("data", "cpu", 2, "2.11.0", "1", "libtorch was 2.10.0 and is now 2.11.0")]
    [InlineData("data", "cpu", 2, "2.10.0", "1", "libtorch's set of instructions was avx2 and is now avx512", "avx512")]
    [InlineData("data", "cpu", 2, "2.10.0", "2", "the version of the own kernels was 1 and is now 2")]
    public void What_differs_between_the_surroundings_of_two_runs_is_named(
        string data, string device, int threads, string libtorch, string kernels, string difference, string instructions = "avx2") =>
        Here.Difference(new(data, device, threads, libtorch, kernels, instructions)).Should().Be(difference);

    [Fact]
    public void On_CUDA_neither_the_processors_threads_nor_its_vectors_decide_a_bit()
    {
        var cuda = Here with { Device = "cuda" };

        cuda.Difference(cuda with { Threads = 8, Instructions = "default", Kernels = "another" }).Should().BeNull();
        cuda.Difference(cuda with { Libtorch = "2.11.0" }).Should().Be("libtorch was 2.10.0 and is now 2.11.0");
    }

    [Fact]
    public void Surroundings_in_which_libtorchs_instructions_were_not_recorded_are_not_refused_for_them() =>
        (Here with { Instructions = "unknown", Libtorch = "the package's" }).Difference(Here).Should().BeNull();

    [Fact]
    public void Nothing_differs_between_equal_surroundings() => Here.Difference(Here with { }).Should().BeNull();
}
