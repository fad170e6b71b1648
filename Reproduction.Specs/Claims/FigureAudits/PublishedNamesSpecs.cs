using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Names that papers use, on 50 negatives of which 40 were rejected and 20 positives of which 15 were found.</summary>
public sealed class PublishedNamesSpecs
{
    // TP 15, FN 5, TN 40, FP 10: closed forms by hand, mcc, kappa and jaccard by scikit-learn 1.2.1.
    [Theory]
    [InlineData("accuracy=0.7857", "0.7858")]
    [InlineData("error_rate=0.2143", "0.2144")]
    [InlineData("sensitivity=0.75", "0.76")]
    [InlineData("TPR=0.75", "0.76")]
    [InlineData("specificity=0.80", "0.81")]
    [InlineData("fpr=0.20", "0.21")]
    [InlineData("miss rate=0.25", "0.26")]
    [InlineData("ppv=0.6000", "0.6001")]
    [InlineData("npv=0.8889", "0.8888")]
    [InlineData("fdr=0.4000", "0.4001")]
    [InlineData("f1=0.6667", "0.6668")]
    [InlineData("f2=0.7143", "0.7144")]
    [InlineData("f0.5=0.6250", "0.6251")]
    [InlineData("balanced accuracy=0.775", "0.776")]
    [InlineData("kappa=0.5116", "0.5117")]
    [InlineData("mcc=0.5185", "0.5186")]
    [InlineData("jaccard=0.5000", "0.5001")]
    [InlineData("jaccard[0]=0.7273", "0.7274")]
    [InlineData("gm=0.7746", "0.7747")]
    [InlineData("fm=0.6708", "0.6709")]
    [InlineData("informedness=0.550", "0.551")]
    [InlineData("markedness=0.4889", "0.4888")]
    [InlineData("lr+=3.7500", "3.7501")]
    [InlineData("lr-=0.3125", "0.3126")]
    [InlineData("dor=12.0", "12.1")]
    [InlineData("tp=15", "16")]
    [InlineData("fn=5", "6")]
    [InlineData("tn=40", "41")]
    [InlineData("fp=10", "11")]
    [InlineData("macro F1=0.7544", "0.7545")]
    [InlineData("micro_f1=0.7857", "0.7858")]
    [InlineData("auc=0.61", "0.59")]
    // One point of the curve at 0.20 and 0.75: at most 1 − 0.20 · 0.25.
    [InlineData("auc=0.95", "0.96")]
    public void A_published_name_is_decided_with_the_counts_given(string claim, string wrong)
    {
        Possibility Of(string figure) =>
            FiguresAudit.Possible(
                FiguresReader.Read(new() { Support = "50,20", Claims = ["recall[0]=0.80", "recall[1]=0.75", figure] })[0]);

        Of(claim).Should().Be(Possibility.Consistent);
        Of($"{claim[..claim.LastIndexOf('=')]}={wrong}").Should().Be(Possibility.Impossible);
    }

    // The same table to four digits and a figure, whatever the supports: what recall, specificity and precision leave is 2/7 positives.
    [Theory]
    [InlineData("accuracy", "0.7857", "0.72", "0.86")]
    [InlineData("npv", "0.8889", "0.82", "0.96")]
    [InlineData("f1", "0.6667", "0.61", "0.73")]
    [InlineData("f2", "0.7143", "0.66", "0.78")]
    [InlineData("f0.5", "0.6250", "0.57", "0.68")]
    [InlineData("balanced accuracy", "0.7750", "0.71", "0.84")]
    [InlineData("kappa", "0.5116", "0.46", "0.57")]
    [InlineData("mcc", "0.5185", "0.47", "0.57")]
    [InlineData("jaccard", "0.5000", "0.45", "0.55")]
    [InlineData("jaccard[0]", "0.7273", "0.67", "0.79")]
    [InlineData("gm", "0.7746", "0.71", "0.84")]
    [InlineData("fm", "0.6708", "0.61", "0.73")]
    [InlineData("informedness", "0.5500", "0.49", "0.61")]
    [InlineData("macro F1", "0.7544", "0.69", "0.82")]
    [InlineData("weighted_precision", "0.8063", "0.74", "0.88")]
    [InlineData("micro_f1", "0.7857", "0.72", "0.86")]
    public void A_published_name_is_decided_without_any_supports(string name, string right, string low, string high)
    {
        int ExitCode(string value) => Commands.Program.Run(
            "audit", "--claim", "sensitivity=0.7500", "--claim", "specificity=0.8000",
            "--claim", "ppv=0.6000", "--claim", $"{name}={value}")
            .ExitCode;

        ExitCode(right).Should().NotBe(1);
        ExitCode(low).Should().Be(1);
        ExitCode(high).Should().Be(1);
    }

