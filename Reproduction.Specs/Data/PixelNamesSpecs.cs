using Reproduction.Data;

namespace Reproduction.Specs.Data;

/// <summary>Tables of pixels whose columns have numbers in their names: the image of each is 0, 1, 2, … row by row.</summary>
public sealed class PixelNamesSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ImageSet Read(IEnumerable<string> names, IEnumerable<int> pixels)
    {
        File.WriteAllText(folder["mnist_train.csv"], $"{string.Join(',', names)},label\n{string.Join(',', pixels)},7\n");
        File.WriteAllText(folder["mnist_test.csv"], "0,9,9,9,9\n");
        return HeldDataset.In(folder.Path, "mnist")!.Read().Train;
    }

    [Theory]
    [InlineData("pixel3,pixel2,pixel1,pixel0", 3, 2, 1, 0)]
    [InlineData("mnist784_2,mnist784_4,mnist784_1,mnist784_3", 1, 3, 0, 2)]
    [InlineData("1x2,1x1,2x1,2x2", 1, 0, 2, 3)]
    [InlineData("r0_c0,r1_c0,r0_c1,r1_c1", 0, 2, 1, 3)]
    [InlineData("Col1Row1,Col1Row2,Col2Row1,Col2Row2", 0, 2, 1, 3)]
    [InlineData("y1x1,y1x0,y0x1,y0x0", 3, 2, 1, 0)]
    public void Columns_of_pixels_stand_where_their_names_say(string names, params int[] pixels)
    {
        var train = Read(names.Split(','), pixels);

        train.Labels.Should().Equal(7);
        train.Pixels.ToArray().Should().Equal(0, 1, 2, 3);
    }

    [Theory]
    [InlineData("pixel0,pixel1,pixel2,pixel3")]
    [InlineData("V2,V3,V4,V5")]
    [InlineData("1x1,1x2,2x1,2x2")]
    [InlineData("c0_r0,c1_r0,c0_r1,c1_r1")]
    [InlineData("x0y0,x1y0,x0y1,x1y1")]
    [InlineData("row0_pixel0,row0_pixel1,row1_pixel2,row1_pixel3")]
    [InlineData("A1,A2,B1,B2")]
    [InlineData("pixel,pixel.1,pixel.2,pixel.3")]
    [InlineData("253,253.1,18,18.1")]
    [InlineData("253,18,253.1,253.2")]
    [InlineData("0,0.1,0.2,0.3")]
    [InlineData("p,p,p,p")]
    [InlineData("north,east,south,west")]
    public void Columns_that_stand_row_by_row_or_have_no_numbers_stay_in_their_places(string names) =>
        Read(names.Split(','), [0, 1, 2, 3]).Pixels.ToArray().Should().Equal(0, 1, 2, 3);

    /// <summary>pixel1, pixel10, pixel11, …, pixel2: the order of text.</summary>
    [Fact]
    public void Names_that_were_sorted_as_text_are_put_in_the_order_of_their_numbers()
    {
        var sorted = Enumerable.Range(0, 256).OrderBy(pixel => $"pixel{pixel}", StringComparer.Ordinal).ToArray();

        Read(sorted.Select(pixel => $"pixel{pixel}"), sorted).Pixels.ToArray().Should().Equal(Ascending);
    }

    /// <summary>1x1, 1x10, 1x11, …, 1x2, …, 10x1: the order of text.</summary>
    [Fact]
    public void Rows_and_columns_that_were_sorted_as_text_are_put_in_the_order_of_their_numbers()
    {
        static string Name(int pixel) => $"{pixel / 16 + 1}x{pixel % 16 + 1}";
        var sorted = Enumerable.Range(0, 256).OrderBy(Name, StringComparer.Ordinal).ToArray();

        Read(sorted.Select(Name), sorted).Pixels.ToArray().Should().Equal(Ascending);
    }

    [Theory]
    [InlineData("p1,p2,p4,p5",
        "*mnist_train.csv: line 1: columns of pixels from 'p1' to 'p5', with gaps between their numbers, expected each number once, *")]
    [InlineData("p1,p2,p2,p3", "*columns of pixels from 'p1' to 'p3', 'p2' twice, expected*")]
    [InlineData("7p1,7p1,7p1,7p1", "*'7p1' twice, expected*")]
    [InlineData("r_0,g_0,b_0,a_0", "*columns of pixels from 'r_0' to 'a_0', of several colours, expected those of grey images")]
    [InlineData("0_red,1_red,0_green,0_blue", "*of several colours, *")]
    [InlineData("1x1,1x2,2x1,2x3", "*whose 4 pairs of numbers are not those of the rows and columns of a square image, *")]
    [InlineData("1x1,1x2,2x2,2x2", "*whose 4 pairs of numbers are not those of the rows and columns of a square image, *")]
    [InlineData("1x1,2x1,1x2,2x2", "*which do not say whether the row or the column stands first in a name, expected names like r0_c0*")]
    [InlineData("x0y0,x0y1,x1y0,x1y1", "*which do not say whether the row or the column stands first in a name, *")]
    [InlineData("p,p.1,p.3,p.2", "*among them 'p.3' before 'p.2', expected rising numbers*")]
    [InlineData("p2,p2.1,p1,p0", "*among them 'p2' before 'p1', expected rising numbers*")]
    [InlineData("A2,A1,B1,B2", "*among them 'A2' before 'A1', expected rising numbers*")]
    [InlineData("1_1_1,1_1_2,2_1_3,1_2_1", "*with 3 numbers that differ, expected*")]
    public void Names_whose_numbers_do_not_say_where_each_pixel_stands_are_refused(string names, string message) =>
        FluentActions.Invoking(() => Read(names.Split(','), [0, 1, 2, 3])).Should().Throw<BadInputException>().WithMessage(message);

    private static IEnumerable<byte> Ascending => Enumerable.Range(0, 256).Select(pixel => (byte)pixel);
}
