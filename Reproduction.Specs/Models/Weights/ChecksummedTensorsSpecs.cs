using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using TorchSharp;

namespace Reproduction.Specs.Models.Weights;

public sealed class ChecksummedTensorsSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly torch.Tensor weights = torch.arange(600, dtype: torch.float32).reshape(20, 30);
    private readonly torch.Tensor counter = torch.tensor(7L);

    private string File => folder["checkpoint.safetensors"];

    public void Dispose()
    {
        weights.Dispose();
        counter.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_sound_file_gives_back_tensors_and_metadata_and_is_plain_safetensors()
    {
        using var scope = torch.NewDisposeScope();
        Write();

        var read = ChecksummedTensors.Read(File, out var damage)!;

        damage.Should().BeNull();
        read.Metadata["training_state"].Should().Be("""{"Epoch":3}""");
        read.Tensors["weights"].equal(weights).all().item<bool>().Should().BeTrue();
        SafeTensors.Read(File).Tensors.Keys.Should().Equal("weights", "counter");
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_damaged()
    {
        var whole = Write();

        foreach (var length in Places(whole.Length)) ShouldBeDamaged(whole[..length], $"cut off after {length} bytes");
    }

    [Fact]
    public void A_file_with_any_block_zeroed_is_damaged()
    {
        var whole = Write();

        foreach (var at in Places(whole.Length))
        {
            var damaged = (byte[])whole.Clone();
            damaged.AsSpan(at, Math.Min(16, damaged.Length - at)).Clear();
            // Zeroes where zeroes were are no damage.
            if (!damaged.AsSpan().SequenceEqual(whole)) ShouldBeDamaged(damaged, $"zeroed at {at}");
        }
    }

    [Fact]
    public void A_file_with_any_byte_flipped_is_damaged()
    {
        var whole = Write();

        foreach (var at in Places(whole.Length))
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0xFF;
            ShouldBeDamaged(damaged, $"flipped at {at}");
        }
    }

    [Fact]
    public void A_single_bit_flipped_anywhere_is_damage_or_changes_nothing_that_is_read()
    {
        var whole = Write();

        for (var bit = 0; bit < 8 * whole.Length; bit += bit < 8 * 512 ? 1 : 37)
        {
            using var scope = torch.NewDisposeScope();
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            System.IO.File.WriteAllBytes(File, damaged);

            if (ChecksummedTensors.Read(File, out _) is not { } read) continue;
            read.Tensors["weights"].equal(weights).all().item<bool>().Should().BeTrue($"bit {bit} was accepted");
            read.Tensors["counter"].item<long>().Should().Be(7, $"bit {bit} was accepted");
            read.Metadata["training_state"].Should().Be("""{"Epoch":3}""", $"bit {bit} was accepted");
        }
    }

    [Fact]
    public void A_file_without_a_checksum_is_not_trusted()
    {
        SafeTensors.Write(File, [("weights", weights)]);

        ChecksummedTensors.Read(File, out var damage).Should().BeNull();
        damage.Should().Contain(File).And.Contain("no checksum");
    }

    [Fact]
    public void What_cannot_be_read_is_not_taken_for_damaged()
    {
        var reading = () => ChecksummedTensors.Read(folder["nothing.safetensors"], out _);

        reading.Should().Throw<IOException>();
    }

    private byte[] Write()
    {
        ChecksummedTensors.Write(
            File, [("weights", weights), ("counter", counter)], new Dictionary<string, string> { ["training_state"] = """{"Epoch":3}""" });
        return System.IO.File.ReadAllBytes(File);
    }

    /// <summary>Every byte of length and header, and every seventh of the data.</summary>
    private static IEnumerable<int> Places(int length) => Enumerable.Range(0, length).Where(at => at < 512 || at % 7 == 0);

    private void ShouldBeDamaged(byte[] content, string how)
    {
        System.IO.File.WriteAllBytes(File, content);

        ChecksummedTensors.Read(File, out var damage).Should().BeNull(how);
        damage.Should().StartWith(File, how).And.NotContain("\n", how);
    }
}