    [Fact]
    public void The_positive_class_is_the_second_unless_it_is_said() =>
        new[] { null,
            "0" }.Select(positive =>
                FiguresAudit.Possible(
                    FiguresReader.Read(new() { Support = "50,20", Claims = ["sensitivity=0.82"], Positive = positive })[0]))
            .Should().Equal(Possibility.Impossible, Possibility.Consistent);

    [Theory]
    [InlineData(Possibility.Impossible, "7,8,9,10,11,12", "kappa=0.9110", "mcc=0.8549")]
    [InlineData(Possibility.Impossible, "10,10,10", "accuracy=0.9", "top2_accuracy=0.8")]
    [InlineData(Possibility.Consistent, "10,10,10", "accuracy=0.8", "top2_accuracy=0.9")]
    [InlineData(Possibility.Consistent, "20,20,20", "kappa[1]=1.00", "mcc=0.50")]
    [InlineData(Possibility.Impossible, "20,20,20", "kappa[1]=1.00", "mcc[1]=0.50")]
    [InlineData(Possibility.Impossible, "50,50,50", "top1_accuracy=0.9", "accuracy=0.8")]
    [InlineData(Possibility.Impossible, "50,50,50,50,50,50,50", "top3_accuracy=0.95", "top5_accuracy=0.90")]
    [InlineData(Possibility.Consistent, "50,50,50,50,50,50,50", "top3_accuracy=0.90", "top5_accuracy=0.95")]
    [InlineData(Possibility.Consistent, "40,10,20,0,6", "recall[4]=0.5", "specificity[3]=0.8")]
    // As below of any supports: at most 0.847.
    [InlineData(Possibility.Impossible, "300,200,100", "macro_precision=0.900", "macro_recall=0.800", "macro_f1=0.860")]
    public void Figures_of_several_classes_with_images_of_each_are_decided(Possibility expected, string support, params string[] claims) =>
        FiguresAudit.Possible(FiguresReader.Read(new() { Support = support, Claims = claims })[0]).Should().Be(expected);

