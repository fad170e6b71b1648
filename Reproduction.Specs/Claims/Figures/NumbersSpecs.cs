using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Figures;

/// <summary>Numbers as verdicts, reasons and the audit's page show them.</summary>
public sealed class NumbersSpecs
{
    // All of these are exact in binary but for those near zero: a tie goes to the even digit, as printf has it.
    [Theory]
    [InlineData(0.03125, 4, "0.0312")]
    [InlineData(0.09375, 4, "0.0938")]
    [InlineData(-0.03125, 4, "-0.0312")]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.625, 2, "0.62")]
    [InlineData(-0.0, 4, "0.0000")]
    [InlineData(-0.00004, 4, "0.0000")]
    [InlineData(-0.00006, 4, "-0.0001")]
    [InlineData(double.NaN, 4, "NaN")]
    [InlineData(double.NegativeInfinity, 4, "-Infinity")]
    public void A_measured_number_is_rounded_as_printf_does_and_a_zero_has_no_sign(double value, int digits, string shown) =>
        Numbers.Decimal(value, digits).Should().Be(shown);
}
