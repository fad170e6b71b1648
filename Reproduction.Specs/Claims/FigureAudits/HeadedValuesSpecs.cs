using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Scores of classes that stand in no rows: of 4 cats 3 were seen and one owl taken for a cat, of 6 owls 5 and one cat for an owl.
/// </summary>
public sealed class HeadedValuesSpecs
{
    [Theory]
    [InlineData("Class: cat\nPrecision: 0.75\nRecall: 0.75\nF1-score: 0.75\nSupport: 4\n\n"
        + "Class: owl\nPrecision: 0.83\nRecall: 0.83\nF1-score: 0.83\nSupport: 6\n")]
    [InlineData("Class 'cat':\n  - Precision = 75.0%\n  - Recall = 75.0%\n  - Support = 4\nClass 'owl':\n  - Precision = 83.3%\n"
        + "  - Recall = 83.3%\n  - Support = 6\n")]
    [InlineData("### cat\n\n- **Precision**: 0.75\n- **Recall**: 0.75\n- **Support**: 4\n\n### owl\n\n- **Precision**: 0.83\n"
        + "- **Recall**: 0.83\n- **Support**: 6\n")]
    [InlineData("🐱 cat\n✅ Precision: 0.75\n✅ Recall: 0.75\n✅ Support: 4\n\n🦉 owl\n✅ Precision: 0.83\n✅ Recall: 0.83\n✅ Support: 6\n")]
    [InlineData("Class cat - Precision: 0.75, Recall: 0.75, F1: 0.75, Support: 4\n"
        + "Class owl - Precision: 0.83, Recall: 0.83, F1: 0.83, Support: 6\n")]
    [InlineData("cat: precision=0.75 recall=0.75 f1=0.75 support=4\nowl: precision=0.83 recall=0.83 f1=0.83 support=6\n")]
    // A cell a line, and lines of JSON.
    [InlineData("Class\nPrecision\nRecall\nF1\nSupport\ncat\n0.75\n0.75\n0.75\n4\nowl\n0.83\n0.83\n0.83\n6\n")]
    [InlineData("precision\nrecall\nf1-score\nsupport\ncat\n0.75\n0.75\n0.75\n4\nowl\n0.83\n0.83\n0.83\n6\naccuracy\n0.80\n10\n")]
    [InlineData("{\"class\": \"cat\", \"precision\": 0.75, \"recall\": 0.75, \"f1-score\": 0.75, \"support\": 4}\n"
        + "{\"class\": \"owl\", \"precision\": 0.83, \"recall\": 0.83, \"f1-score\": 0.83, \"support\": 6}\n")]
    // A log that puts its level and the time before every line.
    [InlineData("[INFO] 2024-01-01 10:00:00 precision recall f1-score support\n[INFO] 2024-01-01 10:00:00\n"
        + "[INFO] 2024-01-01 10:00:00 cat 0.75 0.75 0.75 4\n[INFO] 2024-01-01 10:00:01 owl 0.83 0.83 0.83 6\n"
        + "[INFO] 2024-01-01 10:00:01 accuracy 0.80 10\n")]
    [InlineData("epoch 10: Class: cat\nepoch 10: Precision: 0.75\nepoch 10: Recall: 0.75\nepoch 10: Support: 4\nepoch 10: Class: owl\n"
        + "epoch 10: Precision: 0.83\nepoch 10: Recall: 0.83\nepoch 10: Support: 6\n")]
    [InlineData("> Class: cat\n> Precision: 0.75\n> Recall: 0.75\n> Support: 4\n>\n> Class: owl\n> Precision: 0.83\n> Recall: 0.83\n"
        + "> Support: 6\n")]
    [InlineData("// Class: cat\n// Precision: 0.75\n// Recall: 0.75\n// Support: 4\n// Class: owl\n// Precision: 0.83\n// Recall: 0.83\n"
        + "// Support: 6\n")]
    public void They_are_read_as_a_table(string paste)
    {
        var audit = Audit(paste);

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        // Of 6 owls there is no recall of 0.73, and no precision beside 5 hits.
        Audit(paste.Replace("0.83", "0.73", StringComparison.Ordinal).Replace("83.3%", "73.3%", StringComparison.Ordinal))
            .Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    private const string Blocks =
        "Class: cat\nPrecision: 0.75\nRecall: 0.75\n\nClass: owl\nPrecision: 0.83\nRecall: 0.83\n";

    [Fact]
    public void Without_images_they_are_asked_for()
    {
        Refusal(Blocks).Should().Contain("no support of 'cat', expected it in the table or as --support");
        Audit(Blocks, "4,6").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>8 of 10. Another accuracy is none of theirs, though it may be of classes that are not shown.</summary>
    [Theory]
    [InlineData("Accuracy: 0.80\n", 8)]
    [InlineData("\nAccuracy: 0.80\n", 9)]
    [InlineData("\nMacro avg\nPrecision: 0.79\nRecall: 0.79\nAccuracy: 0.80\n", 12)]
    public void An_accuracy_below_the_last_class_is_that_of_all(string below, int line)
    {
        var audit = Audit(Blocks + below, "4,6");

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Figures.Notes.Should().Contain($"held against the table: Accuracy = 0.80 (line {line})");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Verdict(Blocks + below.Replace("0.80", "0.90", StringComparison.Ordinal), "4,6").Should().NotBe(Possibility.Consistent);
    }

    [Fact]
    public void An_accuracy_below_a_heading_of_its_own_is_named_and_not_judged()
    {
        var audit = Audit(Blocks + "\nOverall\nAccuracy: 0.80\n", "4,6");

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Figures.Notes.Should().Contain("not judged: Accuracy = 0.80 (line 10)");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("Class: elk\nPrecision: 0.50\n", "*:9: 'elk' has Precision, expected each of Precision, Recall once, *")]
    [InlineData("Class: elk\nPrecision: 0.50\nPrecision: 0.60\nRecall: 0.50\n", "*:9: 'elk' has Precision, Precision, Recall, expected *")]
    [InlineData("Class: elk\n(rare)\nPrecision: 0.50\nRecall: 0.50\n", "*:9: 'Class: elk' without scores below, expected them *")]
    [InlineData("Class elk - never predicted\n", "*:9: 'Class elk - never predicted' without scores below, *")]
    [InlineData("Class: owl\nPrecision: 0.50\nRecall: 0.50\n", "*: two classes 'owl', expected a name for each")]
    public void A_class_that_lacks_a_score_or_stands_twice_is_refused(string third, string message) =>
        Refusal($"{Blocks}\n{third}", "4,6,2").Should().Match(message);

    [Theory]
    // One model, two sets, two models, thresholds, rounds, settings, and one epoch after the other.
    [InlineData("Results\nPrecision: 0.75\nRecall: 0.75\nSupport: 10\n")]
    [InlineData("Training set\nPrecision: 1.00\nRecall: 1.00\nSupport: 90\n\nTest set\nPrecision: 0.75\nRecall: 0.75\nSupport: 10\n")]
    [InlineData("Results on the training images\nPrecision: 1.00\nRecall: 1.00\nSupport: 90\n\nResults on others\nPrecision: 0.75\n"
        + "Recall: 0.75\nSupport: 10\n")]
    [InlineData("cat\nPrecision: 0.75\nRecall: 0.75\n\nowl\nPrecision: 0.83\nRecall: 0.83\n")]
    [InlineData("Threshold 0.3\nPrecision: 0.70\nRecall: 0.70\nSupport: 10\n\nThreshold 0.5\nPrecision: 0.80\nRecall: 0.80\n"
        + "Support: 10\n")]
    [InlineData("Round 1 - precision: 0.75, recall: 0.75, support: 10\nRound 12 - precision: 0.83, recall: 0.83, support: 10\n")]
    [InlineData("Class performance\nPrecision: 0.75\nRecall: 0.75\nSupport: 10\n")]
    [InlineData("Class weights on\nPrecision: 0.70\nRecall: 0.70\nSupport: 10\n\nClass weights off\nPrecision: 0.80\nRecall: 0.80\n"
        + "Support: 10\n")]
    [InlineData("Threshold\nPrecision\nRecall\nSupport\n0.3\n0.70\n0.70\n10\n0.5\n0.80\n0.80\n10\n")]
    [InlineData("Epoch 1 - precision: 0.75, recall: 0.75, support: 10\nEpoch 2 - precision: 0.83, recall: 0.83, support: 10\n")]
    public void Values_of_what_may_be_no_classes_are_refused(string paste) =>
        Refusal(paste, "5,5").Should().Contain("expected the header precision recall f1-score support");

    [Theory]
    [InlineData("Class performance\n\n")]
    [InlineData("Class weights: balanced\n\n")]
    [InlineData("Class names: cat, owl\n")]
    public void What_is_said_of_all_classes_is_the_heading_of_none(string above)
    {
        var audit = Audit(above + Blocks, "4,6");

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("Epoch")]
    [InlineData("Model")]
    public void Cells_in_lines_of_models_or_epochs_are_no_classes(string title) =>
        Refusal($"{title}\nPrecision\nRecall\nSupport\n1\n0.70\n0.70\n10\n2\n0.80\n0.80\n10\n").Should()
            .Contain($"rows of '{title}', expected rows of classes");

    [Theory]
    [InlineData("{\"class\": \"elk\", \"precision\": 1.0, \"rec")]
    [InlineData("{\"class\": \"elk\", \"precision\": 1.0, \"recall\": 0.5, \"support\": 2}  # rare")]
    public void A_record_that_cannot_be_read_whole_is_refused(string third) =>
        Refusal("{\"class\": \"cat\", \"precision\": 0.75, \"recall\": 0.75, \"support\": 4}\n"
            + "{\"class\": \"owl\", \"precision\": 0.83, \"recall\": 0.83, \"support\": 6}\n" + third + "\n").Should()
            .Contain(":3: '{\"class\": \"elk\"").And.Contain("expected a whole record of a class");

    [Fact]
    public void Blocks_that_are_called_as_classifiers_are_of_models() =>
        Refusal("SVM\nPrecision: 0.75\nRecall: 0.75\nSupport: 10\n\nKNN\nPrecision: 0.83\nRecall: 0.83\nSupport: 10\n").Should()
            .Contain("'SVM', as classifiers are called");

    [Fact]
    public void A_row_with_fewer_cells_than_titles_is_refused() =>
        Refusal("Class\nPrecision\nRecall\nSupport\ncat\n0.75\n0.75\n4\nowl\n0.83\n0.83\n").Should()
            .EndWith(":9: 2 numbers below 'owl', expected 3 (precision, recall, support)");

    [Fact]
    public void A_log_of_which_one_line_has_no_level_is_read_as_it_stands() =>
        Refusal("[INFO] cat 0.75 0.75\nowl 0.83 0.83\n").Should().Contain("'[INFO] cat 0.75 0.75', expected the header");
}
