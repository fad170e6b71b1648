using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>
/// Which rows of two files are the same image. They hold one model's answers in two orders of rows, and the labels in one order, so that
/// rows paired wrongly disagree without a word.
/// </summary>
public sealed class SameImagesSpecs : IDisposable
{
    private static readonly int[] Swapped = [1, 0, 3, 2, 5, 4, 7, 6];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("idx", "", "")]
    [InlineData("ImageId", "", "")]
    [InlineData("Unnamed: 0", "", "")]
    [InlineData("frame", "", "")]
    [InlineData("filepath", "data/", ".png")]
    [InlineData("file_path", "data/", ".png")]
    [InlineData("img", "", ".png")]
    [InlineData("img_path", "", ".png")]
    [InlineData("name", "n", "")]
    [InlineData("key", "k", "")]
    [InlineData("Bild", "Bild ", "")]
    public void A_column_of_other_values_in_each_row_that_both_files_have_pairs_them(string column, string before, string after)
    {
        var ids = Enumerable.Range(0, 8).Select(image => $"{before}{image}{after}").ToList();

        var (one, other, said) = Pair(Table("one.csv", column, ids), Table("other.csv", column, ids, Swapped));

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().Equal(
            column is "frame" or "name" or "key" or "Bild"
                ? [$"other.csv: its rows are put into the order of those of one.csv by {column}, whose values are the same: leave it "
                    + "out where it tells no images apart"]
                : []);
    }

    /// <summary>Each model ranks the images by its own scores: the rows are in one order, and the values the same in another.</summary>
    [Theory]
    [InlineData("rank", "", "")]
    [InlineData("order", "", "")]
    [InlineData("percentile", "0.", "")]
    [InlineData("model rank", "", ".0")]
    [InlineData("z", "-", "e1")]
    public void A_column_of_numbers_without_an_ids_name_pairs_nothing(string column, string before, string after)
    {
        var ranks = Enumerable.Range(1, 8).Select(rank => $"{before}{rank}{after}").ToList();

        var (one, other, said) = Pair(Table("one.csv", column, ranks), Table("other.csv", column, ranks, Swapped));

        other.Predicted.ToArray().Should().NotEqual(one.Predicted.ToArray());
        said.Should().BeEmpty();
    }

    [Fact]
    public void An_index_that_counts_rows_pairs_none_with_the_ids_of_another_name()
    {
        var ids = Enumerable.Range(0, 8).Select(image => $"{image}").ToList();

        var (one, other, said) = Pair(Table("one.csv", "idx", ids), Table("other.csv", "image_id", ids, Swapped));

        other.Predicted.ToArray().Should().NotEqual(one.Predicted.ToArray());
        said.Should().Equal("other.csv: its images have other names than those of one.csv: compared row by row");
    }

    /// <summary>The index orders its own file's rows; the other's stand in another order, as their ids say.</summary>
    [Theory]
    [InlineData("index", 0, "id")]
    [InlineData("index", 1, "id")]
    [InlineData("Index", 0, "image_id")]
    [InlineData("index", 0, "idx")]
    public void An_index_and_a_column_of_ids_that_hold_the_same_numbers_pair_the_rows(string index, int from, string column)
    {
        var ids = Enumerable.Range(from, 8).Select(image => $"{image}").ToList();

        var (one, other, said) = Pair(Table("one.csv", index, ids), Table("other.csv", column, ids, Swapped));
        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().Equal(
            $"other.csv: its rows are put into the order of those of one.csv by {index} and {column}, whose values are the same: leave it "
            + "out where it tells no images apart");

        (one, other, _) = Pair(Table("one.csv", column, ids, Swapped), Table("other.csv", index, ids));
        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
    }

    /// <summary>pandas' own index has no name; of a table in another order it has the numbers of the images all the same.</summary>
    [Theory]
    [InlineData("0 1 2 3 4 5 6 7")]
    [InlineData("5 17 9 30 2 41 8 11")]
    public void An_index_without_a_name_that_does_more_than_count_rows_pairs_them_with_ids_that_are_its_numbers(string numbers)
    {
        var ids = numbers.Split(' ');

        var (one, other, _) = Pair(Table("one.csv", "\"\"", ids, Swapped), Table("other.csv", "id", ids));

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
    }

    [Theory]
    [InlineData("index", "0 1 2 3 4 5 6 7", "id", "0 1 2 3 4 5 6 9")]
    [InlineData("id", "9 1 2 3 4 5 6 7", "index", "0 1 2 3 4 5 6 7")]
    [InlineData("index", "1 0 3 2 5 4 7 6", "id", "1 2 3 4 5 6 7 8")]
    [InlineData("index", "1 0 3 2 5 4 7 6", "filename", "a b c d e f g h")]
    public void An_index_and_a_column_of_ids_that_hold_different_values_are_refused(string here, string mine, string there, string its)
    {
        FluentActions.Invoking(() => Pair(Table("one.csv", here, mine.Split(' ')), Table("other.csv", there, its.Split(' ')))).Should()
            .Throw<BadInputException>().WithMessage(
                $"--against other.csv: its {there} does not hold the same values as {here} of one.csv, expected it to, or the file without "
                + "that column where its rows are the same images in that order");
    }

    [Theory]
    [InlineData("index", "row")]
    [InlineData("row", "index")]
    public void An_index_beside_a_file_without_ids_is_compared_row_by_row(string here, string there)
    {
        var rows = Enumerable.Range(0, 8).Select(image => $"{image}").ToList();

        var (one, other, said) = Pair(Table("one.csv", here, rows), Table("other.csv", there, rows));

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("filename")]
    public void An_index_and_one_without_a_name_of_the_same_numbers_pair_the_rows_whatever_stands_beside_the_second(string beside)
    {
        var rows = Enumerable.Range(0, 8).Select(image => $"{image}").ToList();
        Table("other.csv", beside, [.. rows.Select(row => $"7{row}")]);
        File.WriteAllLines(
            folder["other.csv"], File.ReadAllLines(folder["other.csv"]).Select((line, row) => row == 0 ? $",{line}" : $"{row - 1},{line}"));

        var (one, other, said) = Pair(Table("one.csv", "index", rows), "other.csv");

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Unnamed: 0", "0 1 2 3 4 5 6 7")]
    [InlineData("idx", "0 1 2 3 4 5 6 7")]
    [InlineData("Unnamed: 0", "5 17 9 30 2 41 8 11")]
    [InlineData("Unnamed: 0", "5 7 1 3 2 4 0 6")]
    public void File_names_pair_the_rows_beside_an_index_that_only_counts_them(string index, string numbers)
    {
        var names = Enumerable.Range(0, 8).Select(image => $"{image}.png").ToList();
        Table("one.csv", "filename", names);
        Table("other.csv", "filename", names, Swapped);
        foreach (var (file, counted) in new[] { ("one.csv", numbers.Split(' ')), ("other.csv", "0 1 2 3 4 5 6 7".Split(' ')) })
            File.WriteAllLines(
                folder[file], File.ReadAllLines(folder[file]).Select((line, row) => $"{(row == 0 ? index : counted[row - 1])},{line}"));

        var (one, other, said) = Pair("one.csv", "other.csv");

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Unnamed: 0", "5 17 9 30 2 41 8 11", "Unnamed: 0", "0 1 2 3 4 5 6 7")]
    [InlineData("idx", "0 1 2 3 4 5 6 7", "filename", "a b c d e f g h")]
    [InlineData("idx", "5 17 9 30 2 41 8 11", "filename", "a b c d e f g h")]
    [InlineData("index", "0 1 2 3 4 5 6 7", "filename", "a b c d e f g h")]
    [InlineData("id", "100 107 114 121 128 135 142 149", "index", "0 1 2 3 4 5 6 7")]
    public void Columns_that_may_call_the_same_images_something_else_leave_rows_as_they_are_and_that_is_said(
        string here, string mine, string there, string its)
    {
        var (one, other, said) = Pair(Table("one.csv", here, mine.Split(' ')), Table("other.csv", there, its.Split(' ')));

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().Equal("other.csv: its images have other names than those of one.csv: compared row by row");
    }

    [Fact]
    public void A_column_that_has_most_values_in_both_files_pairs_nothing_and_that_is_said()
    {
        List<string> Ids(int last) => [.. Enumerable.Range(0, 7).Select(image => $"ISIC_{image}"), $"ISIC_{last}"];

        var (one, other, said) = Pair(Table("one.csv", "isic_id", Ids(7)), Table("other.csv", "isic_id", Ids(99)));

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().Equal("other.csv: isic_id has 7 of the 8 values that it has in one.csv: compared row by row");
    }

    [Fact]
    public void Images_of_one_name_in_two_folders_are_not_taken_for_each_other()
    {
        List<string> Ids(int moved) => [.. Enumerable.Range(0, 8).Select(image => $"{(image == moved ? "train" : "test")}/{image}.png")];

        FluentActions.Invoking(() => Pair(Table("one.csv", "path", Ids(-1)), Table("other.csv", "path", Ids(3)))).Should()
            .Throw<BadInputException>().WithMessage("*: 1 of the 8 images of one.csv are not among its 8 by their names, *");
    }

    [Fact]
    public void Columns_of_two_names_pair_the_rows_where_they_hold_the_same_and_are_no_numbers_of_rows()
    {
        var ids = Enumerable.Range(0, 8).Select(image => $"{image}").ToList();
        var names = ids.ConvertAll(id => $"{id}.png");

        var (one, other, _) = Pair(Table("one.csv", "Bild", names), Table("other.csv", "picture", names, Swapped));
        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        // The rank of an answer among the others is no image.
        (one, other, _) = Pair(Table("one.csv", "rank", ids), Table("other.csv", "position", ids, Swapped));
        other.Predicted.ToArray().Should().NotEqual(one.Predicted.ToArray());
    }

    [Theory]
    [InlineData("path", "/data/test/{0}.png", "/home/me/test/{0}.png")]
    [InlineData("path", "test/{0}.png", "{0}.png")]
    [InlineData("path", "C:\\data\\{0}.png", "/data/{0}.png")]
    [InlineData("filename", "A{0}.JPG", "a{0}.jpg")]
    [InlineData("id", "{0}", "000{0}")]
    [InlineData("id", "{0}.0", "{0}")]
    [InlineData("filename", "e\u0301{0}.png", "\u00e9{0}.png")]
    public void An_image_may_be_written_as_another_machine_writes_it_and_that_is_said(string column, string here, string there)
    {
        List<string> Ids(string of) => [.. Enumerable.Range(0, 8).Select(image => of.Replace("{0}", $"{image}", StringComparison.Ordinal))];

        var (one, other, said) = Pair(Table("one.csv", column, Ids(here)), Table("other.csv", column, Ids(there), Swapped));

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().ContainSingle().Which.Should().Contain($"{column} is written otherwise than in");
    }

    [Fact]
    public void Ends_of_paths_that_two_images_share_tell_nothing()
    {
        List<string> Ids(string root) => [.. Enumerable.Range(0, 8).Select(image => $"{root}/{image / 2}/x/{image % 2}.png")];

        FluentActions.Invoking(() => Pair(Table("one.csv", "path", Ids("/a")), Table("other.csv", "path", Ids("/b"), Swapped))).Should()
            .Throw<BadInputException>().WithMessage("*: none of its 8 images has, by path, the name of one of *");
    }

    [Theory]
    [InlineData("id", "id")]
    [InlineData("filename", "image")]
    public void Files_whose_images_have_none_in_common_are_not_compared_row_by_row(string here, string there)
    {
        var (mine, its) = (Enumerable.Range(0, 8).Select(i => $"a{i}").ToList(), Enumerable.Range(0, 8).Select(i => $"b{i}").ToList());

        FluentActions.Invoking(() => Pair(Table("one.csv", here, mine), Table("other.csv", there, its))).Should()
            .Throw<BadInputException>().WithMessage("--against *: none of its 8 images has, by *, the name of one of *");
    }

    [Fact]
    public void Columns_that_pair_the_rows_differently_are_refused_also_where_one_only_counts_them()
    {
        var ids = Enumerable.Range(0, 8).Select(image => $"x{image}").ToList();
        Table("one.csv", "Bild", ids);
        Table("other.csv", "Bild", ids, Swapped);
        foreach (var file in (string[])["one.csv", "other.csv"])
            File.WriteAllLines(
                folder[file], File.ReadAllLines(folder[file]).Select((line, row) => row == 0 ? $"idx,{line}" : $"{row - 1},{line}"));

        FluentActions.Invoking(() => Pair("one.csv", "other.csv")).Should()
            .Throw<BadInputException>().WithMessage("*in another order by Bild than by idx, expected one of these columns alone");
    }

    [Theory]
    [InlineData("\"\"", 1, "", 0)]
    [InlineData("\"\"", 1, "row", 0)]
    [InlineData("index", 1, "index", 0)]
    [InlineData("id", 1, "id", 0)]
    [InlineData("index", 1, "id", 0)]
    [InlineData("index", 0, "id", 1)]
    [InlineData("id", 1, "index", 0)]
    public void Rows_that_are_counted_from_0_and_from_1_are_compared_row_by_row_and_that_is_said(
        string here, int from, string there, int other)
    {
        List<string> Ids(int first) => [.. Enumerable.Range(first, 8).Select(row => $"{row}")];

        var (first, second, said) = Pair(Table("one.csv", here, Ids(from)), Table("other.csv", there, Ids(other)));

        second.Predicted.ToArray().Should().Equal(first.Predicted.ToArray());
        said.Should().ContainSingle().Which.Should().Contain("its rows are counted from another number than those of")
            .And.EndWith(": compared row by row");
    }

    [Fact]
    public void File_names_pair_what_pandas_has_numbered_otherwise()
    {
        File.WriteAllText(folder["one.csv"], ",filename,label,y_pred\n5,a.png,0,0\n17,b.png,1,0\n9,c.png,1,1\n");
        File.WriteAllText(folder["other.csv"], ",filename,label,y_pred\n0,c.png,1,1\n1,a.png,0,0\n2,b.png,1,0\n");

        var (one, other, said) = Pair("one.csv", "other.csv");

        other.Predicted.ToArray().Should().Equal(one.Predicted.ToArray());
        said.Should().BeEmpty();
    }

    /// <summary>Four images of either class, of which the model has every second right.</summary>
    private string Table(string file, string column, IReadOnlyList<string> ids, int[]? order = null)
    {
        File.WriteAllText(folder[file], $"{column},label,y_pred\n" + string.Concat((order ?? [.. Enumerable.Range(0, 8)])
            .Select(image => $"{ids[image]},{image / 4},{(image % 2 == 1 ? image / 4 : 1 - image / 4)}\n")));
        return file;
    }

    private (Predictions One, Predictions Other, List<string> Said) Pair(string one, string other)
    {
        var said = new List<string>();
        var (mine, its) = SameImages.Of((PredictionsFile.Read(folder[one]), one), (PredictionsFile.Read(folder[other]), other), said.Add);
        return (mine, its, said);
    }
}
