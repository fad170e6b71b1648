namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Which figures clash whatever the share of positives is, and which counts of errors they have with so many images.</summary>
public sealed class AnySupportsClashSpecs
{
    [Fact]
    public void Of_so_many_images_a_smallest_set_of_figures_that_clash_is_named_and_why()
    {
        // 0.8545 is 47 of 55, 94 of 110 and so on; 287 of 300 images are right only with 55, of which 8 and 5 others are wrong: 240 of 245.
        var audit = Commands.Program.Run(
            "audit", "--images", "300", "--claim", "accuracy=0.9567", "--claim", "sensitivity=0.8545", "--claim", "specificity=0.97");

        audit.ExitCode.Should().Be(1);
        audit.Output.ReplaceLineEndings("\n").Should().Contain(
            "these clash already, and no fewer figures do:\n  accuracy = 0.9567\n  sensitivity = 0.8545\n  specificity = 0.97\n")
            .And.Contain("  1. accuracy = 0.9567 and sensitivity = 0.8545 leave 55 positives among 300 images, with which no counts print "
                + "specificity = 0.97 too.");
    }

    [Fact]
    public void A_figure_that_no_share_of_positives_prints_clashes_alone()
    {
        // No whole number of at most 7 images over another is 0.61: 3/5 = 0.60 and 5/8 = 0.63.
        var audit = Commands.Program.Run(
            "audit", "--images", "7", "--claim", "sensitivity=0.61", "--claim", "specificity=0.50", "--json");

        audit.ExitCode.Should().Be(1);
        audit.Output.Should().Contain("\"conflict\":[{\"metric\":\"sensitivity\",").And.Contain("\"conflict_is_smallest\":true")
            .And.Contain("no number of positives among 7 images prints sensitivity = 0.61.");
    }

    [Fact]
    public void Where_nothing_says_how_many_images_there_are_figures_are_left_out_as_long_as_the_others_are_refuted()
    {
        // The root of 0.7 · 0.9 is 0.794, whatever the precision.
        var audit = Commands.Program.Run(
            "audit", "--claim", "ppv=0.700", "--claim", "sensitivity=0.700", "--claim", "specificity=0.900", "--claim", "gm=0.600");

        audit.ExitCode.Should().Be(1);
        audit.Output.ReplaceLineEndings("\n").Should().Contain("\n  sensitivity = 0.700\n  specificity = 0.900\n  gm = 0.600\n")
            .And.NotContain("  ppv");
    }

    // Of 10 images 3 false alarms and 2 misses are 5 errors; with 4 positives a sensitivity of 2/4.
    [Theory]
    [InlineData(0, "--images", "10", "--claim", "fp=3", "--claim", "fn=2", "--claim", "accuracy=0.50", "--claim", "sensitivity=0.50")]
    [InlineData(1, "--images", "10", "--claim", "fp=3", "--claim", "fn=2", "--claim", "accuracy=0.60", "--claim", "sensitivity=0.50")]
    [InlineData(0, "--images", "10", "--claim", "tp=2", "--claim", "fn=2", "--claim", "sensitivity=0.50")]
    // Twelve false alarms are more than ten images.
    [InlineData(1, "--images", "10", "--claim", "fp=12", "--claim", "sensitivity=0.50")]
    [InlineData(2, "--claim", "fp=3", "--claim", "sensitivity=0.50")]
    public void Counts_of_hits_and_errors_are_judged_with_each_number_of_positives(int exitCode, params string[] arguments) =>
        Commands.Program.Run(["audit", .. arguments]).ExitCode.Should().Be(exitCode);
}
