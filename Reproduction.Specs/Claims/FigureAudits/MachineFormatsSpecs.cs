using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Reports as programs keep them: 3 of 4 cats were seen and 5 of 6 owls. No share of 4 cats is 0.70.</summary>
public sealed class MachineFormatsSpecs
{
    [Theory]
    // Names of class and score in one.
    [InlineData("{\"cat_precision\": 0.75, \"cat_recall\": 0.75, \"cat_f1-score\": 0.75, \"cat_support\": 4.0, \"owl_precision\": 0.83, "
        + "\"owl_recall\": 0.83, \"owl_f1-score\": 0.83, \"owl_support\": 6.0, \"accuracy\": 0.80, \"macro avg_recall\": 0.79, "
        + "\"lr\": 0.1}")]
    [InlineData("{\"precision_cat\": 0.75, \"recall_cat\": 0.75, \"support_cat\": 4, \"precision_owl\": 0.83, \"recall_owl\": 0.83, "
        + "\"support_owl\": 6}")]
    [InlineData("{\"eval_loss\": 0.4, \"eval_cat_precision\": 0.75, \"eval_cat_recall\": 0.75, \"eval_cat_number\": 4, "
        + "\"eval_owl_precision\": 0.83, \"eval_owl_recall\": 0.83, \"eval_owl_number\": 6, \"epoch\": 3.0}")]
    [InlineData("cat_precision,cat_recall,cat_support,owl_precision,owl_recall,owl_support,accuracy\n0.75,0.75,4.0,0.83,0.83,6.0,0.8\n")]
    [InlineData("epoch\tcat/precision\tcat/recall\tcat/support\towl/precision\towl/recall\towl/support\n7\t0.75\t0.75\t4\t0.83\t0.83\t6\n")]
    // YAML.
    [InlineData("# seed 3\ncat:\n  precision: 0.75\n  recall: 0.75\n  f1-score: 0.75\n  support: 4.0\nowl:\n  precision: 0.83\n"
        + "  recall: 0.83\n  f1-score: 0.83\n  support: 6.0\naccuracy: 0.80\nmacro avg:\n  precision: 0.79\n  recall: 0.79\n")]
    [InlineData("model: old\nreport:\n    'cat': {precision: 0.75, recall: 0.75, support: 4}\n\n    owl: {precision: 0.83, recall: 0.83, "
        + "support: 6}\n")]
    [InlineData("- class: cat\n  precision: 0.75\n  recall: 0.75\n  support: 4\n- class: owl\n  precision: 0.83\n  recall: 0.83\n"
        + "  support: 6\n")]
    [InlineData("labels:\n- cat\n- owl\nprecision:\n- 0.75\n- 0.83\nrecall:\n- 0.75\n- 0.83\nsupport: [4, 6]\n")]
    // pandas.
    [InlineData("{\"columns\": [\"precision\", \"recall\", \"f1-score\", \"support\"], \"index\": [\"cat\", \"owl\", \"accuracy\"], "
        + "\"data\": [[0.75, 0.75, 0.75, 4.0], [0.83, 0.83, 0.83, 6.0], [0.8, 0.8, 0.8, 0.8]]}")]
    [InlineData("{\"columns\": [\"cat\", \"owl\"], \"index\": [\"precision\", \"recall\", \"support\"], "
        + "\"data\": [[0.75, 0.83], [0.75, 0.83], [4, 6]]}")]
    [InlineData("{\"columns\": [\"label\", \"precision\", \"recall\", \"support\"], \"index\": [0, 1], \"data\": [[\"cat\", 0.75, 0.75, "
        + "4], [\"owl\", 0.83, 0.83, 6]]}")]
    // A list for each score.
    [InlineData("{\"precision\": [0.75, 0.83], \"recall\": [0.75, 0.83], \"f1\": [0.75, 0.83], \"support\": [4, 6], "
        + "\"labels\": [\"cat\", \"owl\"], \"accuracy\": 0.80}")]
    [InlineData("{'precision': array([0.75, 0.83]), 'recall': np.array([0.75, 0.83]), 'support': array([4, 6], dtype=int64), "
        + "'class_names': ['cat', 'owl']}")]
    // Python's dictionary with an order.
    [InlineData("OrderedDict([('cat', {'precision': 0.75, 'recall': 0.75, 'support': 4}), ('owl', OrderedDict([('precision', 0.83), "
        + "('recall', 0.83), ('support', 6)]))])")]
    public void A_report_is_read_as_a_program_keeps_it(string paste)
    {
        var (right, wrong) = (Audit(paste), Audit(paste.Replace("0.75", "0.70", StringComparison.Ordinal)));

        right.Figures.ClassNames.Should().Equal("cat", "owl");
        right.Question.Supports.Should().Equal(4, 6);
        right.Answer.Possibility.Should().Be(Possibility.Consistent);
        wrong.Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("(array([0.75 , 0.833]), array([0.75 , 0.833]), array([0.75 , 0.833]), array([4, 6]))")]
    [InlineData("{\"precision\": [0.75, 0.833], \"recall\": [0.75, 0.833], \"f1\": [0.75, 0.833], \"support\": [4, 6]}")]
    public void Classes_without_names_have_those_of_their_places(string paste)
    {
        var audit = Audit(paste);

        audit.Figures.ClassNames.Should().Equal("0", "1");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(paste.Replace("0.833", "0.81", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>The F1 of 0.75 and 0.75 is not 0.50.</summary>
    [Fact]
    public void An_F_of_another_weight_is_not_judged()
    {
        const string arrays = "(array([0.75 , 0.833]), array([0.75 , 0.833]), array([0.50 , 0.833]), array([4, 6]))";

        Audit(arrays).Answer.Possibility.Should().Be(Possibility.Impossible);
        var audit = Audit($"precision_recall_fscore_support(y_true, y_pred, beta=2)\n{arrays}");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: f-beta");
    }

    /// <summary>Keras logs the accuracy of the training under the bare name; that of the table is 8/10.</summary>
    [Fact]
    public void An_accuracy_beside_that_of_a_validation_is_of_the_training()
    {
        const string log = "epoch,accuracy,val_accuracy,cat_precision,cat_recall,cat_support,owl_precision,owl_recall,owl_support\n"
            + "7,0.99,0.80,0.75,0.75,4,0.83,0.83,6\n";

        Audit(log).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(log).Figures.Notes.Should().Contain("not judged: epoch, accuracy, val_accuracy");
        Audit(log.Replace("val_accuracy", "loss", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>Precision and recall of owls, 5/6, once more.</summary>
    [Fact]
    public void Overall_scores_of_the_positive_class_are_no_average()
    {
        var audit = Audit("{\"cat_precision\": 0.75, \"cat_recall\": 0.75, \"cat_support\": 4, \"owl_precision\": 0.83, "
            + "\"owl_recall\": 0.83, \"owl_support\": 6, \"overall_precision\": 0.8333, \"overall_recall\": 0.8333}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: overall");
    }

    [Fact]
    public void Each_row_of_a_log_is_a_report()
    {
        var read = Read("epoch,cat_precision,cat_recall,cat_support,owl_precision,owl_recall,owl_support\n1,0.75,0.75,4,0.83,0.83,6\n"
            + "2,0.75,0.70,4,0.83,0.83,6\n");

        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Impossible);
        read.Select(figures => figures.Where![(figures.Where!.LastIndexOf(' ') + 1)..]).Should().Equal("1", "2");
    }

    [Theory]
    [InlineData("class,old_precision,old_recall,old_support,new_precision,new_recall,new_support\ncat,1,1,4,1,1,4\nowl,1,1,6,1,1,6\n",
        "*expected the header precision recall f1-score support")]
    [InlineData("{\"precision\": 0.8, \"recall\": 0.7, \"f1\": 0.75}",
        "*:1: a dictionary with 'precision', 'recall', 'f1' of no class, expected precision, recall and support of each class, *--claim *")]
    [InlineData("{\"precision\": [0.7, 0.8], \"recall\": [0.6, 0.7], \"loss\": [0.5, 0.4]}",
        "*:1: a dictionary with lists under 'precision', 'recall', expected as many names of classes under 'labels', or images under 'support'")]
    [InlineData("{\"model\": [\"small\", \"base\"], \"precision\": [0.75, 1.0], \"recall\": [0.75, 0.8], \"support\": [10, 10]}",
        "*:1: a dictionary with lists under 'precision', 'recall' for each of 'model', expected figures of each class; *--claim *")]
    [InlineData("{\"fold\": [1, 2], \"precision\": [0.75, 1.0], \"recall\": [0.75, 0.8], \"support\": [10, 10]}",
        "* for each of 'fold', *")]
    [InlineData("{\"index\": [0, 1], \"epoch\": [1, 2], \"precision\": [0.75, 1.0], \"recall\": [0.75, 0.8], \"n_samples\": [10, 10]}",
        "* for each of 'epoch', *")]
    [InlineData(
        "{\"columns\": [\"model\", \"precision\", \"recall\", \"support\"], \"index\": [0, 1], \"data\": [[\"small\", 0.75, 0.75, 10], "
        + "[\"base\", 1.0, 0.8, 10]]}",
        "*:1: a dictionary of 'columns', 'index', 'data', expected precision, recall and support of each *")]
    [InlineData("\n{\"lr\": 0.1, \"loss\": 0.4}",
        "*:2: a dictionary of 'lr', 'loss', expected precision, recall and support of each class, *")]
    [InlineData("{\"cat\": {\"precision\": 0.75, \"recall\": 0.75", "*:1: a dictionary that does not end or cannot be read, *")]
    [InlineData("[{\"epoch\": 1, \"loss\": 0.4}]", "*:1: a list of records without precision and recall, expected *")]
    [InlineData("(0.79, 0.79, 0.79, None)", "*:1: lists of numbers without names, expected *")]
    [InlineData("{\"old_precision\": 1, \"old_recall\": 1, \"new_precision\": 1, \"new_recall\": 1}",
        "*: no support of 'old', expected it in *")]
    public void What_is_no_report_says_what_was_found_and_what_to_give(string paste, string message) =>
        Refusal(paste).Should().Match(message);
}
