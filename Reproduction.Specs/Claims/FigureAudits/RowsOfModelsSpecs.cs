using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Tables in which models, sets or folds stand beside the classes, or instead of them.</summary>
public sealed class RowsOfModelsSpecs
{
    private const string Titles = "| Model | Class | P | R | F1 | n |\n|---|---|---|---|---|---|\n";

    [Theory]
    [InlineData(Titles + "| old | cat | 0.75 | 0.75 | 0.75 | 4 |\n| | owl | 0.83 | 0.83 | 0.83 | 6 |\n| | accuracy | | | 0.80 | 10 |\n"
        + "| | macro avg | 0.79 | 0.79 | 0.79 | 10 |\n", "old")]
    [InlineData(Titles + "| old | cat | 0.75 | 0.75 | 0.75 | 4 |\n| | owl | 0.83 | 0.83 | 0.83 | 6 |\n| new | cat | 1 | 1 | 1 | 4 |\n"
        + "| | owl | 1 | 1 | 1 | 6 |\n", "old", "new")]
    [InlineData("Model & Class & P & R & F1 & n \\\\ \\midrule\n\\multirow{2}{*}{old} & cat & 0.75 & 0.75 & 0.75 & 4 \\\\\n"
        + " & owl & 0.83 & 0.83 & 0.83 & 6 \\\\ \\midrule\n\\multirow{2}{*}{\\textbf{new}} & cat & 1 & 1 & 1 & 4 \\\\\n & owl & 1 & 1 & 1 & 6 \\\\\n",
        "old", "new")]
    [InlineData("<table><tr><th>Model</th><th>Class</th><th>P</th><th>R</th><th>F1</th><th>n</th></tr>"
        + "<tr><td rowspan=\"2\">old</td><td>cat</td><td>0.75</td><td>0.75</td><td>0.75</td><td>4</td></tr>"
        + "<tr><td>owl</td><td>0.83</td><td>0.83</td><td>0.83</td><td>6</td></tr>"
        + "<tr><td rowspan=\"2\">new</td><td>cat</td><td>1</td><td>1</td><td>1</td><td>4</td></tr>"
        + "<tr><td>owl</td><td>1</td><td>1</td><td>1</td><td>6</td></tr></table>", "old", "new")]
    // Models within classes.
    [InlineData("| Class | Model | P | R | F1 | n |\n|---|---|---|---|---|---|\n| cat | old | 0.75 | 0.75 | 0.75 | 4 |\n"
        + "| | new | 1 | 1 | 1 | 4 |\n| owl | old | 0.83 | 0.83 | 0.83 | 6 |\n| | new | 1 | 1 | 1 | 6 |\n", "old", "new")]
    // The name of an average in the first column.
    [InlineData("| Set | Class | P | R | F1 | n |\n|---|---|---|---|---|---|\n| test | cat | 0.75 | 0.75 | 0.75 | 4 |\n"
        + "| | owl | 0.83 | 0.83 | 0.83 | 6 |\n| macro avg | | 0.79 | 0.79 | 0.79 | 10 |\n", "test")]
    public void A_model_named_once_is_of_all_rows_below(string paste, params string[] models)
    {
        var audits = PastedTable.Read(paste).Select(figures => FiguresAudit.Of(figures)).ToArray();

        audits.Should().HaveCount(models.Length);
        if (models.Length > 1)
            audits.Select(audit => audit.Figures.Where).Zip(models).Should().OnlyContain(pair => pair.First!.EndsWith($", {pair.Second}"));
        foreach (var audit in audits)
        {
            audit.Figures.ClassNames.Should().Equal("cat", "owl");
            audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        }
    }

    [Fact]
    public void Classes_of_two_sets_are_no_one_table()
    {
        var tables =
            PastedTable.Read(Titles + "| train | cat | 1 | 1 | 1 | 4 |\n| | owl | 1 | 1 | 1 | 6 |\n| test | elk | 1 | 1 | 1 | 3 |\n"
                + "| | fox | 1 | 1 | 1 | 2 |\n");

        tables.Select(table => string.Join(' ', table.ClassNames)).Should().Equal("cat owl", "elk fox");
    }

