namespace Reproduction.Specs.Snapshots;

public sealed class LineDiffSpecs
{
    [Fact]
    public void A_changed_line_is_shown_as_it_was_and_as_it_is_with_two_lines_around_it() =>
        LineDiff.Between("a\nb\nc\naccuracy 0.9142\nd\ne\nf", "a\nb\nc\naccuracy 0.9143\nd\ne\nf").Should().Be(
            "@@ line 2 @@\n  b\n  c\n- accuracy 0.9142\n+ accuracy 0.9143\n  d\n  e\n");

    [Fact]
    public void Lines_that_only_moved_apart_are_not_differences() =>
        LineDiff.Between("a\nb\nc", "a\nnew\nb\nc").Should().Be("@@ line 1 @@\n  a\n+ new\n  b\n  c\n");

    [Fact]
    public void Distant_differences_are_shown_apart_with_their_line_numbers() =>
        LineDiff.Between("x\n1\n2\n3\n4\n5\n6\ny", "X\n1\n2\n3\n4\n5\n6").Should().Be(
            "@@ line 1 @@\n- x\n+ X\n  1\n  2\n@@ line 6 @@\n  5\n  6\n- y\n");

    [Fact]
    public void A_line_feed_at_the_end_is_visible_as_an_empty_line() =>
        LineDiff.Between("a", "a\n").Should().Be("@@ line 1 @@\n  a\n+ \n");
}
