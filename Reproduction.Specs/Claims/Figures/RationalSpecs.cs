using System.Numerics;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Figures;

public sealed class RationalSpecs
{
    [Fact]
    public void A_quotient_is_in_lowest_terms_with_its_sign_above()
    {
        Parts(new(6, -4)).Should().Be((-3, 2));
        Parts(new(-6, -4)).Should().Be((3, 2));
        Parts(new(0, -7)).Should().Be((0, 1));
        Parts(default).Should().Be((0, 1));
        Parts(5L).Should().Be((5, 1));
        Parts(new BigInteger(-5)).Should().Be((-5, 1));
        FluentActions.Invoking(() => new Rational(1, 0)).Should().Throw<DivideByZeroException>()
            .WithMessage("A quotient's denominator is not 0.");

        static (BigInteger, BigInteger) Parts(Rational value) => (value.Numerator, value.Denominator);
    }

    [Fact]
    public void Arithmetic_is_that_of_fractions()
    {
        Rational a = new(1, 6), b = new(3, 4);

        (a + b).Should().Be(new Rational(11, 12));
        (a - b).Should().Be(new Rational(-7, 12));
        (a * b).Should().Be(new Rational(1, 8));
        (a / b).Should().Be(new Rational(2, 9));
    }

    [Fact]
    public void Order_is_that_of_values()
    {
        Rational[] rising = [new(-3, 2), new(-1, 3), 0, new(1, 3), new(2, 5), 1];
        for (var i = 0; i < rising.Length; i++)
            for (var j = 0; j < rising.Length; j++)
            {
                var (a, b) = (rising[i], rising[j]);
                new[] { a < b, a > b, a <= b, a >= b, a == b, a != b }.Should().Equal(i < j, i > j, i <= j, i >= j, i == j, i != j);
                (a.Equals((object)b), a.GetHashCode() == b.GetHashCode()).Should().Be((i == j, i == j));
            }
        rising[0].Equals("-3/2").Should().BeFalse();
    }

    [Theory]
    [InlineData(7, 2, 3, 4)]
    [InlineData(-7, 2, -4, -3)]
    [InlineData(6, 2, 3, 3)]
    [InlineData(-6, 2, -3, -3)]
    [InlineData(0, 1, 0, 0)]
    public void Floor_and_ceiling_are_the_whole_numbers_around_it(int numerator, int denominator, int floor, int ceiling)
    {
        Rational value = new(numerator, denominator);

        (value.Floor(), value.Ceiling()).Should().Be((floor, ceiling));
    }

    [Theory]
    [InlineData(1, 3, 4, "0.3333")]
    [InlineData(2, 3, 4, "0.6667")]
    [InlineData(-2, 3, 0, "-1")]
    [InlineData(1, 8, 2, "0.12")]
    [InlineData(3, 8, 2, "0.38")]
    [InlineData(-1, 400, 2, "0.00")]
    [InlineData(-1, 150, 2, "-0.01")]
    [InlineData(1, 20, 1, "0.0")]
    [InlineData(3, 20, 1, "0.2")]
    [InlineData(1234, 10, 1, "123.4")]
    [InlineData(5, 2, 0, "2")]
    public void Decimals_are_rounded_to_the_nearest_and_ties_to_even(int numerator, int denominator, int digits, string text) =>
        new Rational(numerator, denominator).ToString(digits).Should().Be(text);

    [Fact]
    public void Its_text_is_a_fraction_or_a_whole_number()
    {
        new Rational(-6, 4).ToString().Should().Be("-3/2");
        new Rational(6, 3).ToString().Should().Be("2");
    }
}