    [Fact]
    public void A_model_of_cars_may_be_a_class() =>
        PastedTable.Audit("| Car model | P | R | n |\n|---|---|---|---|\n| T | 0.75 | 0.75 | 4 |\n| A | 0.83 | 0.83 | 6 |\n")
            .Figures.ClassNames.Should().Equal("T", "A");

    [Fact]
    public void Kinds_of_classes_are_of_one_table() =>
        PastedTable.Audit(
            "| Kind | Class | P | R | n |\n|---|---|---|---|---|\n| mammal | cat | 0.75 | 0.75 | 4 |\n| | elk | 1 | 1 | 5 |\n"
                + "| bird | owl | 0.83 | 0.83 | 6 |\n| | jay | 1 | 1 | 5 |\n| | accuracy | | 0.90 | 20 |\n").Figures.ClassNames.Should()
            .Equal("cat", "elk", "owl", "jay");

    [Theory]
    [InlineData("| Model | Accuracy | P | R | F1 |\n|---|---|---|---|---|\n| old | 0.80 | 0.75 | 0.75 | 0.75 |\n"
        + "| new | 0.83 | 0.83 | 0.83 | 0.83 |\n",
        "*:1: rows of 'Model', expected rows of classes; what is said of one model can be given as --claim beside --support")]
    [InlineData("| Dataset | Method | P | R |\n|---|---|---|---|\n| pets | old | 0.75 | 0.75 |\n| pets | new | 0.83 | 0.83 |\n",
        "*:1: rows of 'Method', expected rows of classes*")]
    [InlineData("| Base model (ours) | P | R |\n|---|---|---|\n| old | 0.75 | 0.75 |\n| new | 0.83 | 0.83 |\n",
        "*:1: rows of 'Base model (ours)'*")]
    [InlineData("Fold,Precision,Recall\n1,0.75,0.75\n2,0.83,0.83\n", "*:1: rows of 'Fold', expected rows of classes*")]
    [InlineData("| Epoch | Training Loss | Validation Loss | Precision | Recall | F1 | Accuracy |\n|---|---|---|---|---|---|---|\n"
        + "| 1 | No log | 0.69 | 0.75 | 0.75 | 0.75 | 0.75 |\n| 2 | 0.52 | 0.61 | 0.83 | 0.83 | 0.83 | 0.83 |\n",
        "*:1: rows of 'Epoch', expected rows of classes*")]
    [InlineData("Classifier  Precision  Recall\nold  0.75  0.75\nnew  0.83  0.83\n",
        "*:1: rows of 'Classifier', expected rows of classes*")]
    [InlineData(",precision,recall\nFold 1,0.75,0.75\nFold 2,0.83,0.83\nMean,0.79,0.79\n", "*:2: 'Fold 1', expected the name of a class*")]
    [InlineData("| | Model A | Model B |\n|---|---|---|\n| Precision | 0.75 | 0.83 |\n| Recall | 0.75 | 0.83 |\n",
        "*: 'Model A', expected the name of a class*")]
    [InlineData("Model Class  Precision  Recall\nold cat  0.75  0.75\nowl  0.83  0.83\n",
        "*:1: 'Model Class' with spaces between, expected tabs or bars between columns of names")]
    [InlineData("| Metric | old | new |\n|---|---|---|\n| Precision | 0.75 | 0.83 |\n| Recall | 0.75 | 0.83 |\n"
        + "| Accuracy | 0.75 | 0.83 |\n",
        "*:1: columns with an accuracy each, expected a column for each class*")]
    [InlineData("| Metric | old | new |\n|---|---|---|\n| Accuracy | 0.75 | 0.83 |\n| Precision | 0.75 | 0.83 |\n"
        + "| Recall | 0.75 | 0.83 |\n",
        "*:1: columns with an accuracy each, expected a column for each class*")]
    [InlineData("| Model | old | new |\n|---|---|---|\n| Precision | 0.75 | 0.83 |\n| Recall | 0.75 | 0.83 |\n",
        "*:1: columns of 'Model', expected columns of classes*")]
    public void Models_are_no_classes(string paste, string message) => PastedTable.Refusal(paste, "10").Should().Match(message);

