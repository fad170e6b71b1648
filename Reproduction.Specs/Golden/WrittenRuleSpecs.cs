namespace Reproduction.Specs.Golden;

public sealed class WrittenRuleSpecs
{
    [Fact]
    public void Both_sides_make_the_same_uniform_numbers()
    {
        foreach (var (name, stored) in GoldenValues.Tensors("written_rule", "uniform"))
            WrittenRule.Uniform(name, 15, low: -2, high: 3).Should().Equal(stored.Doubles, name);
    }

    [Fact]
    public void Both_sides_make_the_same_bytes()
    {
        foreach (var (name, stored) in GoldenValues.Tensors("written_rule", "octets"))
            WrittenRule.Octets(name, 16).Should().Equal(stored.Bytes, name);
    }

    [Fact]
    public void Both_sides_make_the_same_whole_numbers()
    {
        foreach (var (name, stored) in GoldenValues.Tensors("written_rule", "integers"))
            WrittenRule.Integers(name, 16, 10).Should().Equal(stored.Longs, name);
    }
}