    [Theory]
    [InlineData(1, "--claim", "kappa=0.9110", "--claim", "mcc=0.8549")]
    [InlineData(1, "--claim", "accuracy=0.89", "--claim", "sensitivity=0.52", "--claim", "specificity=0.92", "--claim", "ppv=0.52",
        "--claim", "mcc=0.5573")]
    [InlineData(0, "--claim", "accuracy=0.80", "--claim", "sensitivity=0.75", "--claim", "specificity=0.82")]
    [InlineData(1, "--images", "7", "--claim", "accuracy=0.80", "--claim", "sensitivity=0.75")]
    [InlineData(3, "--claim", "accuracy=0.80")]
    [InlineData(1, "--support", "10,10", "--claim", "accuracy=0.85", "--claim", "top5_accuracy=0.95")]
    [InlineData(1, "--support", "10,10", "--claim", "accuracy=0.85", "--claim", "top2_accuracy=0.95")]
    [InlineData(0, "--support", "10,10", "--claim", "accuracy=0.85", "--claim", "top2_accuracy=1.00")]
    [InlineData(0, "--claim", "macro_f1=0.55", "--claim", "sensitivity=0.2", "--claim", "specificity=0.9")]
    [InlineData(1, "--claim", "macro_f1=0.75", "--claim", "sensitivity=0.2", "--claim", "specificity=0.9")]
    [InlineData(0, "--claim", "weighted_precision=0.70", "--claim", "sensitivity=0.2", "--claim", "specificity=0.9")]
    [InlineData(1, "--claim", "micro_f1=0.97", "--claim", "sensitivity=0.2", "--claim", "specificity=0.9")]
    // The mean of the classes' accuracies against the rest, or that of their recalls: it is not said which.
    [InlineData(2, "--support", "10,100,80", "--claim", "macro_accuracy=0.6000")]
    [InlineData(3, "--images", "500", "--claim", "accuracy=0.62", "--claim", "macro_f1=0.31", "--claim", "auc=0.80")]
    [InlineData(0, "--support", "10,10", "--claim", "accuracy=1.00", "--claim", "mIoU=1.00")]
    // 47 of 55; 2 · 26 / 63; 6/13.
    [InlineData(0, "--images", "300", "--claim", "sensitivity=0.8545")]
    [InlineData(0, "--images", "60", "--claim", "f1=0.8254")]
    [InlineData(0, "--images", "10", "--claim", "f1=0.4615")]
    [InlineData(1, "--images", "10", "--claim", "f1=0.4616")]
    // Of 100 positives no share prints it; of 200 and 100 images the sum is no other.
    [InlineData(1, "--support", "200,100", "--images", "300", "--claim", "sensitivity=0.9965")]
    [InlineData(2, "--support", "200,100", "--images", "500", "--claim", "sensitivity=0.99")]
    // Areas of 2 and 2 images are eighths.
    [InlineData(1, "--support", "2,2", "--claim", "auc=0.80")]
    [InlineData(0, "--support", "2,2", "--claim", "auc=0.875")]
    // A mean of harmonic means is at most the harmonic mean of the means, 0.847.
    [InlineData(1, "--claim", "macro_precision=0.90", "--claim", "macro_recall=0.80", "--claim", "macro_f1=0.86")]
    [InlineData(3, "--claim", "macro_precision=0.90", "--claim", "macro_recall=0.80", "--claim", "macro_f1=0.85")]
    [InlineData(1, "--claim", "accuracy=0.95", "--claim", "weighted_recall=0.90")]
    public void Figures_of_any_supports_and_of_several_classes_are_decided(int exitCode, params string[] arguments) =>
        Commands.Program.Run(["audit", .. arguments]).ExitCode.Should().Be(exitCode);

    [Theory]
    [InlineData("--support: missing, expected images a class", "--images", "300")]
    [InlineData("--mixed-folds: found without --folds", "--support", "20,10", "--claim", "accuracy=0.9", "--mixed-folds")]
    [InlineData("--repeats: found without --folds", "--support", "20,10", "--claim", "accuracy=0.9", "--repeats", "3")]
    [InlineData("--last-line: found 'nonsense', expected weighted, macro, micro or class", "--support", "20,10", "--last-line", "nonsense",
        "--claim", "accuracy=0.9")]
    [InlineData("--last-line macro: found without --report", "--support", "20,10", "--last-line", "macro", "--claim", "accuracy=0.9")]
    [InlineData("--last-line macro: found without --report", "--last-line", "macro", "--claim", "accuracy=0.9")]
    [InlineData("--positive: found '1' beside 3 classes", "--support", "20,10,5", "--positive", "1", "--claim", "accuracy=0.8")]
    public void An_option_that_would_have_no_effect_is_refused(string words, params string[] arguments) =>
        Commands.Program.Run(["audit", .. arguments]).ShouldBeBadInput(words);

    /// <summary>194 of 200 and 93 of 100: the weighted averages are 0.95658, 0.95667 and 0.95661.</summary>
    [Fact]
    public void Figures_that_name_no_class_are_said_to_be_of_the_positive_one_and_tried_as_averages()
    {
        var audit = Commands.Program.Run(
            "audit", "--support", "200,100", "--claim", "accuracy=0.9567", "--claim", "precision=0.9566", "--claim", "recall=0.9567",
            "--claim", "f1=0.9566");

        audit.ExitCode.Should().Be(1);
        audit.Output.Should().Contain("what names no class is of the positive one").And.Contain(
            "consistent if what names no class is the weighted average, not of the positive class");
    }
}