    [Theory]
    [InlineData("| Model | Accuracy | P | R |\n|---|---|---|---|\n| old | 0.80 | 0.75 | 0.75 |\n| new | 0.83 | 0.83 | 0.83 |\n\n", "", 1)]
    [InlineData("", "\nClassifier  Precision  Recall\nold  0.75  0.75\nnew  0.83  0.83\n", 5)]
    public void A_table_of_models_beside_one_of_classes_is_named_and_not_judged(string before, string behind, int line)
    {
        var audit = PastedTable.Audit($"{before}precision recall f1-score support\ncat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n{behind}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Figures.Notes.Should().ContainMatch($"not judged: *:{line}: rows of '*', expected rows of classes; *");
    }

    [Fact]
    public void A_table_without_images_beside_one_with_them_is_named_and_not_judged()
    {
        const string models = "| | Precision | Recall |\n|---|---|---|\n| Logistic Regression | 0.75 | 0.75 |\n| Forest | 0.83 | 0.83 |\n";
        const string report = "precision recall f1-score support\ncat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n";

        var audit = PastedTable.Audit(models + "\n" + report);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Figures.Notes.Should().ContainMatch("not judged: *:3: no support of 'Logistic Regression', *");
        PastedTable.Refusal(models + "\n" + models).Should().Match("*: no support of 'Logistic Regression', *");
    }

    [Theory]
    [InlineData("| Class | cat | owl |\n|---|---|---|\n| Accuracy | 0.80 | 0.80 |\n| Precision | 0.75 | 0.83 |\n"
        + "| Recall | 0.75 | 0.83 |\n")]
    [InlineData("| Metric | cat | owl |\n|---|---|---|\n| Precision | 0.75 | 0.83 |\n| Recall | 0.75 | 0.83 |\n| Accuracy | 0.80 | 0.80 |\n"
        + "| Support | 4 | 6 |\n")]
    public void An_accuracy_of_each_class_is_named_as_not_judged(string paste)
    {
        var audit = PastedTable.Audit(paste, "4,6");

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Figures.Notes.Should().Contain("not judged: Accuracy");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>
    /// 45 of 50 and 61 of 83 sick people found, 10 and 5 healthy ones taken for sick: fairlearn's frame by sex, and tables of papers. Of
    /// 150 and 203 images of two classes there is no recall of 0.7349.
    /// </summary>
    [Theory]
    [InlineData("sex,accuracy,precision,recall,count\nFemale,0.9,0.8181818181818182,0.9,150.0\n"
        + "Male,0.8669950738916257,0.9242424242424242,0.7349397590361446,203.0\n")]
    [InlineData("| Subgroup | n | Sensitivity | Specificity | PPV | NPV |\n|---|---|---|---|---|---|\n| Female | 150 | 0.900 | 0.900 | 0.818 | 0.947 |\n"
        + "| Male | 203 | 0.735 | 0.958 | 0.924 | 0.839 |\n")]
    [InlineData("| Metric | Female | Male | Overall |\n|---|---|---|---|\n| Sensitivity | 0.900 | 0.735 | 0.797 |\n"
        + "| Specificity | 0.900 | 0.958 | 0.932 |\n| PPV | 0.818 | 0.924 | 0.876 |\n| NPV | 0.947 | 0.839 | 0.884 |\n| n | 150 | 203 | 353 |\n")]
    public void Rows_that_may_be_groups_of_people_with_images_of_their_own_are_not_called_impossible(string paste)
    {
        var audit = PastedTable.Audit(paste);

        audit.Answer.Possibility.Should().Be(Possibility.Undecided);
        audit.Figures.Notes.Should().ContainMatch("not judged: rows may be sets of their own, *");
    }

    /// <summary>The F1 of 0.9 and 0.9 is 0.9; that of 203 images none is 0.7349 of them.</summary>
    [Theory]
    [InlineData("| Subgroup | n | Precision | Recall | F1 |\n|---|---|---|---|---|\n| Female | 150 | 0.900 | 0.900 | 0.800 |\n| Male | 203 | 0.900 | 0.900 | 0.900 |\n")]
    [InlineData(
        "| Class | n | Precision | Recall |\n|---|---|---|---|\n| Female | 150 | 0.8182 | 0.9000 |\n| Male | 203 | 0.9242 | 0.7349 |\n")]
    public void What_no_row_alone_can_have_and_what_classes_cannot_have_is_impossible(string paste) =>
        PastedTable.Audit(paste).Answer.Possibility.Should().Be(Possibility.Impossible);

    /// <summary>Macro averages: no class has a precision of 0.91, a recall of 0.89 and an F1 of 0.88.</summary>
    [Theory]
    [InlineData("| | Precision | Recall | F1 | N |\n|---|---|---|---|---|\n| SVM | 0.91 | 0.89 | 0.88 | 1000 |\n| CNN | 0.95 | 0.93 | 0.90 | 1000 |\n", "SVM")]
    [InlineData("Precision Recall F1 N\nResNet-50 0.91 0.89 0.88 1000\nViT-B/16 0.95 0.93 0.90 1000\nOurs 0.95 0.93 0.90 1000\n",
        "ResNet-50")]
    [InlineData("| | Random Forest | XGBoost | Stacking |\n|---|---|---|---|\n| Precision | 0.91 | 0.95 | 0.95 |\n| Recall | 0.89 | 0.93 | 0.93 |\n"
        + "| F1 | 0.88 | 0.90 | 0.90 |\n| N | 1000 | 1000 | 1000 |\n", "Random Forest")]
    public void Rows_that_are_called_as_classifiers_are_no_classes(string paste, string name) =>
        PastedTable.Refusal(paste)
            .Should().Match($"*: '{name}', as classifiers are called, expected the name of a class, or a title 'class' above it; *");

    [Theory]
    [InlineData("| Class | P | R | F1 | n |\n|---|---|---|---|---|\n| SVM | 0.75 | 0.75 | 0.75 | 4 |\n| CNN | 0.83 | 0.83 | 0.83 | 6 |\n",
        "SVM", "CNN")]
    [InlineData("| | P | R | F1 | n |\n|---|---|---|---|---|\n| CNN | 0.75 | 0.75 | 0.75 | 4 |\n| Fox | 0.83 | 0.83 | 0.83 | 6 |\n",
        "CNN", "Fox")]
    public void What_is_called_a_class_or_has_one_such_name_may_be_classes(string paste, params string[] classes) =>
        PastedTable.Audit(paste).Figures.ClassNames.Should().Equal(classes);

    [Fact]
    public void Rows_of_one_test_set_are_classes_whatever_they_are_called() =>
        PastedTable.Audit(
            "precision recall f1-score support\n\nvit A 0.92 0.90 0.91 50\nvit C 0.82 0.89 0.85 45\niron 0.95 0.88 0.91 40\n\naccuracy 0.89 135\n")
            .Figures.ClassNames.Should().Equal("vit A", "vit C", "iron");

    [Fact]
    public void Averages_of_models_side_by_side_are_of_no_class() =>
        PastedTable.Refusal(
            "| Metric | ResNet-50 | ViT-B |\n|---|---|---|\n| Accuracy | 0.9050 | 0.8425 |\n| Precision (macro) | 0.8983 | 0.8295 |\n"
            + "| Recall (macro) | 0.9017 | 0.8400 |\n| F1 (macro) | 0.8998 | 0.8324 |\n| N | 400 | 400 |\n").Should()
            .Match("*:1: 'Precision (macro)' is an average over classes, expected the scores of each class; *");
}
